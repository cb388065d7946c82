package org.claimtrail.pages.web;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.claimtrail.history.RecentChanges;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Json;
import org.claimtrail.prose.Tree;
import org.claimtrail.thing.Resource;
import org.claimtrail.translation.Spoken;
import org.claimtrail.watching.NoticeWords;
import org.claimtrail.watching.Notices;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.node.ObjectNode;

/** What one was told: by day, in the words of changes, until it is marked as read. */
@Controller
@RequestMapping("/notices")
class NoticePages {

    private static final String LINES = "50";

    /** So many things of one notice are told change by change. */
    private static final int MOST_TOLD = 5;

    /**
     * Why one is told.
     *
     * @param words up to what it is about
     * @param named what is watched; absent where the words say it all, or nothing is left of it
     */
    record Because(
            String words, @Nullable String named, @Nullable String address) {}

    /** A thing that is told of by its name alone. */
    record Named(@Nullable String called, @Nullable String address) {}

    /**
     * A notice as it is shown.
     *
     * @param groups what was changed, as far as it is kept
     * @param others what else it is about
     * @param more how many things it does not name
     */
    record Told(
            Tree notice,
            String day,
            Set<Because> because,
            List<ChangeGroups.Group> groups,
            List<Named> others,
            int more) {}

    private final Notices notices;
    private final RecentChanges changes;
    private final ChangeGroups groups;
    private final Actor actor;
    private final Display display;

    NoticePages(Notices notices, RecentChanges changes, ChangeGroups groups, Actor actor, Display display) {
        this.notices = notices;
        this.changes = changes;
        this.groups = groups;
        this.actor = actor;
        this.display = display;
    }

    @GetMapping
    ModelAndView unread(HttpServletRequest request, Model model) {
        return list(request, model, Map.of("unread", "true", "limit", LINES));
    }

    @GetMapping("/all")
    ModelAndView all(HttpServletRequest request, Model model) {
        return list(request, model, Map.of("limit", LINES));
    }

    private ModelAndView list(HttpServletRequest request, Model model, Map<String, String> asked) {
        ModelAndView page = Lists.page(request, "notices", model, query -> notices.list(actor.self(), query), asked);
        page.addObject("unread", asked.containsKey("unread"));
        if (page.getModel().get("items") instanceof List<?> items) {
            List<Tree> found = items.stream().map(Tree.class::cast).toList();
            page.addObject("notices", told(found));
            found.stream()
                    .filter(notice -> notice.get("readAt") == null)
                    .map(notice -> String.valueOf(notice.get("id")))
                    .max(Comparator.naturalOrder())
                    .ifPresent(newest -> page.addObject("through", newest));
        }
        return page;
    }

    /** One, or all through the newest that was shown. */
    @PostMapping("/read")
    String read(
            @RequestParam(required = false) @Nullable UUID id,
            @RequestParam(required = false) @Nullable UUID through,
            @RequestParam(defaultValue = "/notices") String back,
            RedirectAttributes flash) {
        ObjectNode body = Json.object();
        if (id != null) {
            body.putArray("ids").add(id.toString());
        } else {
            body.put("through", String.valueOf(through));
        }
        notices.read(actor.self(), body);
        flash.addFlashAttribute("said", Spoken.of(id == null ? "All are marked as read." : "It is marked as read."));
        return "redirect:" + Lists.local(back);
    }

    private List<Told> told(List<Tree> found) {
        List<RecentChanges.Of> wanted = found.stream()
                .filter(notice -> notice.get("changeSet") != null)
                .flatMap(notice -> things(notice)
                        .limit(MOST_TOLD)
                        .map(thing -> new RecentChanges.Of(
                                String.valueOf(notice.get("changeSet")),
                                Resource.parse(String.valueOf(thing.get("kind"))),
                                UUID.fromString(String.valueOf(thing.get("id"))))))
                .toList();
        Map<String, List<String>> events = changes.of(wanted);
        return found.stream()
                .map(notice -> told(notice, events.getOrDefault(String.valueOf(notice.get("changeSet")), List.of())))
                .toList();
    }

    private Told told(Tree notice, List<String> events) {
        List<ChangeGroups.Group> changed = groups.of(events.stream()
                .map(event -> (Tree) requireNonNull(Tree.of(Json.parseObject(event.getBytes(StandardCharsets.UTF_8)))))
                .toList());
        List<Tree> things = things(notice).toList();
        List<Named> others = things.stream()
                .skip(changed.isEmpty() ? 0 : MOST_TOLD)
                .map(thing -> new Named(WatchPages.called(thing), WatchPages.address(thing)))
                .toList();
        Set<Because> because = new LinkedHashSet<>();
        int all = Integer.parseInt(String.valueOf(notice.get("things")));
        reasons(notice).map(reason -> because(reason, all == 1)).forEach(because::add);
        return new Told(
                notice, display.day(notice.get("at")), because, changed, others, Math.max(0, all - things.size()));
    }

    private static Because because(Tree reason, boolean isOfOneThing) {
        String why = String.valueOf(reason.get("reason"));
        Tree watched = (Tree) reason.get("watched");
        if (isOfOneThing && watched != null && watched.equals(reason.get("thing"))) {
            return new Because(Spoken.of("You watch it"), null, null);
        }
        if (watched == null) {
            return new Because(NoticeWords.because(why, null, false), null, null);
        }
        String named = WatchPages.called(watched);
        return new Because(
                NoticeWords.because(why, String.valueOf(watched.get("kind")), named != null),
                named,
                WatchPages.address(watched));
    }

    /** Each once. */
    private static Stream<Tree> things(Tree notice) {
        return reasons(notice)
                .map(reason -> (Tree) requireNonNull(reason.get("thing")))
                .distinct();
    }

    private static Stream<Tree> reasons(Tree notice) {
        return notice.get("reasons") instanceof List<?> reasons
                ? reasons.stream().map(Tree.class::cast)
                : Stream.of();
    }
}
