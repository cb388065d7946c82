package org.claimtrail.proposal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.claimtrail.claim.Measures;
import org.claimtrail.platform.Json;
import org.claimtrail.proposal.Statement.Counted;
import org.claimtrail.proposal.Statement.Link;
import org.claimtrail.proposal.Statement.Party;
import org.claimtrail.reading.ReadFigure;
import org.claimtrail.source.Sources;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes bodies of statements, with the sources and measures that are recorded already: by one query for each, however many there are. */
@Component
class ClaimBodies {

    private static final int LONGEST_UNIT = 100;

    /** What is known of the names and figures of some statements. */
    private record Known(Map<String, List<UUID>> sources, Map<Counted, UUID> measures) {

        /** One source that somebody surely is: by his name in full first. */
        @Nullable
        UUID of(Party party) {
            Set<UUID> full = new LinkedHashSet<>();
            party.names().forEach(name -> full.addAll(sources.getOrDefault(name, List.of())));
            if (full.size() == 1) {
                return full.iterator().next();
            }
            List<UUID> named = sources.getOrDefault(party.name(), List.of());
            return named.size() == 1 ? named.get(0) : null;
        }

        /** Whom a statement is about, where one source surely is called so who does not say it himself; null of others. */
        @Nullable
        UUID about(Statement statement) {
            UUID about = Subjects.of(statement.text()).stream()
                    .map(name -> sources.getOrDefault(name, List.of()))
                    .filter(found -> !found.isEmpty())
                    .findFirst()
                    .filter(found -> found.size() == 1)
                    .map(found -> found.get(0))
                    .orElse(null);
            boolean speaks = statement.chain().stream()
                    .flatMap(link -> link.parties().stream())
                    .anyMatch(party -> !party.isUnnamed() && Objects.equals(of(party), about));
            return speaks ? null : about;
        }

        boolean isOfSeveral(Party party) {
            return sources.getOrDefault(party.name(), List.of()).size() > 1;
        }
    }

    private final Sources sources;
    private final Measures measures;

    ClaimBodies(Sources sources, Measures measures) {
        this.sources = sources;
        this.measures = measures;
    }

    /**
     * What {@code POST /claims} takes, in the order of the statements.
     *
     * @param place the article in which they appear; null where they appear in none
     */
    List<ObjectNode> of(List<Statement> statements, String language, @Nullable Place place) {
        Known known = known(statements);
        return statements.stream()
                .map(statement -> body(statement, language, place, known))
                .toList();
    }

    private Known known(List<Statement> statements) {
        Set<String> names = new LinkedHashSet<>();
        statements.stream()
                .flatMap(statement -> statement.chain().stream())
                .flatMap(link -> link.parties().stream())
                .filter(party -> !party.isUnnamed())
                .flatMap(party -> Stream.concat(Stream.of(party.name()), party.names().stream()))
                .forEach(names::add);
        statements.forEach(statement -> names.addAll(Subjects.of(statement.text())));
        List<Counted> counted = statements.stream()
                .flatMap(statement -> statement.figures().stream())
                .filter(figure -> figure.unit() != null)
                .toList();
        Map<Counted, UUID> found = new HashMap<>();
        measures.alike(
                        counted.stream()
                                .map(figure -> String.valueOf(figure.unit()))
                                .toList(),
                        counted.stream().map(Counted::words).toList())
                .forEach((at, id) -> found.put(counted.get(at), id));
        return new Known(sources.called(names), found);
    }

    private static ObjectNode body(Statement statement, String language, @Nullable Place place, Known known) {
        ObjectNode body = Json.object();
        body.put("text", statement.text());
        body.put("kind", statement.kind().name());
        body.put("language", language);
        put(body, "occurred", statement.occurred());
        put(body, "resolvesBy", statement.resolvesBy());
        UUID about = known.about(statement);
        if (about != null) {
            body.putArray("about").addObject().put("id", about.toString());
        }
        if (!statement.figures().isEmpty()) {
            ArrayNode figures = body.putArray("figures");
            statement
                    .figures()
                    .forEach(figure -> figure(
                            figure, statement.occurred(), known.measures().get(figure), figures.addObject()));
        }
        if (place != null) {
            ObjectNode appearance = body.putArray("appearances").addObject();
            place.appear(statement.passage(), appearance);
            ArrayNode attribution = appearance.putArray("attribution");
            statement.chain().forEach(link -> link(link, language, known, attribution));
        }
        return body;
    }

    private static void link(Link link, String language, Known known, ArrayNode attribution) {
        List<ObjectNode> speakers = new ArrayList<>();
        for (Party party : link.parties()) {
            UUID id = party.isUnnamed() ? null : known.of(party);
            if (id != null) {
                speakers.add(Json.object().put("id", id.toString()));
            } else if (party.isUnnamed() || !known.isOfSeveral(party)) {
                speakers.add(Json.object()
                        .put("name", party.name())
                        .put("kind", party.kind().name()));
            }
        }
        if (speakers.isEmpty()) {
            return;
        }
        ObjectNode json = attribution.addObject();
        json.putArray("sources").addAll(speakers);
        put(json, "roleAsStated", link.role());
        put(json, "cue", link.cue());
        put(json, "mode", link.mode());
        put(json, "basis", link.basis());
        if (link.quote() != null) {
            json.put("quote", link.quote());
            json.put("quoteLanguage", language);
        }
        put(json, "saidOn", link.saidOn());
    }

    private static void figure(Counted counted, @Nullable String period, @Nullable UUID measure, ObjectNode json) {
        ReadFigure figure = counted.figure();
        String unit = counted.unit() == null || counted.unit().length() > LONGEST_UNIT ? null : counted.unit();
        if (measure != null) {
            json.putObject("measure").put("id", measure.toString());
        } else if (counted.measure() != null && unit != null) {
            json.putObject("measure").put("name", counted.measure()).put("unit", unit);
        } else {
            put(json, "unit", unit);
        }
        json.put("asStated", counted.asStated());
        json.put("qualifier", figure.qualifier().name());
        if (figure.amount() != null) {
            json.put("amount", figure.amount());
        }
        if (figure.lowerBound() != null) {
            json.put("lowerBound", figure.lowerBound());
        }
        if (figure.upperBound() != null) {
            json.put("upperBound", figure.upperBound());
        }
        put(json, "period", period);
    }

    private static void put(ObjectNode json, String field, @Nullable Object value) {
        if (value != null) {
            json.put(field, value.toString());
        }
    }
}
