package org.claimtrail.pages.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.claimtrail.history.Histories;
import org.claimtrail.pages.web.FilterField.Shape;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.thing.MergeableThings;
import org.claimtrail.translation.Spoken;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.thymeleaf.context.LazyContextVariable;
import tools.jackson.databind.node.ObjectNode;

/** The pages that there are besides for things of kinds of which two can turn out to be one. */
abstract class MergeableThingPages extends ThingPages {

    private static final String PAGE = "merge";

    /**
     * Things of one kind that a merge concerns.
     *
     * @param thing what each of them is, in a word
     * @param bond what they have to do with it
     * @param list where they are
     */
    record Moved(long count, String thing, String bond, String list) {

        @Override
        public String bond() {
            return Spoken.of(bond);
        }
    }

    private final MergeableThings<?> things;
    private final Filtering filtering;

    MergeableThingPages(MergeableThings<?> things, Set<String> members, Histories histories, Filtering filtering) {
        super(things, members, histories, filtering);
        this.things = things;
        this.filtering = filtering;
    }

    /** @param into what it is to be merged into, where that is known */
    @GetMapping("/{id}/merge")
    String askToMerge(@PathVariable UUID id, @RequestParam(required = false) @Nullable UUID into, Model model) {
        Form form = Form.blank();
        if (into != null) {
            Representation survivor = things.read(into);
            model.addAttribute("into", name(survivor.tree()));
            form = Form.of(Json.object().set("into", Json.object().put("id", into.toString())));
        }
        describe(things.read(id), model);
        model.addAttribute("form", form);
        return PAGE;
    }

    @PostMapping("/{id}/merge")
    ModelAndView merge(@PathVariable UUID id, HttpServletRequest request, Model model, RedirectAttributes flash) {
        Form sent = Form.sent(request);
        Representation duplicate = things.read(id);
        describe(duplicate, model);
        return Forms.save(sent, PAGE, model, () -> {
            Representation survivor = things.merge(id, withId(id, sent));
            flash.addFlashAttribute(
                    "said", Spoken.of("{0} is merged into {1}.", name(duplicate.tree()), name(survivor.tree())));
            flash.addFlashAttribute("undo", address + "/" + id + "/restore");
            return address + "/" + survivor.id();
        });
    }

    /** The other one may be told by its name, by the address of its page here, or by its id. */
    private ObjectNode withId(UUID duplicate, Form sent) {
        ObjectNode body = sent.body().deepCopy();
        String typed = sent.value("/into/id").strip();
        ObjectNode into = Json.object();
        body.set("into", typed.isEmpty() ? into : into.put("id", id(duplicate, typed)));
        return body;
    }

    private String id(UUID duplicate, String typed) {
        String end = typed.substring(typed.lastIndexOf('/') + 1);
        if (Ids.parse(end).isPresent() || typed.indexOf('\0') >= 0) {
            return end;
        }
        try {
            return filtering.id(
                    Shape.valueOf(kind.name()),
                    typed,
                    other -> !other.equals(duplicate),
                    "give the address of the page of the {thing} that is meant.");
        } catch (IllegalArgumentException e) {
            throw new InvalidInput(List.of(new Fault("/into/id", String.valueOf(e.getMessage()))));
        }
    }

    /** What refers to a thing, and would refer to the other one. */
    abstract List<Moved> moved(UUID id);

    /** How many of the items that a list has are those which it is asked for. */
    static long count(Function<Query, Page> list, String parameter, UUID id) {
        Page page = list.apply(
                new Query(Map.of(parameter, List.of(id.toString()), "count", List.of("true"), "limit", List.of("1"))));
        return Objects.requireNonNullElse(page.total(), 0L);
    }

    private void describe(Representation duplicate, Model model) {
        // Counted only if the page asks for it: whoever merges goes on to the page of the other one.
        model.addAttribute("moved", new LazyContextVariable<List<Moved>>() {
            @Override
            protected List<Moved> loadValue() {
                return moved(UUID.fromString(duplicate.id()));
            }
        });
        String name = name(duplicate.tree());
        model.addAttribute("kind", Spoken.of(kind.thing()));
        model.addAttribute("things", kind.address());
        model.addAttribute("duplicate", name);
        model.addAttribute("shown", address + "/" + duplicate.id());
        model.addAttribute("above", List.of(all(), List.of(address + "/" + duplicate.id(), name)));
    }
}
