package org.claimtrail.pages.web;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.claimtrail.article.Articles;
import org.claimtrail.claim.Measures;
import org.claimtrail.pages.web.FilterField.Group;
import org.claimtrail.pages.web.FilterField.Shape;
import org.claimtrail.past.PastReads;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.InvalidQuery;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Refusal;
import org.claimtrail.prose.Tree;
import org.claimtrail.reading.TypedValues;
import org.claimtrail.source.Sources;
import org.claimtrail.thing.Things;
import org.claimtrail.translation.Spoken;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.servlet.ModelAndView;

/**
 * Lists whose filters people fill in: what they call things by is understood, and the address has it as the API does; what is
 * asked for is told above the list, each with the way to leave it out.
 */
@Component
class Filtering {

    /** A field by which the filters that it names exclude. */
    private static final String NOT = "not";

    private static final Set<String> IN_EVERY_FORM = Set.of("q", "sort", "cursor", ClaimColumn.PARAMETER);

    private static final int MOST_ALIKE = 20;

    /**
     * What a list is asked for.
     *
     * @param without the address of the same list that is not asked for it
     */
    record Asked(String label, String value, String without) {}

    private final Sources sources;
    private final Measures measures;
    private final Articles articles;
    private final Display display;

    Filtering(Sources sources, Measures measures, Articles articles, Display display) {
        this.sources = sources;
        this.measures = measures;
        this.articles = articles;
        this.display = display;
    }

    /** Like {@link Lists#page}, with a form of these filters. */
    ModelAndView page(
            HttpServletRequest request,
            String template,
            Model model,
            List<Group> groups,
            Function<Query, Page> list,
            Map<String, String> always,
            Function<Page, List<Tree>> lines) {
        Map<String, FilterField> fields = byName(groups);
        Map<String, List<String>> typed = Lists.asked(request);
        List<Fault> faults = new ArrayList<>();
        Map<String, List<String>> asked = understood(typed, fields.values(), faults);
        if (!asked.equals(typed)) {
            return new ModelAndView("redirect:" + Lists.address(request.getRequestURI(), asked));
        }
        Map<String, String> names = names(asked, fields.values());
        model.addAttribute("filterGroups", groups);
        model.addAttribute("filterFields", fields);
        model.addAttribute("choicesAt", request.getServletPath() + "/choices");
        model.addAttribute("askedBesides", besides(asked, fields.keySet()));
        model.addAttribute("filterNames", names);
        model.addAttribute("filtered", told(request.getRequestURI(), asked, fields, names));
        return Lists.page(
                request,
                template,
                model,
                query -> {
                    if (!faults.isEmpty()) {
                        throw new InvalidQuery(faults);
                    }
                    return list.apply(query);
                },
                always,
                lines);
    }

    /**
     * One filter again, with how many things there are of each of its choices, under the other filters of the form.
     *
     * @param by its name
     * @param count by what is asked besides: how many there are of each value, none where nothing is said
     */
    String choices(
            String by,
            HttpServletRequest request,
            Model model,
            List<Group> groups,
            BiFunction<FilterField, Map<String, List<String>>, Map<String, Object>> count) {
        FilterField field = byName(groups).get(by);
        if (field == null || field.values().isEmpty()) {
            throw new NotRecorded("choice", by);
        }
        Map<String, List<String>> typed = Lists.asked(request);
        Map<String, List<String>> others = Lists.filters(understood(typed, groups));
        others.keySet().removeAll(List.of("by", field.name(), field.opposite()));
        try {
            model.addAttribute("counted", count.apply(field, others));
        } catch (InvalidQuery e) {
            // Half a filter is typed: the choices are there, without how many.
        }
        model.addAttribute("asked", typed);
        model.addAttribute("field", field);
        return field.shape() == Shape.EITHER ? "filters :: either" : "filters :: choices";
    }

    private static Map<String, FilterField> byName(List<Group> groups) {
        Map<String, FilterField> fields = new LinkedHashMap<>();
        groups.forEach(group -> group.fields().forEach(field -> fields.put(field.name(), field)));
        return fields;
    }

    /** What is typed, as {@link #page} understands it; what it does not stays as it was typed. */
    private Map<String, List<String>> understood(Map<String, List<String>> typed, List<Group> groups) {
        return understood(typed, byName(groups).values(), new ArrayList<>());
    }

    /** The filters as the API has them; what is not understood stays as it was typed, and is faulty. */
    private Map<String, List<String>> understood(
            Map<String, List<String>> typed, Collection<FilterField> fields, Collection<Fault> faults) {
        Map<String, List<String>> asked = new LinkedHashMap<>(typed);
        List<String> excluding = asked.containsKey(NOT) ? requireNonNull(asked.remove(NOT)) : List.of();
        for (FilterField field : fields) {
            for (String name : List.of(field.name(), field.opposite())) {
                asked.computeIfPresent(
                        name,
                        (same, values) -> values.stream()
                                .map(value -> understood(field, value, faults))
                                .toList());
            }
            List<String> values = asked.get(field.name());
            if (field.excludes() && excluding.contains(field.name()) && values != null) {
                asked.remove(field.name());
                asked.merge(field.opposite(), values, Filtering::union);
            }
        }
        return asked;
    }

    private String understood(FilterField field, String typed, Collection<Fault> faults) {
        // No name has a NUL, and nothing may be asked for it: the list says so.
        if (field.shape().isNamed() && Ids.parse(typed).isEmpty() && typed.indexOf('\0') < 0) {
            return id(field, typed, faults);
        }
        return field.shape() == Shape.NUMBER
                ? TypedValues.number(typed, Spoken.language())
                        .map(BigDecimal::toPlainString)
                        .orElse(typed)
                : typed;
    }

