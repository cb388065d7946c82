package org.claimtrail.exchange;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimtrail.database.Selection;
import org.claimtrail.exchange.ForeignNames.Known;
import org.claimtrail.note.Noted;
import org.claimtrail.platform.Json;
import org.claimtrail.thing.Answers;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Things as lines of NDJSON, each of which another installation can read: the body that records the thing, with what it is
 * called elsewhere instead of ids. The format is written down in {@code docs/exchange.md}.
 */
@Component
class Lines {

    private static final List<String> OF_APPEARANCES = List.of("id", "excerptGone", "excerptState", "excerptGoneSince");

    private final Map<Resource, Answers> answers;
    private final ForeignNames names;
    private final JdbcClient db;

    Lines(List<Answers> answers, ForeignNames names, JdbcClient db) {
        this.answers = answers.stream().collect(Collectors.toMap(Answers::resource, one -> one));
        this.names = names;
        this.db = db;
    }

    /** The answers of the things at these places, those of an instant that are there. */
    List<ObjectNode> answers(Resource kind, List<Place> places) {
        Map<UUID, ObjectNode> found = requireNonNull(answers.get(kind))
                .live(places.stream().map(Place::id).toList());
        return places.stream()
                .map(place -> requireNonNull(found.get(place.id())))
                .toList();
    }

    /** Like {@link #answers}; those of a claim tell which it is. */
    List<ObjectNode> answersWithClaims(Resource kind, List<Place> places) {
        List<ObjectNode> found = answers(kind, places);
        if (kind.isPart()) {
            Map<String, ObjectNode> claims = claims(places);
            for (int i = 0; i < found.size(); i++) {
                found.get(i)
                        .set("claim", claims.get(String.valueOf(places.get(i).claim())));
            }
        }
        return found;
    }

    private Map<String, ObjectNode> claims(List<Place> places) {
        Map<String, ObjectNode> claims = new HashMap<>();
        db.sql("select c.id, c.number, c.text from claim c where c.id = any(cast(:ids as uuid[]))")
                .param(
                        "ids",
                        Selection.texts(
                                places.stream().map(Place::claim).distinct().toList()))
                .query(row -> {
                    claims.put(
                            row.getString("id"),
                            Json.object().put("number", row.getLong("number")).put("text", row.getString("text")));
                });
        return claims;
    }

    /** The lines of things, by a few statements for all of them. */
    List<ObjectNode> of(Resource kind, List<Place> places, String schemeOfNumbers) {
        List<ObjectNode> things = answers(kind, places);
        Known known = known(kind, things, places, schemeOfNumbers);
        Map<String, ArrayNode> versions = kind == Resource.ARTICLE ? versions(things) : Map.of();
        List<ObjectNode> lines = new ArrayList<>();
        for (int i = 0; i < things.size(); i++) {
            ObjectNode thing = things.get(i);
            String id = requireNonNull(text(thing, "id"));
            ObjectNode line = Json.object().put("resource", kind.toString());
            UUID claim = places.get(i).claim();
            if (claim != null) {
                line.set("claim", known.reference(Resource.CLAIM, claim.toString()));
            }
            Noted.Thing on = places.get(i).on();
            if (on != null) {
                line.set(on.kind().toString(), known.reference(on.kind(), on.id()));
            }
            line.setAll(thing);
            String number = thing.has("number") ? thing.get("number").asString() : null;
            line.set("externalIds", ForeignNames.called(thing.get("externalIds"), id, number, schemeOfNumbers));
            write(kind, line, known);
            if (versions.containsKey(id)) {
                line.set("versions", versions.get(id));
            }
            lines.add(line);
        }
        return lines;
    }

