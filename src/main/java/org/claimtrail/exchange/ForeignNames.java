package org.claimtrail.exchange;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.platform.Json;
import org.claimtrail.thing.ExternalIds;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What things of this record are called elsewhere: as they say themselves, and by what they are here. An id is only once
 * anywhere; the number of a claim is so in one installation, which the scheme tells.
 */
@Component
class ForeignNames {

    private static final Map<Resource, String> TABLES = Map.of(
            Resource.CLAIM, "'number', t.number",
            Resource.SOURCE, "'name', t.name, 'kind', t.kind",
            Resource.ARTICLE, "'url', t.url, 'citation', t.citation, 'medium', t.medium",
            Resource.MEASURE, "'name', t.name, 'unit', t.unit",
            Resource.EVIDENCE, "'title', t.title",
            Resource.ASSESSMENT, "'id', t.id",
            Resource.NOTE, "'id', t.id");

    private final JdbcClient db;

    ForeignNames(JdbcClient db) {
        this.db = db;
    }

    /** The scheme of the numbers of this installation's claims. */
    String schemeOfNumbers() {
        return ExternalIds.OWN + "."
                + db.sql("select id from public.installation")
                        .query(UUID.class)
                        .single()
                        .toString()
                        .substring(0, 8);
    }

    /** What refers to things from elsewhere, by their ids here. */
    static final class Known {

        private final Map<Resource, Map<String, ObjectNode>> found = new EnumMap<>(Resource.class);
        private final Map<String, Integer> figures = new HashMap<>();

        /** A reference, to be changed at will; null of what is not shown. */
        @Nullable
        ObjectNode reference(Resource kind, String id) {
            ObjectNode one = found.getOrDefault(kind, Map.of()).get(id);
            return one == null ? null : one.deepCopy();
        }

        /** At which place a figure stands among those of its claim, from 0; null of what is not shown. */
        @Nullable
        Integer placeOfFigure(String id) {
            return figures.get(id);
        }
    }

    /** References to things of these kinds, by a statement each. */
    Known find(Map<Resource, ? extends Collection<String>> wanted, Collection<String> figures, String schemeOfNumbers) {
        Known known = new Known();
        wanted.forEach((kind, ids) -> {
            if (!ids.isEmpty()) {
                known.found.put(kind, references(kind, ids, schemeOfNumbers));
            }
        });
        if (!figures.isEmpty()) {
            db.sql("""
                            select f.id, (
                                select count(*) from figure o
                                where o.claim_id = f.claim_id and o.deleted_at is null and o.position < f.position) as place
                            from figure f where f.id = any(cast(:ids as uuid[]))""").param("ids", Selection.texts(figures)).query(row -> {
                known.figures.put(row.getString("id"), row.getInt("place"));
            });
        }
        return known;
    }

    private Map<String, ObjectNode> references(Resource kind, Collection<String> ids, String schemeOfNumbers) {
        Map<String, ObjectNode> references = new HashMap<>();
        db.sql(Sql.of("""
                        select t.id, json_strip_nulls(json_build_object(
                            'externalIds', external_ids(t.external_ids), {names})) as json
                        from {table} t where t.id = any(cast(:ids as uuid[]))""", Map.of("names", requireNonNull(TABLES.get(kind)), "table", kind.table())))
                .param("ids", Selection.texts(ids))
                .query(row -> {
                    String id = row.getString("id");
                    ObjectNode one = (ObjectNode) Json.mapper().readTree(row.getString("json"));
                    String number =
                            kind == Resource.CLAIM ? one.remove("number").asString() : null;
                    one.set("externalIds", called(one.get("externalIds"), id, number, schemeOfNumbers));
                    one.remove(List.of("id", "title"));
                    references.put(id, one);
                });
        return references;
    }

    /** What a thing says itself that it is called, and what it is called here. */
    static ArrayNode called(@Nullable JsonNode own, String id, @Nullable String number, String schemeOfNumbers) {
        ArrayNode all = Json.mapper().createArrayNode();
        if (own != null) {
            own.forEach(all::add);
        }
        add(all, ExternalIds.OWN, id);
        if (number != null) {
            add(all, schemeOfNumbers, "C-" + number);
        }
        return all;
    }

    private static void add(ArrayNode all, String scheme, String id) {
        ObjectNode one = Json.object().put("scheme", scheme).put("id", id);
        if (all.values().stream().noneMatch(one::equals)) {
            all.add(one);
        }
    }
}
