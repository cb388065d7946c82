package org.claimtrail.pages.web;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.claimtrail.claim.ClaimCounts;
import org.claimtrail.claim.Claims;
import org.claimtrail.claim.Stage;
import org.claimtrail.demo.DemoData;
import org.claimtrail.note.Noted;
import org.claimtrail.note.Notes;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Role;
import org.claimtrail.prose.Tree;
import org.claimtrail.status.Statuses;
import org.claimtrail.translation.Spoken;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What waits to be done, as lists or as a board: the first page of whoever works here. */
@Controller
class QueuePage {

    private static final String LINES = "30";

    private static final String CARDS = "15";

    private static final String MENTIONS = "10";

    private static final List<Stage> BOARD = List.of(Stage.INBOX, Stage.IN_PROGRESS, Stage.IN_REVIEW, Stage.DONE);

    /** The lists that there are, by what they are called in addresses. */
    enum Waiting {
        MINE("Mine"),
        INBOX("Inbox"),
        IN_REVIEW("In review"),
        DONE("Done"),
        OVERDUE("Can be checked"),
        CHANGED("Changed last");

        private final String title;

        Waiting(String title) {
            this.title = title;
        }

        static Optional<Waiting> called(String name) {
            return List.of(values()).stream()
                    .filter(list -> list.address().equals(name))
                    .findFirst();
        }

        public String address() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public String title() {
            return Spoken.of(title);
        }

        /** What the list of all claims is asked for, to show these. */
        Map<String, List<String>> filters(String self) {
            return switch (this) {
                case MINE -> Map.of("assignee", List.of(self), "stage!", List.of("DONE", "DROPPED"));
                case INBOX, IN_REVIEW, DONE -> Map.of("stage", List.of(name()));
                case OVERDUE -> Map.of("overdue", List.of("true"));
                case CHANGED -> Map.of();
            };
        }

        /** Who waits longest comes first; of what is done, what was done last. */
        String sort() {
            return switch (this) {
                case MINE, INBOX -> "createdAt";
                case IN_REVIEW, OVERDUE -> "updatedAt";
                case DONE, CHANGED -> "-updatedAt";
            };
        }
    }

    /** @param count how many wait there; null where that is not told */
    record Tab(
            String address,
            String title,
            boolean here,
            @Nullable Object count) {}

    record Column(
            Stage stage, @Nullable Stage before, @Nullable Stage after, List<Tree> claims, boolean more) {}

    private final Claims claims;
    private final ClaimCounts counts;
    private final Statuses statuses;
    private final ClaimLines lines;
    private final BulkPages many;
    private final Notes notes;
    private final DemoData demo;
    private final Actor actor;

    QueuePage(
            Claims claims,
            ClaimCounts counts,
            Statuses statuses,
            ClaimLines lines,
            BulkPages many,
            Notes notes,
            DemoData demo,
            Actor actor) {
        this.claims = claims;
        this.counts = counts;
        this.statuses = statuses;
        this.lines = lines;
        this.many = many;
        this.notes = notes;
        this.demo = demo;
        this.actor = actor;
    }

    @GetMapping("/")
    String list(
            @RequestParam(defaultValue = "") String list,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request,
            Model model) {
        many.offer(model, Lists.here(request));
        List<?> stages = (List<?>) Objects.requireNonNull(
                Tree.of(counts.count(new Query(Map.of("by", List.of("stage"))))).get("items"));
        Map<Waiting, Long> waiting = waiting(stages);
        Waiting shown = Waiting.called(list).orElseGet(() -> first(waiting));
        model.addAttribute(
                "tabs",
                Arrays.stream(Waiting.values())
                        .map(one -> new Tab(one.address(), one.title(), one == shown, waiting.get(one)))
                        .toList());
        Page page = page(shown, cursor, LINES);
        List<Tree> mentions = Tree.of(notes.mentioning(new Query(Map.of("limit", List.of(MENTIONS)))));
        mentions.forEach(QueuePage::addPage);
        model.addAttribute("mentions", mentions);
        model.addAttribute("items", lines.of(page));
        model.addAttribute("nothing", stages.isEmpty());
        model.addAttribute("demo", demo.isLoaded());
        model.addAttribute("filters", Lists.query(shown.filters(actor.name())));
        model.addAttribute("all", all(shown));
        if (page.next() != null) {
            model.addAttribute(
                    "next",
                    Lists.address("/", Map.of("list", List.of(shown.address()), "cursor", List.of(page.next()))));
        }
        if (cursor != null) {
            model.addAttribute("first", "/?list=" + shown.address());
        }
        return "queue";
    }

