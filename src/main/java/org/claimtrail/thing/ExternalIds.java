package org.claimtrail.thing;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.platform.Faults;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.Query;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What things are called elsewhere: in the spreadsheet, the system or the collection that they came from. Each is written as
 * the scheme, a colon, and the id, and is only once for a kind of things, what is deleted included.
 */
@Component
public class ExternalIds {

    /** The scheme of what things are called by their own ids, wherever these were given: nobody has to record that. */
    public static final String OWN = "claimtrail";

    private static final String FIELD = "externalIds";
    private static final String FILTER = "externalId";
    private static final int MOST = 100;
    private static final String SCHEME = "[a-z][a-z0-9.+-]{0,49}";
    private static final String SCHEME_RULE =
            "must be a name of at most 50 lower-case letters, digits, dots, plus signs and hyphens that begins with a letter, such as isni or desk.example.";
    private static final String NAMED = """
            named (called, id) as (
                select x.called, x.thing_id from external_id x where x.kind = :kind and x.called = any(:called)
                union
                select :own || t.id, t.id from {table} t where t.id = any(cast(:ids as uuid[]))
            )""";

    private static final Pattern WRITTEN = Pattern.compile(SCHEME + ":\\S.*");

    /** Those of which a duplicate leads to what it was merged into. */
    private static final Set<Resource> MERGED = Set.of(Resource.SOURCE, Resource.ARTICLE, Resource.MEASURE);

    /** @param deleted whether it is there no more */
    public record Found(UUID id, boolean deleted) {}

    private final JdbcClient db;

    ExternalIds(JdbcClient db) {
        this.db = db;
    }

    /** All that a body gives, each once, in its order. */
    public static List<String> read(Fields body) {
        List<String> given = body.objects(FIELD, ExternalIds::element);
        if (given.size() > MOST) {
            body.fault(FIELD, "must not be more than " + MOST + ".");
        }
        Set<String> distinct = new LinkedHashSet<>();
        for (String id : given) {
            if (!distinct.add(id)) {
                body.fault(FIELD, "has " + id + " twice.");
            }
        }
        return List.copyOf(distinct);
    }

    /** Whether external ids can have this scheme. */
    public static boolean isScheme(String text) {
        return text.matches(SCHEME);
    }

    private static @Nullable String element(Fields body) {
        String scheme = body.required("scheme", body.matching("scheme", SCHEME, SCHEME_RULE));
        String id = body.requiredName("id");
        body.done();
        return scheme == null || id == null ? null : scheme + ":" + id;
    }

    /** Adds the filter by which lists find things of a kind, to those of its table's alias. */
    public static Selection filter(Selection selection, Resource kind, String alias, Query query) {
        Map<String, String> parts = Map.of("alias", alias, "table", kind.table());
        return selection.whereAny(
                Sql.of(MERGED.contains(kind) ? """
                                {alias}.id in (
                                    with recursive chain (id, merged_into_id) as (
                                        select t.id, t.merged_into_id from {table} t
                                        where t.external_ids && cast(:externalId as text[])
                                        union
                                        select t.id, t.merged_into_id from chain c join {table} t on t.id = c.merged_into_id
                                    )
                                    select id from chain)""" : "{alias}.external_ids && cast(:externalId as text[])", parts),
                FILTER,
                query.values(FILTER, ExternalIds::parse));
    }

    private static String parse(String text) {
        if (!WRITTEN.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "must be a scheme, a colon, and an id, such as isni:0000000121032683 or desk.example:row 12.");
        }
        return text;
    }

    /**
     * What references stand for that say what a thing is called elsewhere; those by which nothing is found are left out.
     *
     * @param isOtherwiseNamed whether a reference can find or create a thing without them
     * @param faults gets those that lead to several things, or to what is deleted, or to nothing and have no other name
     */
    public <R> Map<R, UUID> find(
            Resource kind,
            List<R> refs,
            Function<R, String> pointer,
            Function<R, List<String>> called,
            Predicate<R> isOtherwiseNamed,
            Faults faults) {
        Map<String, Found> known = find(
                kind, refs.stream().flatMap(ref -> called.apply(ref).stream()).toList());
        Map<R, UUID> found = new HashMap<>();
        for (R ref : refs) {
            String at = pointer.apply(ref) + "/" + FIELD;
            List<Found> things = called.apply(ref).stream()
                    .map(known::get)
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
            if (things.size() > 1) {
                faults.add(at, "leads to %d things that are recorded: give the id.".formatted(things.size()));
            } else if (things.isEmpty()) {
                if (!isOtherwiseNamed.test(ref)) {
                    faults.add(at, "is not what a %s is called that is recorded here.".formatted(kind.thing()));
                }
            } else if (things.get(0).deleted()) {
                faults.add(at, "is what a %s is called that is deleted.".formatted(kind.thing()));
            } else {
                found.put(ref, things.get(0).id());
            }
        }
        return found;
    }

    /**
     * Which things are called so, each as its scheme, a colon and its id, whatever became of them: by what is recorded, or by
     * their own ids.
     */
    public Map<String, Found> find(Resource kind, Collection<String> called) {
        Map<String, Found> found = new HashMap<>();
        if (called.isEmpty()) {
            return found;
        }
        db.sql(Sql.of(
                        MERGED.contains(kind) ? """
                        with recursive {named}, chain (called, id, merged_into_id, deleted_at) as (
                            select n.called, t.id, t.merged_into_id, t.deleted_at from named n join {table} t on t.id = n.id
                            union all
                            select c.called, t.id, t.merged_into_id, t.deleted_at
                            from chain c join {table} t on t.id = c.merged_into_id
                        )
                        select called, id, deleted_at is not null as deleted from chain where merged_into_id is null""" : """
                        with {named}
                        select n.called, t.id, t.deleted_at is not null as deleted
                        from named n join {table} t on t.id = n.id""",
                        Map.of("named", Sql.of(NAMED, Map.of("table", kind.table())), "table", kind.table())))
                .param("kind", kind.toString())
                .param("called", Selection.texts(called))
                .param("own", OWN + ":")
                .param("ids", Selection.texts(ownIds(called)))
                .query(row -> {
                    found.put(
                            row.getString("called"),
                            new Found(row.getObject("id", UUID.class), row.getBoolean("deleted")));
                });
        return found;
    }

    private static List<UUID> ownIds(Collection<String> called) {
        return called.stream()
                .filter(name -> name.startsWith(OWN + ":"))
                .flatMap(name -> Ids.parse(name.substring(OWN.length() + 1)).stream())
                .toList();
    }
}
