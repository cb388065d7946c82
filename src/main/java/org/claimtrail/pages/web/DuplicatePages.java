package org.claimtrail.pages.web;

import java.util.List;
import java.util.function.Function;
import org.claimtrail.access.Accounts;
import org.claimtrail.article.Articles;
import org.claimtrail.claim.Measures;
import org.claimtrail.claim.Topics;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.prose.Tree;
import org.claimtrail.source.Sources;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What probably is recorded twice: for administrators. */
@Controller
class DuplicatePages {

    private final Articles articles;
    private final Sources sources;
    private final Measures measures;
    private final Topics topics;
    private final Accounts accounts;

    DuplicatePages(Articles articles, Sources sources, Measures measures, Topics topics, Accounts accounts) {
        this.articles = articles;
        this.sources = sources;
        this.measures = measures;
        this.topics = topics;
        this.accounts = accounts;
    }

    @GetMapping("/duplicates")
    String list(Model model) {
        model.addAttribute("articles", first(articles::duplicates));
        model.addAttribute("sources", first(sources::duplicates));
        model.addAttribute("measures", first(measures::duplicates));
        model.addAttribute("topics", first(topics::duplicates));
        model.addAttribute("accounts", first(accounts::duplicates));
        return "duplicates";
    }

    private static List<Tree> first(Function<Query, Page> duplicates) {
        return Tree.of(duplicates.apply(Lists.all()));
    }
}
