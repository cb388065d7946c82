package org.claimtrail.pages.web;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.claimtrail.access.Accounts;
import org.claimtrail.claim.ClaimCounts;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.ClaimParts;
import org.claimtrail.claim.Claims;
import org.claimtrail.claim.Stage;
import org.claimtrail.history.Histories;
import org.claimtrail.note.Notes;
import org.claimtrail.past.AsOf;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.Role;
import org.claimtrail.platform.Stale;
import org.claimtrail.prose.Tree;
import org.claimtrail.standing.Standings;
import org.claimtrail.status.Statuses;
import org.claimtrail.thing.Resource;
import org.claimtrail.translation.Spoken;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Claims as lists, one claim with all that the record knows of it, and what moves it on: its status and its stage. */
@Controller
class ClaimPages {

    private final Claims claims;
    private final ClaimCounts counts;
    private final Filtering filtering;
    private final List<ClaimParts<?>> parts;
    private final Notes notes;
    private final Standings standings;
    private final Statuses statuses;
    private final Histories histories;
    private final Accounts accounts;
    private final ClaimLines lines;
    private final BulkPages many;
    private final Display display;
    private final Actor actor;

    ClaimPages(
            Claims claims,
            ClaimCounts counts,
            Filtering filtering,
            List<ClaimParts<?>> parts,
            Notes notes,
            Standings standings,
            Statuses statuses,
            Histories histories,
            Accounts accounts,
            ClaimLines lines,
            BulkPages many,
            Display display,
            Actor actor) {
        this.claims = claims;
        this.counts = counts;
        this.filtering = filtering;
        this.parts = parts;
        this.notes = notes;
        this.standings = standings;
        this.statuses = statuses;
        this.histories = histories;
        this.accounts = accounts;
        this.lines = lines;
        this.many = many;
        this.display = display;
        this.actor = actor;
    }

    @GetMapping("/claims")
    ModelAndView list(HttpServletRequest request, Model model) {
        model.addAttribute("columns", ClaimColumn.chosen(Lists.asked(request)));
        model.addAttribute("allColumns", ClaimColumn.values());
        many.offer(model, Lists.here(request));
        return filtering.page(
                request,
                "claims/list",
                model,
                ListFilters.CLAIMS,
                claims::list,
                Map.of("count", "estimate"),
                lines::of);
    }

    @GetMapping("/claims/choices")
    String choices(@RequestParam String by, HttpServletRequest request, Model model) {
        return filtering.choices(by, request, model, ListFilters.CLAIMS, (field, asked) -> {
            asked.put("by", List.of(by));
            Map<String, Object> counted = new LinkedHashMap<>();
            ((List<?>) requireNonNull(Tree.of(counts.count(new Query(asked))).get("items")))
                    .forEach(item -> counted.put(
                            String.valueOf(((Tree) item).get("key")), requireNonNull(((Tree) item).get("count"))));
            return counted;
        });
    }

    @GetMapping("/claims/{id}")
    ModelAndView show(@PathVariable String id, Model model) {
        return claim(id, model, HttpStatus.OK);
    }

    @GetMapping("/claims/{id}/history")
    ModelAndView history(@PathVariable String id, HttpServletRequest request, Model model) {
        ClaimKey key = ClaimKey.of(id);
        model.addAttribute("name", id);
        model.addAttribute("crumbs", List.of(List.of("/claims", Spoken.of("Claims")), List.of("/claims/" + id, id)));
        if (actor.may(Role.CONTRIBUTOR)) {
            model.addAttribute("reverts", "/claims/" + id + "/revert");
        }
        return Lists.page(request, "history", model, query -> histories.ofClaim(key, query), Map.of());
    }

    @PostMapping("/claims/{id}/status")
    ModelAndView changeStatus(
            @PathVariable String id, HttpServletRequest request, Model model, RedirectAttributes flash) {
        Form form = Form.sent(request);
        return act(id, "statusForm", form, model, () -> {
            statuses.changeStatus(ClaimKey.of(id), form.ifMatch(), form.body());
            flash.addFlashAttribute("said", Spoken.of("The status is “{0}” now.", display.word(form.value("/status"))));
        });
    }

    @PostMapping("/claims/{id}/stage")
    ModelAndView changeStage(
            @PathVariable String id, HttpServletRequest request, Model model, RedirectAttributes flash) {
        Form form = Form.sent(request);
        return act(id, "stageForm", form, model, () -> {
            statuses.changeStage(ClaimKey.of(id), form.ifMatch(), form.body());
            flash.addFlashAttribute("said", Spoken.of("The stage is “{0}” now.", display.word(form.value("/stage"))));
        });
    }

    /** @param name of the form on the claim's page, which is shown again with what is wrong */
    private ModelAndView act(String id, String name, Form form, Model model, Runnable act) {
        model.addAttribute(name, form);
        try {
            act.run();
            return new ModelAndView("redirect:/claims/" + id);
        } catch (InvalidInput e) {
            form.blame(e.faults());
            return claim(id, model, HttpStatus.BAD_REQUEST);
        } catch (Conflict e) {
            form.blame(Forms.told(e));
            return claim(id, model, HttpStatus.CONFLICT);
        } catch (Stale e) {
            form.blame(List.of(new Fault(
                    "", "Somebody changed it since you looked. It is shown as it is now: look, and send it again.")));
            return claim(id, model, HttpStatus.PRECONDITION_FAILED);
        }
    }

    private ModelAndView claim(String id, Model model, HttpStatus code) {
        ClaimKey key = ClaimKey.of(id);
        Tree claim = Tree.of(claims.read(key));
        // What follows is of the same claim, whatever it was called by.
        UUID found = UUID.fromString(String.valueOf(claim.get("id")));
        ClaimKey same = ClaimKey.of(found);
        model.addAttribute("claim", claim);
        model.addAttribute("name", "C-" + claim.get("number"));
        model.addAttribute("topicIds", claims.topics(found));
        Standings.AnswerAndGrounds standing = standings.readWithGrounds(same);
        Tree shown = Tree.of(standing.answer());
        model.addAttribute("standing", shown);
        model.addAttribute("byOrigin", AppearancesByOrigin.of(claim, shown));
        Representation status = statuses.status(found, standing.grounds());
        model.addAttribute("status", Tree.of(status));
        model.addAttribute("statusVersion", status.etag());
        Representation stage = statuses.stage(found);
        model.addAttribute("stage", Tree.of(stage));
        model.addAttribute("stageVersion", stage.etag());
        model.addAttribute("stages", Stage.values());
        if (AsOf.instant().isEmpty()) {
            model.addAttribute("assignees", Tree.of(accounts.assignees(Lists.all())));
        }
        parts.forEach(kind -> {
            List<Tree> of = Tree.of(kind.list(same, Lists.all()));
            model.addAttribute(kind.resource().plural(), kind.resource() == Resource.NOTE ? Markdown.written(of) : of);
        });
        Map<String, List<Tree>> onAssessments = new HashMap<>();
        notes.onAssessments(found)
                .forEach((assessment, of) -> onAssessments.put(
                        assessment, Markdown.written(of.stream().map(Tree::of).toList())));
        model.addAttribute("notesOnAssessments", onAssessments);
        return new ModelAndView("claims/show", model.asMap(), code);
    }
}
