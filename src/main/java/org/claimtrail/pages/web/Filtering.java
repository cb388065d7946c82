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
import java.util.function.Function;
import org.claimtrail.article.Articles;
import org.claimtrail.claim.Measures;
import org.claimtrail.pages.web.FilterField.Group;
import org.claimtrail.pages.web.FilterField.Shape;
import org.claimtrail.past.PastReads;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.InvalidQuery;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Refusal;
import org.claimtrail.prose.Tree;
import org.claimtrail.reading.TypedValues;
import org.claimtrail.source.Sources;
import org.claimtrail.thing.Things;
import org.jspecify.annotations.Nullable;
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
        Map<String, List<String>> typed = Lists.asked(request);
        List<Fault> faults = new ArrayList<>();
        Map<String, List<String>> asked = understood(typed, groups, faults);
        if (!asked.equals(typed)) {
            return new ModelAndView("redirect:" + Lists.address(request.getRequestURI(), asked));
        }
        Map<String, String> names = names(asked, groups);
        model.addAttribute("filterGroups", groups);
        model.addAttribute("askedBesides", besides(asked, groups));
        model.addAttribute("filterNames", names);
        model.addAttribute("filterLabels", labels(groups));
        model.addAttribute("filtered", told(request.getRequestURI(), asked, groups, names));
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

    /** The filters as the API has them; what is not understood stays as it was typed, and is faulty. */
    Map<String, List<String>> understood(
            Map<String, List<String>> typed, List<Group> groups, Collection<Fault> faults) {
        Map<String, List<String>> asked = new LinkedHashMap<>(typed);
        List<String> excluding = asked.containsKey(NOT) ? requireNonNull(asked.remove(NOT)) : List.of();
        for (FilterField field : fields(groups)) {
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
        if (typed.indexOf('\0') >= 0) {
            // No name has it, and nothing may be asked for it: the list says so.
            return typed;
        }
        return switch (field.shape()) {
            case SOURCE ->
                id(field, typed, Set.copyOf(sources.called(List.of(typed)).getOrDefault(typed, List.of())), faults);
            case MEASURE -> id(field, typed, called(typed, measures, "name", "q"), faults);
            case ARTICLE ->
                id(
                        field,
                        typed,
                        TypedAddress.of(typed)
                                .map(url -> called(url, articles, null, "url"))
                                .orElseGet(() -> called(typed, articles, "title", "q")),
                        faults);
            case NUMBER ->
                TypedValues.number(typed).map(BigDecimal::toPlainString).orElse(typed);
            default -> typed;
        };
    }

    /** The things that are called so, whole and but for case. */
    private static Set<UUID> called(String typed, Things<?> things, @Nullable String member, String parameter) {
        if (Ids.parse(typed).isPresent()) {
            return Set.of();
        }
        try {
            List<Tree> alike = Tree.of(things.list(
                    new Query(Map.of(parameter, List.of(typed), "limit", List.of(String.valueOf(MOST_ALIKE))))));
            return Set.copyOf(alike.stream()
                    .filter(thing -> member == null || typed.equalsIgnoreCase(String.valueOf(thing.get(member))))
                    .map(thing -> UUID.fromString(String.valueOf(thing.get("id"))))
                    .toList());
        } catch (InvalidQuery e) {
            return Set.of();
        }
    }

    private static String id(FilterField field, String typed, Set<UUID> called, Collection<Fault> faults) {
        if (Ids.parse(typed).isPresent()) {
            return typed;
        }
        if (called.size() == 1) {
            return called.iterator().next().toString();
        }
        String thing = field.shape().name().toLowerCase(Locale.ROOT);
        faults.add(new Fault(
                field.name(),
                called.isEmpty()
                        ? "finds no " + thing + " that is called \u201C" + typed + "\u201D."
                        : "finds several that are called \u201C" + typed + "\u201D: open the " + thing
                                + " that is meant, and follow the link to its claims."));
        return typed;
    }

    private static List<String> union(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return all.stream().distinct().toList();
    }

    /** What only an address asks for, and stays asked when the form is sent. */
    private static Map<String, List<String>> besides(Map<String, List<String>> asked, List<Group> groups) {
        Map<String, List<String>> besides = new LinkedHashMap<>(asked);
        besides.keySet().removeAll(IN_EVERY_FORM);
        fields(groups).forEach(field -> besides.remove(field.name()));
        return besides;
    }

    private static List<FilterField> fields(List<Group> groups) {
        return groups.stream().flatMap(group -> group.fields().stream()).toList();
    }

    private static Map<String, String> labels(List<Group> groups) {
        Map<String, String> labels = new LinkedHashMap<>();
        fields(groups).forEach(field -> labels.put(field.name(), field.label()));
        return labels;
    }

    /** What the things are called whose ids are asked for, by id. */
    private Map<String, String> names(Map<String, List<String>> asked, List<Group> groups) {
        Map<String, String> names = new LinkedHashMap<>();
        for (FilterField field : fields(groups)) {
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
            String path, Map<String, List<String>> asked, List<Group> groups, Map<String, String> names) {
        List<Asked> told = new ArrayList<>();
        Map<String, List<String>> filters = Lists.filters(asked);
        // Of when the list is, the page says itself.
        filters.keySet().removeAll(List.of(PastReads.AS_OF, PastReads.KNOWN_ON));
        filters.forEach((name, values) -> {
            boolean excludes = name.endsWith("!");
            String plain = excludes ? name.substring(0, name.length() - 1) : name;
            FilterField field = fields(groups).stream()
                    .filter(one -> one.name().equals(plain))
                    .findFirst()
                    .orElse(null);
            String label = field == null ? display.label(plain) : field.label();
            for (String value : values) {
                String said = field == null ? value : said(field, value, names);
                told.add(new Asked(
                        excludes ? label + " is not" : label, said, Lists.address(path, without(asked, name, value))));
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
