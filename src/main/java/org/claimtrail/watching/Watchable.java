package org.claimtrail.watching;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.claimtrail.database.Sql;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;

/** The kinds of what can be watched. */
public enum Watchable {
    CLAIM("""
            select t.deleted_at, t.number, t.text as name from claim t where t.id = {id}"""),
    SOURCE("""
            select t.deleted_at, null::bigint as number, t.name from source t where t.id = {id}"""),
    TOPIC("""
            select t.deleted_at, null::bigint as number, t.name from topic t where t.id = {id}"""),
    MEASURE("""
            select t.deleted_at, null::bigint as number, t.name from measure t where t.id = {id}"""),
    ARTICLE("""
            select t.deleted_at, null::bigint as number, coalesce(v.title, t.url, t.citation) as name
            from article t left join article_version v on v.article_id = t.id and v.version = t.current_version
            where t.id = {id}"""),
    /** One's own, or one that its owner shares. */
    SAVED_SEARCH("""
            select null::timestamptz as deleted_at, null::bigint as number, t.name from saved_search t
            where t.id = {id} and (t.account_id = :account or t.shared)""");

    private final String sql;

    Watchable(String sql) {
        this.sql = sql;
    }

    /** @throws IllegalArgumentException in a sentence, if it is none */
    public static Watchable parse(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + Arrays.stream(values()).map(Watchable::toString).collect(Collectors.joining(", ")) + "."));
    }

    /** @throws NotRecorded if nothing of that kind can be watched */
    public static Watchable named(String name) {
        try {
            return parse(name);
        } catch (IllegalArgumentException e) {
            throw new NotRecorded("kind of things to watch", name);
        }
    }

    /** The address of the page that shows one. */
    public String page(@Nullable Object number, Object id) {
        return switch (this) {
            case CLAIM -> "/claims/C-" + number;
            case SAVED_SEARCH -> "/searches";
            default -> "/" + Resource.parse(toString()).address() + "/" + id;
        };
    }

    /** What one is called where others stand beside it, claims by their numbers, too. */
    public static String called(@Nullable Object number, String name) {
        return number == null ? name : "C-" + number + ": " + name;
    }

    /** SQL for what one is called, as far as {@code :account} may know: its {@code deleted_at}, {@code number} and {@code name}. */
    String called(String id) {
        return Sql.of(sql, Map.of("id", id));
    }

    /**
     * SQL for a thing as JSON: its kind, id, number and name; the last two are absent where nothing is left of it, or it is not to
     * be known.
     *
     * @param kind a column
     * @param id a column
     */
    static String json(String kind, String id) {
        return Sql.of(
                """
                (select json_strip_nulls(json_build_object('kind', {kind}, 'id', {id}, 'number', x.number, 'name', x.name))
                 from (select) one left join lateral ({called}) x on true)""",
                Map.of(
                        "kind",
                        kind,
                        "id",
                        id,
                        "called",
                        Arrays.stream(values())
                                .map(one -> Sql.of(
                                        "select number, name from ({called}) one where {kind} = '{name}'",
                                        Map.of("called", one.called(id), "kind", kind, "name", one)))
                                .collect(Collectors.joining("\nunion all "))));
    }

    /** What one is called in sentences. */
    public String thing() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
