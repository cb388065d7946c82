package org.claimtrail.pages.web;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.claim.Claims;
import org.claimtrail.claim.Topics;
import org.claimtrail.history.Histories;
import org.claimtrail.platform.Query;
import org.claimtrail.prose.Tree;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** What claims are filed under, and the newest of these. */
@Controller
@RequestMapping("/topics")
class TopicPages extends ThingPages {

    private static final Set<String> MEMBERS = Form.members("name", "description");

    private final Topics topics;
    private final Claims claims;
    private final ClaimLines lines;

    TopicPages(Topics topics, Claims claims, ClaimLines lines, Histories histories, Filtering filtering) {
        super(topics, MEMBERS, histories, filtering);
        this.topics = topics;
        this.claims = claims;
        this.lines = lines;
    }

    @GetMapping("/{id}")
    String show(@PathVariable UUID id, Model model) {
        Tree topic = Tree.of(topics.read(id));
        model.addAttribute("topic", topic);
        model.addAttribute("count", topics.claims(id));
        model.addAttribute(
                "claims",
                lines.of(claims.list(new Query(Map.of(
                        "topic",
                        List.of(requireNonNull(topic.get("name")).toString()),
                        "sort",
                        List.of("-createdAt"),
                        "limit",
                        List.of("10"))))));
        return "topics/show";
    }
}
