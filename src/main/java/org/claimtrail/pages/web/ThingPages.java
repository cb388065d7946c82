package org.claimtrail.pages.web;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.claimtrail.history.Histories;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.prose.Tree;
import org.claimtrail.thing.Resource;
import org.claimtrail.thing.Things;
import org.claimtrail.translation.Spoken;
import org.springframework.ui.Model;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.node.ObjectNode;

/** The pages that things of each kind have: they are listed, recorded, edited, deleted and restored. */
abstract class ThingPages {

    final Resource kind;
    final String address;
    private final String form;
    private final Set<String> members;
    private final Things<?> things;
    private final Histories histories;
    private final Filtering filtering;

    /** @param members what the form may change */
    ThingPages(Things<?> things, Set<String> members, Histories histories, Filtering filtering) {
        this.kind = things.resource();
        this.address = "/" + kind.address();
        this.form = kind.plural() + "/form";
        this.members = members;
        this.things = things;
        this.histories = histories;
        this.filtering = filtering;
    }

    @GetMapping
    ModelAndView list(HttpServletRequest request, Model model) {
        return filtering.page(
                request, kind.plural() + "/list", model, ListFilters.ofKind(kind), things::list, Map.of(), Tree::of);
    }

    @GetMapping("/choices")
    String choices(@RequestParam String by, HttpServletRequest request, Model model) {
        return filtering.choices(by, request, model, ListFilters.ofKind(kind), (field, asked) -> {
            asked.put("count", List.of("true"));
            asked.put("limit", List.of("1"));
            Map<String, Object> counted = new LinkedHashMap<>();
            for (String value : field.values()) {
                asked.put(field.name(), List.of(value));
                counted.put(value, requireNonNull(things.list(new Query(asked)).total()));
            }
            return counted;
        });
    }

    @GetMapping("/{id}/history")
    ModelAndView history(@PathVariable UUID id, HttpServletRequest request, Model model) {
        model.addAttribute("name", Spoken.of("the " + kind.thing()));
        model.addAttribute("crumbs", List.of(all(), List.of(address + "/" + id, Spoken.of("The " + kind.thing()))));
        return Lists.page(request, "history", model, query -> histories.of(kind, id, query), Map.of());
    }

    @GetMapping("/new")
    String blank(Model model) {
        model.addAttribute("form", Form.blank());
        return form;
    }

    @PostMapping("/new")
    ModelAndView record(HttpServletRequest request, Model model, RedirectAttributes flash) {
        Form sent = Form.sent(request);
        return Forms.save(sent, form, model, () -> {
            Representation recorded = things.record(sent.body());
            flash.addFlashAttribute("said", Spoken.of("It is recorded."));
            return address + "/" + recorded.id();
        });
    }

    @GetMapping("/{id}/edit")
    String edit(@PathVariable UUID id, Model model) {
        Representation present = things.read(id);
        model.addAttribute("form", Form.of(present, members));
        model.addAttribute("edited", Tree.of(present));
        return form;
    }

    @PostMapping("/{id}/edit")
    ModelAndView save(@PathVariable UUID id, HttpServletRequest request, Model model, RedirectAttributes flash) {
        Form sent = Form.sent(request);
        model.addAttribute("edited", Tree.of(things.read(id)));
        return Forms.save(sent, form, model, members, () -> things.read(id), () -> {
            things.change(id, sent.ifMatch(), sent.edit(members));
            flash.addFlashAttribute("said", Spoken.of("Saved."));
            return address + "/" + id;
        });
    }

    @GetMapping("/{id}/delete")
    ModelAndView askToDelete(@PathVariable UUID id, Model model) {
        Representation present = things.read(id);
        return deletion(present).ask(present.etag(), model);
    }

    @PostMapping("/{id}/delete")
    ModelAndView delete(@PathVariable UUID id, @RequestParam String version, Model model, RedirectAttributes flash) {
        return deletion(things.read(id)).act(version, ifMatch -> things.delete(id, ifMatch), model, flash);
    }

    @PostMapping("/{id}/restore")
    String restore(@PathVariable UUID id, RedirectAttributes flash) {
        return deletion(things.restore(id)).restored(flash);
    }

    private Deletion deletion(Representation thing) {
        String name = nameOf(thing.tree());
        return Deletion.of(Spoken.of("The " + kind.thing() + " {0}", name), address + "/" + thing.id(), all(), name);
    }

    /** The page on which there are all of the kind. */
    final List<String> all() {
        return List.of(address, Spoken.of(StringUtils.capitalize(kind.plural().replace('-', ' '))));
    }

    /** What a thing of this kind is called. */
    String nameOf(ObjectNode thing) {
        return name(thing);
    }

    /** What a thing is called, as far as it has a name. */
    static String name(ObjectNode thing) {
        return Stream.of("name", "title", "url", "citation")
                .filter(thing::hasNonNull)
                .map(member -> thing.get(member).stringValue())
                .findFirst()
                .orElseThrow();
    }
}
