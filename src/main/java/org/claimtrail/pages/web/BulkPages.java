package org.claimtrail.pages.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.claimtrail.access.Accounts;
import org.claimtrail.bulk.BulkChanges;
import org.claimtrail.claim.Stage;
import org.claimtrail.claim.Status;
import org.claimtrail.past.AsOf;
import org.claimtrail.past.Horizon;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Role;
import org.claimtrail.prose.Tree;
import org.claimtrail.translation.Spoken;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Many claims of a list changed at once: tried first, told claim by claim, taken back by a button. */
@Controller
class BulkPages {

    private static final String PAGE = "claims/bulk";

    /** What says which claims are meant, and where one came from; the rest says what is wanted. */
    private static final Set<String> MEANT = Set.of("claim", "all", "filters", "unchangedSince", "after", "back");

    /** In a list of those to whom the work can be given: nobody. */
    private static final String NOBODY = "-";

    private final BulkChanges changes;
    private final Accounts accounts;
    private final Horizon horizon;
    private final Actor actor;

    BulkPages(BulkChanges changes, Accounts accounts, Horizon horizon, Actor actor) {
        this.changes = changes;
        this.accounts = accounts;
        this.horizon = horizon;
        this.actor = actor;
    }

    /**
     * Lets the claims of a list be chosen; to be called before they are read, so that whoever changes one of them later is not
     * overruled.
     *
     * @param back the address of the list
     */
    void offer(Model model, String back) {
        boolean edits = actor.may(Role.CONTRIBUTOR) && AsOf.instant().isEmpty();
        model.addAttribute("selects", edits);
        if (edits) {
            model.addAttribute("seenAt", horizon.now().toString());
            model.addAttribute("back", back);
            addChoices(model);
        }
    }

    private void addChoices(Model model) {
        model.addAttribute("edits", actor.may(Role.CONTRIBUTOR));
        model.addAttribute("reviews", actor.may(Role.REVIEWER));
        model.addAttribute("stages", Stage.values());
        model.addAttribute("statuses", Status.values());
        model.addAttribute("assignees", Tree.of(accounts.assignees(Lists.all())));
    }

    @PostMapping("/claims/bulk")
    ModelAndView change(HttpServletRequest request, Model model, RedirectAttributes flash) {
        Map<String, List<String>> sent = sent(request);
        String act = first(sent, "do");
        if ("export".equals(act)) {
            return toExport(sent);
        }
        boolean deletes = sent.containsKey("delete") || "delete".equals(act);
        boolean preview = !"change".equals(act);
        sent.remove("do");
        sent.remove("delete");
        String back = Lists.local(first(sent, "back"));
        try {
            Tree answer = Tree.of(changes.change(body(sent, deletes, preview)));
            if (preview) {
                return asked(sent, deletes, back, model, answer, HttpStatus.OK);
            }
            return done(sent, back, answer, flash);
        } catch (InvalidInput e) {
            model.addAttribute("faults", e.faults());
            return asked(sent, deletes, back, model, null, HttpStatus.BAD_REQUEST);
        }
    }

    @GetMapping("/bulk-changes/{id}")
    String show(@PathVariable UUID id, Model model) {
        addChoices(model);
        model.addAttribute("answer", Tree.of(changes.read(id)));
        return PAGE;
    }

    @PostMapping("/bulk-changes/{id}/undo")
    String undo(@PathVariable UUID id) {
        return "redirect:/bulk-changes/" + Tree.of(changes.undo(id)).get("id");
    }