    private static void write(Resource kind, ObjectNode line, Known known) {
        switch (kind) {
            case CLAIM -> writeClaim(line, known);
            case SOURCE -> {
                line.path("partOf").forEach(one -> refer((ObjectNode) one, "source", Resource.SOURCE, known));
                refer(line, "withinArticle", Resource.ARTICLE, known);
            }
            case ARTICLE -> {
                line.remove(List.of("canonicalUrl", "sha256"));
                refer(line, "publisher", Resource.SOURCE, known);
            }
            case EVIDENCE -> refer(line, "provider", Resource.SOURCE, known);
            case ASSESSMENT -> {
                refer(line, "reviewer", Resource.SOURCE, known);
                referToEach(line, "evidence", Resource.EVIDENCE, known);
            }
            case RELATION -> {
                line.remove(List.of("direction", "from"));
                refer(line, "to", Resource.CLAIM, known);
                if (line.get("figure") instanceof ObjectNode figure) {
                    line.set("figure", figure(requireNonNull(text(figure, "id")), null, known));
                }
            }
            case NOTE -> refer(line, "inReplyTo", Resource.NOTE, known);
            case EXCHANGE_RATE -> refer(line, "source", Resource.SOURCE, known);
            default -> {}
        }
    }

    private static void writeClaim(ObjectNode claim, Known known) {
        String id = requireNonNull(text(claim, "id"));
        claim.remove(List.of("gaps", "knownOn"));
        referToEach(claim, "about", Resource.SOURCE, known);
        for (JsonNode one : claim.get("figures")) {
            ObjectNode figure = (ObjectNode) one;
            figure.put("key", requireNonNull(text(figure, "id"))).remove("id");
            refer(figure, "measure", Resource.MEASURE, known);
            if (figure.get("derivedFrom") instanceof ObjectNode derivation) {
                referToFigure(derivation, "figure", id, known);
            }
            referToFigure(figure, "alternativeTo", id, known);
        }
        for (JsonNode one : claim.get("appearances")) {
            ObjectNode appearance = (ObjectNode) one;
            appearance.remove(OF_APPEARANCES);
            ObjectNode article = (ObjectNode) appearance.get("article");
            ObjectNode reference = known.reference(Resource.ARTICLE, requireNonNull(text(article, "id")));
            if (reference != null) {
                copy(article, reference, "title", "publishedOn", "publisher");
                refer(reference, "publisher", Resource.SOURCE, known);
                appearance.set("article", reference);
            }
            appearance
                    .path("attribution")
                    .forEach(link -> referToEach((ObjectNode) link, "sources", Resource.SOURCE, known));
        }
    }

    /** Figures of one claim are told apart by keys; that of another is at a place among those of its claim. */
    private static void referToFigure(ObjectNode holder, String member, String claim, Known known) {
        if (holder.get(member) instanceof ObjectNode reference) {
            String of = text(reference.path("claim"), "id");
            holder.set(member, figure(requireNonNull(text(reference, "id")), claim.equals(of) ? null : of, known));
        }
    }

    private static ObjectNode figure(String id, @Nullable String claim, Known known) {
        ObjectNode figure = Json.object().put("key", id);
        Integer place = known.placeOfFigure(id);
        if (place != null) {
            figure.put("place", place);
        }
        if (claim != null) {
            figure.set("claim", known.reference(Resource.CLAIM, claim));
        }
        return figure;
    }

    private static void referToEach(ObjectNode holder, String member, Resource kind, Known known) {
        if (holder.get(member) instanceof ArrayNode all) {
            for (int i = 0; i < all.size(); i++) {
                ObjectNode reference = known.reference(kind, requireNonNull(text(all.get(i), "id")));
                if (reference != null) {
                    all.set(i, reference);
                }
            }
        }
    }

    private static void refer(ObjectNode holder, String member, Resource kind, Known known) {
        if (holder.get(member) instanceof ObjectNode present) {
            ObjectNode reference = known.reference(kind, requireNonNull(text(present, "id")));
            if (reference != null) {
                holder.set(member, reference);
            }
        }
    }

