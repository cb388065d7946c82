package org.claimtrail.pages.web;

import java.util.List;
import java.util.Set;
import org.claimtrail.platform.Conflict;
import org.claimtrail.prose.Tree;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;

/**
 * Another thing because of which a form was not saved, and what to do about it.
 *
 * @param page on which it is shown
 * @param merge where what is edited can be merged into it, if both are one; null where they cannot
 */
record InTheWay(
        String kind, String name, String page, @Nullable String merge) {

    private static final Set<Resource> MERGEABLE = Set.of(Resource.SOURCE, Resource.ARTICLE, Resource.MEASURE);

    /** @param template of the form, which stands with the templates of its kind */
    static List<InTheWay> of(Conflict conflict, String template, Model model) {
        return conflict.others().stream()
                .filter(other -> Resource.those(Resource::hasPages)
                        .anyMatch(kind -> kind.toString().equals(other.type())))
                .map(other -> of(other, conflict.reason() == Conflict.Reason.DUPLICATE, template, model))
                .toList();
    }

    private static InTheWay of(Conflict.Other other, boolean isDuplicate, String template, Model model) {
        Resource kind = Resource.parse(other.type());
        String all = "/" + kind.address() + "/";
        boolean merges = isDuplicate && MERGEABLE.contains(kind) && template.startsWith(kind.plural() + "/");
        return new InTheWay(
                kind.thing(),
                other.name() == null ? other.id().toString() : other.name(),
                all + other.id(),
                merges && model.getAttribute("edited") instanceof Tree edited
                        ? all + edited.get("id") + "/merge?into=" + other.id()
                        : null);
    }
}
