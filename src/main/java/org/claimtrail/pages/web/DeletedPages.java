package org.claimtrail.pages.web;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.claimtrail.files.RemovedFiles;
import org.claimtrail.history.DeletedThings;
import org.claimtrail.history.Purging;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Deleted;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.prose.Tree;
import org.claimtrail.thing.Resource;
import org.claimtrail.translation.Spoken;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.node.ObjectNode;

/** What was deleted: it can be restored, or removed for good. */
@Controller
@RequestMapping("/deleted")
class DeletedPages {

    private static final String PURGE = "deleted/purge";

    private final DeletedThings deleted;
    private final RemovedFiles files;
    private final Restoring restoring;
    private final Purging purging;
    private final Display display;

    DeletedPages(DeletedThings deleted, RemovedFiles files, Restoring restoring, Purging purging, Display display) {
        this.deleted = deleted;
        this.files = files;
        this.restoring = restoring;
        this.purging = purging;
        this.display = display;
    }

    @GetMapping
    ModelAndView list(HttpServletRequest request, Model model) {
        model.addAttribute("kinds", Resource.values());
        return Lists.page(request, "deleted/list", model, deleted::list, Map.of());
    }

    /** They are put back where all is done to files. */
    @GetMapping("/files")
    ModelAndView files(HttpServletRequest request, Model model) {
        return Lists.page(request, "deleted/files", model, files::list, Map.of());
    }

    @PostMapping("/{kind}/{id}/restore")
    ModelAndView restore(
            @PathVariable String kind,
            @PathVariable UUID id,
            HttpServletRequest request,
            Model model,
            RedirectAttributes flash) {
        Resource resource = kind(kind);
        ObjectNode thing = deleted.read(resource, id).tree();
        Tree told = told(thing);
        try {
            restoring.restore(
                    resource, id, Ids.parse(thing.at("/claim/id").asString("")).orElse(null));
        } catch (Conflict e) {
            return refused(told, Forms.told(e).stream().map(Fault::detail).toList(), request, model);
        } catch (Deleted e) {
            return refused(told, List.of(gone(e, thing)), request, model);
        }
        flash.addFlashAttribute("said", Spoken.of("{0} is back.", what(told)));
        return new ModelAndView("redirect:" + Places.of(told));
    }

    /** What it belongs to, which is deleted itself. */
    private static String gone(Deleted e, ObjectNode thing) {
        return e.isA(Resource.CLAIM.thing())
                ? Spoken.of("The claim {0} is deleted: restore that first.", "C-" + thing.at("/claim/number"))
                : Spoken.of(
                        "{0} that it is on is deleted: restore that first.",
                        Spoken.of("The " + thing.at("/on/resource").asString()));
    }

    /** The list again, with what stands in the way: without a redirect, so that the same button can be pressed again. */
    private ModelAndView refused(Tree told, List<String> why, HttpServletRequest request, Model model) {
        model.addAttribute("refused", why);
        model.addAttribute("what", what(told));
        ModelAndView page = list(
                new HttpServletRequestWrapper(request) {

                    @Override
                    public String getRequestURI() {
                        return "/deleted";
                    }

                    @Override
                    public Map<String, String[]> getParameterMap() {
                        return Map.of();
                    }
                },
                model);
        page.setStatus(HttpStatus.CONFLICT);
        return page;
    }

    @GetMapping("/{kind}/{id}/purge")
    String askToPurge(@PathVariable String kind, @PathVariable UUID id, Model model) {
        describe(purged(kind), id, model);
        model.addAttribute("form", Form.blank());
        return PURGE;
    }

    @PostMapping("/{kind}/{id}/purge")
    ModelAndView purge(
            @PathVariable String kind,
            @PathVariable UUID id,
            HttpServletRequest request,
            Model model,
            RedirectAttributes flash) {
        Resource resource = purged(kind);
        describe(resource, id, model);
        Form sent = Form.sent(request);
        return Forms.save(sent, PURGE, model, () -> {
            ObjectNode purge = purging.purge(resource, id, sent.body()).tree();
            // What it was called is not told again.
            flash.addFlashAttribute(
                    "said",
                    Spoken.of(
                            "{0} is removed for good.",
                            purge.has("number")
                                    ? Spoken.of("The claim {0}", "C-" + purge.get("number"))
                                    : Spoken.of("The " + resource.thing())));
            return "/deleted";
        });
    }

    private void describe(Resource resource, UUID id, Model model) {
        Tree told = told(deleted.read(resource, id).tree());
        model.addAttribute("thing", told);
        model.addAttribute("what", what(told));
        if (resource == Resource.CLAIM) {
            model.addAttribute("belonging", deleted.belonging(id));
        }
    }

    private static Tree told(ObjectNode thing) {
        return (Tree) requireNonNull(Tree.of(thing));
    }

    /** "The topic arms", "The claim C-12: Ships were sent." */
    private String what(Tree thing) {
        return Spoken.of("The " + kind(String.valueOf(thing.get("resource"))).thing() + " {0}", display.called(thing));
    }

    /** What is no kind has no page. */
    private static Resource kind(String name) {
        try {
            return Resource.parse(name);
        } catch (IllegalArgumentException e) {
            throw new NotRecorded("kind of things", name);
        }
    }

    private static Resource purged(String name) {
        Resource resource = kind(name);
        if (!resource.isPurged()) {
            throw new NotRecorded("kind of things that can be removed for good", name);
        }
        return resource;
    }
}