    /** The page of the list again where all went well, and else what became of each. */
    private static ModelAndView done(
            Map<String, List<String>> sent, String back, Tree answer, RedirectAttributes flash) {
        String page = "/bulk-changes/" + answer.get("id");
        if (answer.get("next") != null) {
            Map<String, List<String>> rest = new LinkedHashMap<>(sent);
            rest.put("after", List.of(String.valueOf(answer.get("next"))));
            flash.addFlashAttribute("rest", rest);
        } else if ("0".equals(String.valueOf(answer.get("refused")))) {
            String changed = String.valueOf(answer.get("changed"));
            flash.addFlashAttribute(
                    "said",
                    Spoken.count(
                            Long.parseLong(changed), "{0} claim was changed.", "{0} claims were changed.", changed));
            if (!"0".equals(changed)) {
                flash.addFlashAttribute("undo", page + "/undo");
            }
            return new ModelAndView("redirect:" + back);
        }
        return new ModelAndView("redirect:" + page);
    }

    /** The list of those that are meant, at what it can be had as. */
    private static ModelAndView toExport(Map<String, List<String>> sent) {
        Map<String, List<String>> meant = sent.containsKey("all") || !sent.containsKey("claim")
                ? filters(sent)
                : Map.of("number", sent.get("claim"));
        return new ModelAndView("redirect:" + Lists.address("/claims", meant) + "#export");
    }

    private ModelAndView asked(
            Map<String, List<String>> sent,
            boolean deletes,
            String back,
            Model model,
            @Nullable Tree answer,
            HttpStatus status) {
        addChoices(model);
        Map<String, List<String>> meant = new LinkedHashMap<>(sent);
        meant.keySet().retainAll(MEANT);
        model.addAttribute("asked", meant);
        model.addAttribute(
                "typed",
                sent.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, field -> field.getValue().get(0))));
        model.addAttribute("deletes", deletes);
        model.addAttribute("back", back);
        model.addAttribute("answer", answer);
        return new ModelAndView(PAGE, model.asMap(), status);
    }

    /** What is not empty of a form. */
    private static Map<String, List<String>> sent(HttpServletRequest request) {
        Map<String, List<String>> sent = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> {
            List<String> given = Arrays.stream(values)
                    .map(String::strip)
                    .filter(value -> !value.isEmpty())
                    .toList();
            if (!given.isEmpty() && !name.equals("_csrf")) {
                sent.put(name, given);
            }
        });
        return sent;
    }

    private static @Nullable String first(Map<String, List<String>> sent, String name) {
        List<String> values = sent.get(name);
        return values == null ? null : values.get(0);
    }

    /** Those of the list from which one came. */
    private static Map<String, List<String>> filters(Map<String, List<String>> sent) {
        String filters = first(sent, "filters");
        return Lists.filters(filters == null ? "" : filters);
    }

    private static ObjectNode body(Map<String, List<String>> sent, boolean deletes, boolean preview) {
        ObjectNode body = Json.object();
        if (sent.containsKey("all")) {
            ObjectNode matching = body.putObject("matching");
            filters(sent).forEach((name, values) -> {
                ArrayNode given = matching.putArray(name);
                values.forEach(given::add);
            });
            String after = first(sent, "after");
            if (after != null && after.matches("[0-9]{1,18}")) {
                body.put("after", Long.parseLong(after));
            }
        } else {
            ArrayNode claims = body.putArray("claims");
            sent.getOrDefault("claim", List.of()).forEach(claims::add);
        }
        put(body, "unchangedSince", first(sent, "unchangedSince"));
        put(body, "reason", first(sent, "reason"));
        body.put("preview", preview);
        ObjectNode change = body.putObject("change");
        if (deletes) {
            change.put("delete", true);
            return body;
        }
        put(change, "stage", first(sent, "stage"));
        put(change, "status", first(sent, "status"));
        String assignee = first(sent, "assignee");
        if (NOBODY.equals(assignee)) {
            change.putNull("assignee");
        } else {
            put(change, "assignee", assignee);
        }
        put(change.putArray("addTopics"), first(sent, "addTopic"));
        put(change.putArray("removeTopics"), first(sent, "removeTopic"));
        return body;
    }

    private static void put(ObjectNode body, String member, @Nullable String value) {
        if (value != null) {
            body.put(member, value);
        }
    }

    private static void put(ArrayNode list, @Nullable String value) {
        if (value != null) {
            list.add(value);
        }
    }
}
