package org.claimtrail.pages.web;

import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.claimtrail.digest.Digests;
import org.claimtrail.digest.Digests.Chosen;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.Json;
import org.claimtrail.translation.Spoken;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.node.ObjectNode;

/** The mail of the morning: where and when one wants it, and what its links lead to, for whoever has them. */
@Controller
class DigestPages {

    private static final String FORM = "access/digest";
    private static final String LINK = "access/digest-link";
    private static final Pattern HOUR = Pattern.compile("[0-9]{1,4}");

    private final Digests digests;
    private final Actor actor;

    DigestPages(Digests digests, Actor actor) {
        this.digests = digests;
        this.actor = actor;
    }

    @GetMapping("/account/digest")
    String show(Model model) {
        Optional<Chosen> chosen = digests.of(actor.self());
        model.addAttribute("offered", digests.isOffered());
        model.addAttribute("chosen", chosen.orElse(null));
        return form(chosen.orElseGet(() -> digests.offer(actor.self())), model);
    }

    private static String form(Chosen asked, Model model) {
        model.addAttribute("asked", asked);
        model.addAttribute("weekdays", DayOfWeek.values());
        model.addAttribute(
                "zones",
                Stream.concat(
                                Stream.of("UTC"),
                                ZoneId.getAvailableZoneIds().stream()
                                        .filter(zone -> zone.matches(
                                                "(Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.*"))
                                        .sorted())
                        .toList());
        return FORM;
    }

    @PostMapping("/account/digest")
    ModelAndView choose(
            @RequestParam(defaultValue = "") String address,
            @RequestParam(defaultValue = "") List<String> days,
            @RequestParam(defaultValue = "7") String hour,
            @RequestParam(defaultValue = "") String zone,
            Model model,
            RedirectAttributes flash) {
        ObjectNode body = Json.object().put("address", address.strip()).put("zone", zone.strip());
        // What is no number stays a text: the service says that it has to be one.
        Optional<Integer> number =
                Optional.of(hour).filter(HOUR.asMatchPredicate()).map(Integer::valueOf);
        number.ifPresentOrElse(one -> body.put("hour", one), () -> body.put("hour", hour));
        days.forEach(body.putArray("days")::add);
        try {
            boolean unconfirmed = digests.choose(actor.caller().orElseThrow(), body);
            flash.addFlashAttribute(
                    "said",
                    unconfirmed
                            ? Spoken.of(
                                    "A mail is on its way to {0}: open its link to confirm the address.",
                                    address.strip())
                            : Spoken.of("Saved."));
            return new ModelAndView("redirect:/account/digest");
        } catch (InvalidInput e) {
            show(model);
            model.addAttribute("faults", e.faults());
            List<DayOfWeek> wanted = Stream.of(DayOfWeek.values())
                    .filter(day -> days.contains(day.name()))
                    .toList();
            form(new Chosen(address, false, false, wanted, number.orElse(7), zone, null, null, null), model);
            return new ModelAndView(FORM, model.asMap(), HttpStatus.BAD_REQUEST);
        }
    }

    @PostMapping("/account/digest/stop")
    String stop(RedirectAttributes flash) {
        digests.stop(actor.self());
        flash.addFlashAttribute("said", Spoken.of("No more mails are sent."));
        return "redirect:/account/digest";
    }

    /** Looking at the page, as some mail programs do, confirms nothing. */
    @GetMapping("/digest/confirm")
    ModelAndView askToConfirm(@RequestParam(defaultValue = "") String key) {
        return link("confirm", key, digests.confirmable(key), false);
    }

    @PostMapping("/digest/confirm")
    ModelAndView confirm(@RequestParam(defaultValue = "") String key) {
        return link("confirm", key, digests.confirm(key), true);
    }

    @GetMapping("/digest/unsubscribe")
    ModelAndView askToUnsubscribe(@RequestParam(defaultValue = "") String key) {
        return link("unsubscribe", key, digests.subscriber(key), false);
    }

    /** Also sent by mail programs, by one click (RFC 8058): the key is all that it takes. */
    @PostMapping("/digest/unsubscribe")
    ModelAndView unsubscribe(@RequestParam(defaultValue = "") String key) {
        return link("unsubscribe", key, digests.unsubscribe(key), true);
    }

    private static ModelAndView link(String does, String key, Optional<String> address, boolean done) {
        ModelAndView page = new ModelAndView(LINK);
        page.addObject("does", does);
        page.addObject("key", key);
        page.addObject("address", address.orElse(null));
        page.addObject("done", done);
        page.setStatus(address.isEmpty() ? HttpStatus.GONE : HttpStatus.OK);
        return page;
    }
}
