package org.claimtrail.pages.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.claim.Measures;
import org.claimtrail.history.Histories;
import org.claimtrail.history.Resource;
import org.claimtrail.platform.Representation;
import org.claimtrail.standing.Comparisons;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What figures count in common, and how those figures compare. */
@Controller
class MeasurePages {

    private static final Set<String> MEMBERS = Form.members("name", "unit", "description");
    private static final String FORM = "measures/form";

    private final Measures measures;
    private final Comparisons comparisons;
    private final Histories histories;

    MeasurePages(Measures measures, Comparisons comparisons, Histories histories) {
        this.measures = measures;
        this.comparisons = comparisons;
        this.histories = histories;
    }

    @GetMapping("/measures")
    ModelAndView list(HttpServletRequest request, Model model) {
        return Lists.page(request, "measures/list", model, measures::list, Map.of());
    }

    @GetMapping("/measures/{id}")
    String show(@PathVariable UUID id, Model model) {
        model.addAttribute("measure", Tree.of(measures.read(id)));
        model.addAttribute("comparison", Tree.of(comparisons.ofMeasure(id)));
        return "measures/show";
    }

    @GetMapping("/measures/{id}/history")
    ModelAndView history(@PathVariable UUID id, HttpServletRequest request, Model model) {
        model.addAttribute("id", id);
        model.addAttribute("crumb", "/measures/" + id);
        return Lists.page(request, "history", model, query -> histories.of(Resource.MEASURE, id, query), Map.of());
    }

    @GetMapping("/measures/new")
    String blank(Model model) {
        model.addAttribute("form", Form.blank());
        return FORM;
    }

    @PostMapping("/measures/new")
    ModelAndView record(HttpServletRequest request, Model model, RedirectAttributes flash) {
        Form form = Form.sent(request);
        return Forms.save(form, FORM, model, () -> {
            Representation recorded = measures.record(form.body());
            flash.addFlashAttribute("said", "It is recorded.");
            return "/measures/" + recorded.id();
        });
    }

    @GetMapping("/measures/{id}/edit")
    String edit(@PathVariable UUID id, Model model) {
        Representation present = measures.read(id);
        model.addAttribute("form", Form.of(present, MEMBERS));
        model.addAttribute("edited", Tree.of(present));
        return FORM;
    }

    @PostMapping("/measures/{id}/edit")
    ModelAndView save(@PathVariable UUID id, HttpServletRequest request, Model model, RedirectAttributes flash) {
        Form form = Form.sent(request);
        model.addAttribute("edited", Tree.of(measures.read(id)));
        return Forms.save(form, FORM, model, MEMBERS, () -> measures.read(id), () -> {
            measures.change(id, form.ifMatch(), form.change(MEMBERS));
            flash.addFlashAttribute("said", "Saved.");
            return "/measures/" + id;
        });
    }

    @GetMapping("/measures/{id}/delete")
    ModelAndView askToDelete(@PathVariable UUID id, Model model) {
        Representation present = measures.read(id);
        return deletion(id).ask(present.etag(), model);
    }

    @PostMapping("/measures/{id}/delete")
    ModelAndView delete(@PathVariable UUID id, @RequestParam String version, Model model, RedirectAttributes flash) {
        return deletion(id).act(version, ifMatch -> measures.delete(id, ifMatch), model, flash);
    }

    @PostMapping("/measures/{id}/restore")
    String restore(@PathVariable UUID id, RedirectAttributes flash) {
        measures.restore(id);
        return deletion(id).restored(flash);
    }

    private static Deletion deletion(UUID id) {
        return new Deletion("The measure", "/measures/" + id, "/measures");
    }
}