    private static void copy(ObjectNode from, ObjectNode to, String... members) {
        for (String member : members) {
            if (from.has(member)) {
                to.set(member, from.get(member));
            }
        }
    }

    /** What all these things name. */
    private Known known(Resource kind, List<ObjectNode> things, List<Place> places, String schemeOfNumbers) {
        Map<Resource, Set<String>> wanted = new EnumMap<>(Resource.class);
        Set<String> figures = new HashSet<>();
        Set<String> sources = ids(things, "sources", "about", "publisher", "provider", "reviewer", "source");
        switch (kind) {
            case CLAIM -> {
                wanted.put(Resource.ARTICLE, ids(things, "article"));
                wanted.put(Resource.MEASURE, ids(things, "measure"));
                for (ObjectNode claim : things) {
                    for (JsonNode figure : claim.get("figures")) {
                        Stream.of(figure.at("/derivedFrom/figure"), figure.path("alternativeTo"))
                                .filter(JsonNode::isObject)
                                .forEach(other -> figures.add(requireNonNull(text(other, "id"))));
                    }
                }
                wanted.put(Resource.CLAIM, ids(things, "claim"));
            }
            case SOURCE -> wanted.put(Resource.ARTICLE, ids(things, "withinArticle"));
            case ASSESSMENT -> wanted.put(Resource.EVIDENCE, ids(things, "evidence"));
            case NOTE -> wanted.put(Resource.NOTE, ids(things, "inReplyTo"));
            case RELATION -> figures.addAll(ids(things, "figure"));
            default -> {}
        }
        wanted.put(Resource.SOURCE, sources);
        Set<String> claims = wanted.computeIfAbsent(Resource.CLAIM, none -> new LinkedHashSet<>());
        places.stream().map(Place::claim).filter(Objects::nonNull).forEach(id -> claims.add(id.toString()));
        if (kind == Resource.RELATION) {
            claims.addAll(ids(things, "to"));
        }
        places.stream()
                .map(Place::on)
                .filter(Objects::nonNull)
                .forEach(on -> wanted.computeIfAbsent(on.kind(), none -> new LinkedHashSet<>())
                        .add(on.id()));
        return names.find(wanted, figures, schemeOfNumbers);
    }

    /** The ids of what is named by members of these names, anywhere. */
    private static Set<String> ids(Collection<ObjectNode> things, String... members) {
        Set<String> ids = new LinkedHashSet<>();
        for (ObjectNode thing : things) {
            for (String member : members) {
                thing.findValues(member).stream()
                        .flatMap(found -> found.isArray() ? found.values().stream() : Stream.of(found))
                        .map(reference -> reference.path("id").asString(""))
                        .filter(id -> !id.isEmpty())
                        .forEach(ids::add);
            }
        }
        return ids;
    }

    /** The versions before the present one, of articles that have several. */
    private Map<String, ArrayNode> versions(List<ObjectNode> articles) {
        List<String> several = articles.stream()
                .filter(article -> article.path("version").asInt(1) > 1)
                .map(article -> requireNonNull(text(article, "id")))
                .toList();
        if (several.isEmpty()) {
            return Map.of();
        }
        return db
                .sql("""
                        select v.article_id, json_strip_nulls(json_agg(json_build_object(
                            'version', v.version, 'title', v.title, 'body', v.body, 'note', v.note,
                            'recordedAt', rfc3339(v.recorded_at)) order by v.version)) as json
                        from article_version v
                        join article a on a.id = v.article_id and v.version < a.current_version
                        where a.id = any(cast(:ids as uuid[]))
                        group by v.article_id""")
                .param("ids", Selection.texts(several))
                .query((row, n) -> Map.entry(
                        row.getString("article_id"), (ArrayNode) Json.mapper().readTree(row.getString("json"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static @Nullable String text(JsonNode node, String member) {
        JsonNode value = node.get(member);
        return value == null || !value.isString() ? null : value.stringValue();
    }
}