    @GetMapping("/board")
    String board(@RequestParam(defaultValue = "false") boolean mine, HttpServletRequest request, Model model) {
        many.offer(model, Lists.here(request));
        List<Column> columns = new ArrayList<>();
        for (Stage stage : BOARD) {
            Map<String, List<String>> query = new LinkedHashMap<>();
            query.put("stage", List.of(stage.name()));
            if (mine) {
                query.put("assignee", List.of(actor.name()));
            }
            query.put("sort", List.of(stage == Stage.DONE ? "-updatedAt" : "createdAt"));
            query.put("limit", List.of(CARDS));
            Page page = claims.list(new Query(query));
            int place = BOARD.indexOf(stage);
            columns.add(new Column(
                    stage,
                    place == 0 ? null : BOARD.get(place - 1),
                    place == BOARD.size() - 1 ? null : BOARD.get(place + 1),
                    lines.of(page),
                    page.next() != null));
        }
        model.addAttribute("columns", columns);
        model.addAttribute("mine", mine);
        return "board";
    }

    /** Gives whoever asks what waits longest in the inbox, and opens it. */
    @PostMapping("/take-next")
    String takeNext(RedirectAttributes flash) {
        return statuses.takeNext()
                .map(claim -> {
                    flash.addFlashAttribute("said", Spoken.of("It is yours now."));
                    return "redirect:/claims/" + claim;
                })
                .orElseGet(() -> {
                    flash.addFlashAttribute("said", Spoken.of("Nothing waits in the inbox that is nobody's."));
                    return "redirect:/?list=" + Waiting.INBOX.address();
                });
    }

    private Page page(Waiting list, @Nullable String cursor, String limit) {
        Map<String, List<String>> query = new LinkedHashMap<>(list.filters(actor.name()));
        query.put("sort", List.of(list.sort()));
        query.put("limit", List.of(limit));
        if (list == Waiting.MINE) {
            query.put("count", List.of("true"));
        }
        if (cursor != null) {
            query.put("cursor", List.of(cursor));
        }
        return claims.list(new Query(query));
    }

    private String all(Waiting list) {
        Map<String, List<String>> query = new LinkedHashMap<>(list.filters(actor.name()));
        query.put("sort", List.of(list.sort()));
        return Lists.address("/claims", query);
    }

    /** How many claims wait in the lists of which that is told. */
    private Map<Waiting, Long> waiting(List<?> stages) {
        Map<Waiting, Long> waiting = new EnumMap<>(Waiting.class);
        waiting.put(
                Waiting.MINE,
                Objects.requireNonNull(page(Waiting.MINE, null, "1").total()));
        for (Object group : stages) {
            Tree one = (Tree) group;
            Arrays.stream(Waiting.values())
                    .filter(list -> list.name().equals(one.get("key")))
                    .forEach(list ->
                            waiting.put(list, ((BigDecimal) Objects.requireNonNull(one.get("count"))).longValue()));
        }
        return waiting;
    }

    /** What is somebody's own comes first, then what only he can do; who has nothing to do finds something. */
    private Waiting first(Map<Waiting, Long> waiting) {
        if (waiting.getOrDefault(Waiting.MINE, 0L) > 0) {
            return Waiting.MINE;
        }
        return actor.may(Role.REVIEWER) && waiting.getOrDefault(Waiting.IN_REVIEW, 0L) > 0
                ? Waiting.IN_REVIEW
                : Waiting.INBOX;
    }

    /** Where a note that mentions somebody is shown. */
    private static void addPage(Tree mention) {
        Tree on = (Tree) requireNonNull(mention.get("on"));
        Tree claim = (Tree) mention.get("claim");
        Tree note = (Tree) requireNonNull(mention.get("note"));
        mention.put(
                "page",
                Noted.page(
                        String.valueOf(on.get("resource")),
                        requireNonNull(on.get("id")),
                        claim == null ? null : claim.get("number"),
                        requireNonNull(note.get("id"))));
    }
}
