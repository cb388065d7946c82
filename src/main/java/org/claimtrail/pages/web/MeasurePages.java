package org.claimtrail.pages.web;

import java.util.Set;
import java.util.UUID;
import org.claimtrail.claim.Measures;
import org.claimtrail.claim.Nature;
import org.claimtrail.comparison.Comparisons;
import org.claimtrail.history.Histories;
import org.claimtrail.prose.Tree;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** What figures count in common, and how those figures compare. */
@Controller
@RequestMapping("/measures")
class MeasurePages extends MergeableThingPages {

    private static final Set<String> MEMBERS = Form.members("name", "unit", "nature", "description");

    private final Measures measures;
    private final Comparisons comparisons;

    MeasurePages(Measures measures, Comparisons comparisons, Histories histories) {
        super(measures, MEMBERS, histories);
        this.measures = measures;
        this.comparisons = comparisons;
    }

    @ModelAttribute
    void choices(Model model) {
        model.addAttribute("natures", Nature.values());
    }

    @GetMapping("/{id}")
    String show(@PathVariable UUID id, Model model) {
        model.addAttribute("measure", Tree.of(measures.read(id)));
        model.addAttribute("comparison", Tree.of(comparisons.ofMeasure(id)));
        return "measures/show";
    }
}
