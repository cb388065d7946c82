package org.claimtrail.pages.web;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.claimtrail.past.AsOf;
import org.claimtrail.platform.Page;
import org.claimtrail.prose.Tree;
import org.claimtrail.standing.Glances;
import org.springframework.stereotype.Component;

/**
 * Claims as a list shows them, a line each: besides what a claim is, {@code says}, from whom it came to the reader through
 * whom, and {@code glance}, how it stands.
 */
@Component
class ClaimLines {

    private final Glances glances;
    private final Display display;

    ClaimLines(Glances glances, Display display) {
        this.glances = glances;
        this.display = display;
    }

    List<Tree> of(Page page) {
        List<Tree> lines = Tree.of(page);
        // How they stood is not kept.
        Map<UUID, Glances.Glance> known = AsOf.instant().isPresent()
                ? Map.of()
                : glances.of(lines.stream().map(ClaimLines::id).toList());
        lines.forEach(line -> {
            line.put("glance", known.get(id(line)));
            line.put("says", says(line));
        });
        return lines;
    }

    private static UUID id(Tree claim) {
        return UUID.fromString(String.valueOf(claim.get("id")));
    }

    /** Along the first chain: the claimants, those who relay it, and who published it. */
    private List<String> says(Tree claim) {
        List<String> says = new ArrayList<>();
        if (claim.get("appearances") instanceof List<?> appearances
                && !appearances.isEmpty()
                && appearances.get(0) instanceof Tree first) {
            if (first.get("attribution") instanceof List<?> links) {
                links.forEach(link -> says.add(display.names(((Tree) requireNonNull(link)).get("sources"))));
            }
            if (first.get("article") instanceof Tree article && article.get("publisher") instanceof Tree publisher) {
                says.add(String.valueOf(publisher.get("name")));
            }
        }
        return says;
    }
}
