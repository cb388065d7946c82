package org.claimtrail.pages.web;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import java.util.UUID;
import org.claimtrail.history.Histories;
import org.claimtrail.prose.Tree;
import org.claimtrail.rate.ExchangeRates;
import org.claimtrail.source.SourceKind;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.node.ObjectNode;

/** What currencies were worth in each other, by whom figures in them are compared. */
@Controller
@RequestMapping("/exchange-rates")
class ExchangeRatePages extends ThingPages {

    private static final Set<String> MEMBERS = Form.members("from", "to", "rate", "on", "source", "url");

    private final ExchangeRates rates;
    private final Display display;

    ExchangeRatePages(ExchangeRates rates, Histories histories, Filtering filtering, Display display) {
        super(rates, MEMBERS, histories, filtering);
        this.rates = rates;
        this.display = display;
    }

    @ModelAttribute
    void choices(Model model) {
        model.addAttribute("sourceKinds", SourceKind.values());
    }

    @GetMapping("/{id}")
    String show(@PathVariable UUID id, Model model) {
        Tree rate = Tree.of(rates.read(id));
        model.addAttribute("rate", rate);
        model.addAttribute("title", rate.get("from") + " in " + rate.get("to") + ", " + display.date(rate.get("on")));
        return "exchange-rates/show";
    }

    @Override
    String nameOf(ObjectNode rate) {
        return display.recorded(kind.toString(), (Tree) requireNonNull(Tree.of(rate)));
    }
}
