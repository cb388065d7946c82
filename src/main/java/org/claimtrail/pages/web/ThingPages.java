package org.claimtrail.pages.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.claimtrail.history.Histories;
import org.claimtrail.history.Resource;
import org.claimtrail.platform.Change;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.springframework.ui.Model;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.node.ObjectNode;

/** The pages that things of each kind have: they are listed, recorded, edited, deleted and restored. */
abstract class ThingPages {

    /** How the service of a kind does all that. */
    record Acts(
            Function<Query, Page> list,
            Function<UUID, Representation> read,
            Function<ObjectNode, Representation> record,
            Edit edit,
            BiConsumer<UUID, IfMatch> delete,
            Function<UUID, Representation> restore) {}

    @FunctionalInterface
    interface Edit {
        Representation change(UUID id, IfMatch ifMatch, Change change);
    }

    private final Resource kind;
    private final String address;
    private final String form;
    private final Set<String> members;
    private final Acts acts;
    private final Histories histories;

    /** @param members what the form may change */
    ThingPages(Resource kind, Set<String> members, Acts acts, Histories histories) {
        this.kind = kind;
        this.address = "/" + kind + "s";
        this.form = kind + "s/form";
        this.members = members;
        this.acts = acts;
        this.histories = histories;
    }

    @GetMapping
    ModelAndView list(HttpServletRequest request, Model model) {
        return Lists.page(request, kind + "s/list", model, acts.list(), Map.of());
    }

    @GetMapping("/{id}/history")
    ModelAndView history(@PathVariable UUID id, HttpServletRequest request, Model model) {
        model.addAttribute("name", "the " + kind);
        model.addAttribute("crumbs", List.of(all(), List.of(address + "/" + id, "The " + kind)));
        return Lists.page(request, "history", model, query -> histories.of(kind, id, query), Map.of());
    }

    @GetMapping("/new")
    String blank(Model model) {
        model.addAttribute("form", Form.blank());
        return form;
    }

    @PostMapping("/new")
    ModelAndView record(HttpServletRequest request, Model model, RedirectAttributes flash) {
        Form sent = Form.sent(request);
        return Forms.save(sent, form, model, () -> {
            Representation recorded = acts.record().apply(sent.body());
            flash.addFlashAttribute("said", "It is recorded.");
            return address + "/" + recorded.id();
        });
    }

    @GetMapping("/{id}/edit")
    String edit(@PathVariable UUID id, Model model) {
        Representation present = acts.read().apply(id);
        model.addAttribute("form", Form.of(present, members));
        model.addAttribute("edited", Tree.of(present));
        return form;
    }

    @PostMapping("/{id}/edit")
    ModelAndView save(@PathVariable UUID id, HttpServletRequest request, Model model, RedirectAttributes flash) {
        Form sent = Form.sent(request);
        model.addAttribute("edited", Tree.of(acts.read().apply(id)));
        return Forms.save(sent, form, model, members, () -> acts.read().apply(id), () -> {
            acts.edit().change(id, sent.ifMatch(), sent.change(members));
            flash.addFlashAttribute("said", "Saved.");
            return address + "/" + id;
        });
    }

    @GetMapping("/{id}/delete")
    ModelAndView askToDelete(@PathVariable UUID id, Model model) {
        Representation present = acts.read().apply(id);
        return deletion(present).ask(present.etag(), model);
    }

    @PostMapping("/{id}/delete")
    ModelAndView delete(@PathVariable UUID id, @RequestParam String version, Model model, RedirectAttributes flash) {
        return deletion(acts.read().apply(id))
                .act(version, ifMatch -> acts.delete().accept(id, ifMatch), model, flash);
    }

    @PostMapping("/{id}/restore")
    String restore(@PathVariable UUID id, RedirectAttributes flash) {
        return deletion(acts.restore().apply(id)).restored(flash);
    }

    private Deletion deletion(Representation thing) {
        String name = name(thing.tree());
        return Deletion.of("The " + kind + " " + name, address + "/" + thing.id(), all(), name);
    }

    /** The page on which there are all of the kind. */
    private List<String> all() {
        return List.of(address, StringUtils.capitalize(kind + "s"));
    }

    private static String name(ObjectNode thing) {
        return Stream.of("name", "title", "url", "citation")
                .filter(thing::hasNonNull)
                .map(member -> thing.get(member).stringValue())
                .findFirst()
                .orElseThrow();
    }
}