    /** Of what is called so; the name, and a fault, where that is nothing or several things. */
    private String id(FilterField field, String name, Collection<Fault> faults) {
        try {
            return id(
                    field.shape(),
                    name,
                    id -> true,
                    "open the {thing} that is meant, and follow the link to its claims.");
        } catch (IllegalArgumentException e) {
            faults.add(new Fault(field.name(), String.valueOf(e.getMessage())));
            return name;
        }
    }

    /**
     * The id of the one thing that is called so: articles by their title or their address.
     *
     * @param isPossible leaves things out that cannot be meant
     * @param ofSeveral what to do where several are called so, with {@code {thing}} for what they are
     * @throws IllegalArgumentException with the rule, if that is nothing or several things
     */
    String id(Shape shape, String name, Predicate<UUID> isPossible, String ofSeveral) {
        List<UUID> called = called(shape, name).stream().filter(isPossible).toList();
        if (called.size() == 1) {
            return called.get(0).toString();
        }
        String thing = shape.name().toLowerCase(Locale.ROOT);
        throw new IllegalArgumentException(
                called.isEmpty()
                        ? "finds no " + thing + " that is called \u201C" + name + "\u201D."
                        : "finds several that are called \u201C" + name + "\u201D: "
                                + ofSeveral.replace("{thing}", thing));
    }

    private Set<UUID> called(Shape shape, String name) {
        return switch (shape) {
            case SOURCE -> Set.copyOf(sources.called(List.of(name)).getOrDefault(name, List.of()));
            case MEASURE ->
                called(measures, "q", name, thing -> name.equalsIgnoreCase(String.valueOf(thing.get("name"))));
            default ->
                TypedAddress.of(name)
                        .map(url -> called(articles, "url", url, article -> true))
                        .orElseGet(() -> called(
                                articles,
                                "q",
                                name,
                                article -> name.equalsIgnoreCase(String.valueOf(article.get("title")))));
        };
    }

    /** @param parameter by which the list is asked for what is called alike */
    private static Set<UUID> called(Things<?> things, String parameter, String value, Predicate<Tree> isCalled) {
        try {
            List<Tree> alike = Tree.of(things.list(
                    new Query(Map.of(parameter, List.of(value), "limit", List.of(String.valueOf(MOST_ALIKE))))));
            return Set.copyOf(alike.stream()
                    .filter(isCalled)
                    .map(thing -> UUID.fromString(String.valueOf(thing.get("id"))))
                    .toList());
        } catch (InvalidQuery e) {
            return Set.of();
        }
    }

    private static List<String> union(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return all.stream().distinct().toList();
    }

    /** What only an address asks for, and stays asked when the form is sent. */
    private static Map<String, List<String>> besides(Map<String, List<String>> asked, Set<String> fields) {
        Map<String, List<String>> besides = new LinkedHashMap<>(asked);
        besides.keySet().removeAll(IN_EVERY_FORM);
        besides.keySet().removeAll(fields);
        return besides;
    }

    /** What the things are called whose ids are asked for, by id. */
    private Map<String, String> names(Map<String, List<String>> asked, Collection<FilterField> fields) {
        Map<String, String> names = new LinkedHashMap<>();
        for (FilterField field : fields) {
            if (field.shape().isNamed()) {
                for (String name : List.of(field.name(), field.opposite())) {
                    asked.getOrDefault(name, List.of())
                            .forEach(id -> names.computeIfAbsent(id, same -> name(field.shape(), same)));
                }
            }
        }
        return names;
    }

    private String name(Shape shape, String id) {
        Things<?> things = switch (shape) {
            case SOURCE -> sources;
            case MEASURE -> measures;
            default -> articles;
        };
        try {
            return Ids.parse(id)
                    .map(known -> ThingPages.name(things.read(known).tree()))
                    .orElse(id);
        } catch (Refusal e) {
            return id;
        }
    }

    private List<Asked> told(
            String path, Map<String, List<String>> asked, Map<String, FilterField> fields, Map<String, String> names) {
        List<Asked> told = new ArrayList<>();
        Map<String, List<String>> filters = Lists.filters(asked);
        // Of when the list is, the page says itself.
        filters.keySet().removeAll(List.of(PastReads.AS_OF, PastReads.KNOWN_ON));
        filters.forEach((name, values) -> {
            boolean excludes = name.endsWith("!");
            String plain = excludes ? name.substring(0, name.length() - 1) : name;
            FilterField field = fields.get(plain);
            String label = field == null ? display.label(plain) : field.label();
            for (String value : values) {
                String said = field == null ? value : said(field, value, names);
                told.add(new Asked(
                        excludes ? Spoken.of("{0} is not", label) : label,
                        said,
                        Lists.address(path, without(asked, name, value))));
            }
        });
        return told;
    }

    private String said(FilterField field, String value, Map<String, String> names) {
        return switch (field.shape()) {
            case CHOICES -> display.word(value);
            case EITHER ->
                switch (value) {
                    case "true" -> String.valueOf(field.choices().get(0));
                    case "false" -> String.valueOf(field.choices().get(1));
                    default -> value;
                };
            case SOURCE, MEASURE, ARTICLE -> names.getOrDefault(value, value);
            case DAY -> day(value);
            default -> value;
        };
    }

    /** As people write it; an instant, and what is no day, as it was given. */
    private String day(String value) {
        try {
            return display.date(value);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    private static Map<String, List<String>> without(Map<String, List<String>> asked, String name, String value) {
        Map<String, List<String>> rest = new LinkedHashMap<>(asked);
        rest.remove("cursor");
        List<String> others = requireNonNull(rest.remove(name)).stream()
                .filter(other -> !other.equals(value))
                .toList();
        if (!others.isEmpty()) {
            rest.put(name, others);
        }
        return rest;
    }
}
