package org.claimtrail.pages.web;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimtrail.claim.Claims;
import org.claimtrail.claim.Measures;
import org.claimtrail.claim.Nature;
import org.claimtrail.comparison.Comparisons;
import org.claimtrail.history.Histories;
import org.claimtrail.platform.Representation;
import org.claimtrail.prose.Tree;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** What figures count in common, and how those figures compare. */
@Controller
@RequestMapping("/measures")
class MeasurePages extends MergeableThingPages {

    private static final Set<String> MEMBERS = Form.members("name", "unit", "nature", "description");

    private final Measures measures;
    private final Claims claims;
    private final Comparisons comparisons;

    MeasurePages(Measures measures, Claims claims, Comparisons comparisons, Histories histories, Filtering filtering) {
        super(measures, MEMBERS, histories, filtering);
        this.measures = measures;
        this.claims = claims;
        this.comparisons = comparisons;
    }

    @ModelAttribute
    void choices(Model model) {
        model.addAttribute("natures", Nature.values());
    }

    @GetMapping("/{id}")
    String show(@PathVariable UUID id, Model model) {
        model.addAttribute("measure", Tree.of(measures.read(id)));
        Representation comparison = comparisons.ofMeasure(id);
        model.addAttribute("comparison", Tree.of(comparison));
        model.addAttribute("conflicting", conflicting(comparison));
        return "measures/show";
    }

    /** The figures that conflict with another one, of those pairs that are told. */
    private static Set<String> conflicting(Representation comparison) {
        return comparison
                .tree()
                .at("/conflicts/pairs")
                .valueStream()
                .flatMap(pair -> Stream.of(pair.get("one"), pair.get("other")))
                .map(JsonNode::stringValue)
                .collect(Collectors.toSet());
    }

    @Override
    List<Moved> moved(UUID id) {
        return List.of(
                new Moved(count(claims::list, "measure", id), "claim", "with a figure of it", "/claims?measure=" + id));
    }
}
