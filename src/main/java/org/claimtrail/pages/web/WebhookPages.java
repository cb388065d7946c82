package org.claimtrail.pages.web;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.claimtrail.history.ChangeFeed;
import org.claimtrail.history.ChangeFormat;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.InvalidQuery;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.prose.Tree;
import org.claimtrail.thing.Resource;
import org.claimtrail.translation.Spoken;
import org.claimtrail.webhook.Webhooks;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who is sent changes, how that goes, and from where it goes on: for administrators. */
@Controller
@RequestMapping("/webhooks")
class WebhookPages {

    private static final Set<String> MEMBERS =
            Form.members("url", "description", "resources", "types", "format", "batch", "parallel", "active");
    private static final String FORM = "webhooks/form";
    private static final String SHOW = "webhooks/show";

    /** More than these that are still to be looked through are not counted. */
    private static final int MOST_BEHIND = 10_000;

    private final Webhooks webhooks;
    private final ChangeFeed feed;

    WebhookPages(Webhooks webhooks, ChangeFeed feed) {
        this.webhooks = webhooks;
        this.feed = feed;
    }

    @ModelAttribute
    void choices(Model model) {
        model.addAttribute("kinds", Resource.values());
        model.addAttribute("formats", ChangeFormat.values());
        model.addAttribute("mostBehind", MOST_BEHIND);
    }

    @GetMapping
    ModelAndView list(HttpServletRequest request, Model model) {
        ModelAndView page = Lists.page(request, "webhooks/list", model, webhooks::list, Map.of());
        Map<Object, Integer> behind = new LinkedHashMap<>();
        if (page.getModel().get("items") instanceof List<?> items) {
            items.forEach(item -> {
                Tree webhook = (Tree) item;
                behind.put(String.valueOf(webhook.get("id")), behind(webhook));
            });
        }
        return page.addObject("behind", behind);
    }

    @GetMapping("/new")
    String blank(Model model) {
        model.addAttribute("form", Form.of(Json.object().put("active", true)));
        return FORM;
    }

    /** The secret is shown in the answer itself, and nowhere again. */
    @PostMapping("/new")
    ModelAndView record(HttpServletRequest request, Model model) {
        Form form = Form.sent(request);
        AtomicReference<Webhooks.WithSecret> made = new AtomicReference<>();
        ModelAndView answer = Forms.save(form, FORM, model, () -> {
            made.set(webhooks.record(form.body()));
            return "/webhooks";
        });
        return made.get() == null ? answer : withSecret(made.get(), model);
    }

    @GetMapping("/{id}")
    ModelAndView show(@PathVariable UUID id, Model model) {
        return page(webhooks.read(id), model, HttpStatus.OK);
    }

    @GetMapping("/{id}/edit")
    String edit(@PathVariable UUID id, Model model) {
        Representation present = webhooks.read(id);
        model.addAttribute("form", Form.of(present, MEMBERS));
        model.addAttribute("edited", Tree.of(present));
        return FORM;
    }

    @PostMapping("/{id}/edit")
    ModelAndView save(@PathVariable UUID id, HttpServletRequest request, Model model, RedirectAttributes flash) {
        Form sent = Form.sent(request);
        model.addAttribute("edited", Tree.of(webhooks.read(id)));
        return Forms.save(sent, FORM, model, MEMBERS, () -> webhooks.read(id), () -> {
            webhooks.change(id, sent.ifMatch(), sent.edit(MEMBERS));
            flash.addFlashAttribute("said", Spoken.of("Saved."));
            return "/webhooks/" + id;
        });
    }

    @PostMapping("/{id}/active")
    String activate(@PathVariable UUID id, @RequestParam boolean active, RedirectAttributes flash) {
        webhooks.change(id, IfMatch.ANY, present -> present.put("active", active));
        flash.addFlashAttribute(
                "said", Spoken.of(active ? "It goes on where it was." : "It is paused. It goes on where it was."));
        return "redirect:/webhooks/" + id;
    }

    @PostMapping("/{id}/secret")
    ModelAndView renewSecret(@PathVariable UUID id, Model model) {
        return withSecret(webhooks.renewSecret(id), model);
    }

    /** @param from {@code here}, {@code start}, {@code day} or {@code now} */
    @PostMapping("/{id}/replay")
    ModelAndView replay(
            @PathVariable UUID id,
            @RequestParam String from,
            @RequestParam(defaultValue = "") String day,
            Model model,
            RedirectAttributes flash) {
        String after;
        try {
            after = switch (from) {
                case "here" -> webhooks.read(id).tree().get("place").stringValue();
                case "start" -> feed.start();
                case "day" -> feed.before(dayOf(day));
                default -> "now";
            };
        } catch (InvalidQuery e) {
            model.addAttribute("queryFaults", e.faults());
            return page(webhooks.read(id), model, HttpStatus.BAD_REQUEST);
        }
        webhooks.replay(id, Json.object().put("after", after));
        flash.addFlashAttribute("said", Spoken.of("It goes on from there."));
        return new ModelAndView("redirect:/webhooks/" + id);
    }

    private static Instant dayOf(String day) {
        Query query = new Query(Map.of("day", List.of(day)));
        LocalDate asked = query.day("day").orElse(null);
        query.done();
        return requireNonNull(asked).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    @GetMapping("/{id}/delete")
    String askToDelete(@PathVariable UUID id, Model model) {
        model.addAttribute("webhook", Tree.of(webhooks.read(id)));
        return "webhooks/delete";
    }

    @PostMapping("/{id}/delete")
    String delete(@PathVariable UUID id, RedirectAttributes flash) {
        webhooks.delete(id, IfMatch.ANY);
        flash.addFlashAttribute("said", Spoken.of("The webhook is deleted."));
        return "redirect:/webhooks";
    }

    private ModelAndView withSecret(Webhooks.WithSecret made, Model model) {
        model.addAttribute("secret", made.secret());
        return page(made.webhook(), model, HttpStatus.OK);
    }

    private ModelAndView page(Representation present, Model model, HttpStatus status) {
        Tree webhook = Tree.of(present);
        model.addAttribute("webhook", webhook);
        model.addAttribute("behind", behind(webhook));
        return new ModelAndView(SHOW, model.asMap(), status);
    }

    private int behind(Tree webhook) {
        return feed.following(String.valueOf(webhook.get("place")), MOST_BEHIND);
    }
}
