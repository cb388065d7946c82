package org.claimtrail.pages.web;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.platform.Query;
import org.claimtrail.prose.Tree;
import org.claimtrail.standing.Surroundings;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What stands around a claim: who has it from whom, and which claims bear on it, as many relations away as is asked for. */
@Controller
class AroundPage {

    private final Surroundings surroundings;

    AroundPage(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @GetMapping("/claims/{id}/around")
    String around(@PathVariable String id, @RequestParam(defaultValue = "1") String depth, Model model) {
        Tree graph = Tree.of(surroundings.read(ClaimKey.of(id), new Query(Map.of("depth", List.of(depth)))));
        List<Map<String, @Nullable Object>> nodes = trees(requireNonNull(graph.get("nodes")));
        Map<Object, Map<String, @Nullable Object>> byId = new HashMap<>();
        nodes.forEach(node -> byId.put(String.valueOf(node.get("id")), node));
        model.addAttribute("claim", nodes.get(0));
        model.addAttribute("nodes", byId);
        model.addAttribute("edges", distinct(trees(requireNonNull(graph.get("edges")))));
        model.addAttribute("truncated", graph.get("truncated"));
        model.addAttribute("depth", depth);
        return "claims/around";
    }

    /** What several appearances show, once. */
    private static List<Map<String, @Nullable Object>> distinct(List<Map<String, @Nullable Object>> edges) {
        edges.forEach(edge -> edge.keySet().retainAll(Set.of("type", "from", "to", "scope")));
        return edges.stream().distinct().toList();
    }

    @SuppressWarnings("unchecked") // Lists of answers hold trees.
    private static List<Map<String, @Nullable Object>> trees(Object list) {
        return (List<Map<String, @Nullable Object>>) list;
    }
}
