package org.claimtrail.source;

import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import org.claimtrail.database.Positions;
import org.claimtrail.database.Sql;
import org.claimtrail.thing.Merge;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Moves what refers to a duplicate to the survivor, notes what moved, and puts it back. Each step is one statement for all
 * references of a kind.
 *
 * <p>It goes back where the survivor still stands in its place. Several may have been merged into the survivor there, and
 * may be taken out again in any order: the survivor then stays until the last of them has gone, or for good where it had
 * stood there of its own.
 *
 * <p>Where references that were noted are joined with those that stand, {@code is not distinct from} stands for an equals
 * sign: of rows that are this new PostgreSQL has no statistics, and would take all that name a source for one row, and
 * look through all of them for each that was noted.
 */
@Component
class MergedReferences {

    /** A list of sources, ordered by a position that counts from 0 without holes. */
    private record SourceList(String kind, String table, String holder) {}

    private static final List<SourceList> LISTS = List.of(
            new SourceList("ABOUT", "claim_about", "claim_id"),
            new SourceList("SPEAKER", "attribution_source", "attribution_id"));

    /** A column that names one source. */
    private record SourceColumn(String kind, String table, String column) {}

    private static final List<SourceColumn> COLUMNS = List.of(
            new SourceColumn("PUBLISHER", "article", "publisher_id"),
            new SourceColumn("PROVIDER", "evidence", "provider_id"),
            new SourceColumn("REVIEWER", "assessment", "reviewer_id"),
            new SourceColumn("RATE", "exchange_rate", "source_id"));

    /**
     * What a merge moved, and its fate now that it is undone. INSTEAD: the duplicate stands there instead of the survivor
     * again. BESIDE: the survivor stays. LEFT: somebody put another source there, which was then merged into the survivor
     * as well.
     *
     * <p>The first merge that found the survivor missing brought it there (its row did not go); those after it, up to the
     * next such one, found it there on account of that one.
     */
    private static final String BACK = """
            with back as (
                select r.kind, r.holder_id, r.position, r.gone, r.membership,
                    r.membership ->> 'since' as since, r.membership ->> 'until' as until,
                    case
                        when met.taken then 'LEFT'
                        when not r.gone then case when met.last_at > m.at then 'BESIDE' else 'INSTEAD' end
                        when met.brought_at is null or met.undone_at < m.at then 'BESIDE'
                        when met.last_at >= met.brought_at then 'BESIDE'
                        else 'INSTEAD'
                    end as fate
                from source_merge m
                join source_merge_reference r on r.merge_id = m.id
                cross join lateral (
                    select bool_or(not o.gone and n.at > m.at) as taken,
                        max(n.at) filter (where not o.gone and n.at < m.at) as brought_at,
                        (array_agg(u.at order by n.at desc) filter (where not o.gone and n.at < m.at))[1] as undone_at,
                        max(n.at) filter (where u.at is null) as last_at
                    from source_merge n
                    join source_merge_reference o on o.merge_id = n.id and o.kind = r.kind
                        and o.holder_id = r.holder_id
                        and (o.membership ->> 'since', o.membership ->> 'until')
                            is not distinct from (r.membership ->> 'since', r.membership ->> 'until')
                    left join source_merge_undo u on u.merge_id = n.id
                    where n.into_id = m.into_id and n.id <> m.id) met
                where m.id = :merge
            )
            """;

    private final JdbcClient db;

    MergedReferences(JdbcClient db) {
        this.db = db;
    }

    /** To be called when the merge is recorded. */
    void move(Merge merge, Timestamp now) {
        LISTS.forEach(list -> move(merge, list));
        COLUMNS.forEach(column -> move(merge, column, now));
        moveMemberships(merge);
        addAliases(merge);
        touchClaims(merge, now, """
                select r.holder_id from source_merge_reference r where r.merge_id = :merge and r.kind = 'ABOUT'
                union all
                select p.claim_id
                from source_merge_reference r
                join attribution l on l.id = r.holder_id
                join appearance p on p.id = l.appearance_id
                where r.merge_id = :merge and r.kind = 'SPEAKER'""");
        touchSources(merge, now, """
                select r.holder_id from source_merge_reference r where r.merge_id = :merge and r.kind = 'WHOLE'""");
    }

    /** To be called when the duplicate stands again, and before the undoing is recorded. */
    void putBack(Merge merge, Timestamp now) {
        LISTS.forEach(list -> putBack(merge, list));
        COLUMNS.forEach(column -> putBack(merge, column, now));
        putBackMemberships(merge);
        removeAliases(merge);
        // Nothing referred to a source that was merged, so whatever does came back just now.
        touchClaims(merge, now, """
                select claim_id from claim_about where source_id = :duplicate
                union all
                select p.claim_id
                from attribution_source x
                join attribution l on l.id = x.attribution_id
                join appearance p on p.id = l.appearance_id
                where x.source_id = :duplicate""");
        touchSources(merge, now, "select source_id from membership where part_of_id = :duplicate");
    }

    private void move(Merge merge, SourceList list) {
        change(merge, list, """
                insert into source_merge_reference (merge_id, kind, holder_id, position, gone)
                select :merge, '{kind}', x.{holder}, x.position,
                    exists (select from {table} o where o.{holder} = x.{holder} and o.source_id = :survivor)
                from {table} x where x.source_id = :duplicate""");
        change(merge, list, """
                delete from {table} x using source_merge_reference r
                where r.merge_id = :merge and r.kind = '{kind}' and r.gone
                  and x.{holder} = r.holder_id and x.source_id is not distinct from :duplicate""");
        change(merge, list, "update {table} set source_id = :survivor where source_id = :duplicate");
        // Through numbers below 0, as two rows may not have the same number even for a moment.
        change(merge, list, """
                update {table} x set position = -x.position from source_merge_reference r
                where r.merge_id = :merge and r.kind = '{kind}' and r.gone
                  and x.{holder} = r.holder_id and x.position > r.position""");
        change(merge, list, """
                update {table} x set position = -x.position - 1 from source_merge_reference r
                where r.merge_id = :merge and r.kind = '{kind}' and r.gone
                  and x.{holder} = r.holder_id and x.position < 0""");
    }

    private void putBack(Merge merge, SourceList list) {
        String live = "exists (select from {table} o where o.{holder} = b.holder_id"
                + " and o.source_id is not distinct from :survivor)";
        change(merge, list, BACK + """
                update {table} x set position = -x.position - 2 from back b
                where b.kind = '{kind}' and b.fate = 'BESIDE'
                  and x.{holder} = b.holder_id and x.position >= b.position and\s""" + live);
        change(merge, list, """
                update {table} x set position = -x.position - 1 from source_merge_reference r
                where r.merge_id = :merge and r.kind = '{kind}'
                  and x.{holder} = r.holder_id and x.position < 0""");
        change(merge, list, BACK + """
                insert into {table} ({holder}, position, source_id)
                select b.holder_id,
                    least(b.position, (select count(*) from {table} x where x.{holder} = b.holder_id)), :duplicate
                from back b
                where b.kind = '{kind}' and b.fate = 'BESIDE' and\s""" + live);
        change(merge, list, BACK + """
                update {table} x set source_id = :duplicate from back b
                where b.kind = '{kind}' and b.fate = 'INSTEAD'
                  and x.{holder} = b.holder_id and x.source_id is not distinct from :survivor""");
    }

    private void move(Merge merge, SourceColumn named, Timestamp now) {
        change(merge, named, now, """
                insert into source_merge_reference (merge_id, kind, holder_id, gone)
                select :merge, '{kind}', x.id, false from {table} x where x.{column} = :duplicate""");
        change(merge, named, now, """
                update {table} set {column} = :survivor, revision = revision + 1, updated_at = :now
                where {column} = :duplicate""");
    }

    private void putBack(Merge merge, SourceColumn named, Timestamp now) {
        change(merge, named, now, BACK + """
                update {table} x set {column} = :duplicate, revision = x.revision + 1, updated_at = :now
                from back b
                where b.kind = '{kind}' and b.fate = 'INSTEAD'
                  and x.id = b.holder_id and x.{column} is not distinct from :survivor""");
    }

    private void moveMemberships(Merge merge) {
        noteMemberships(merge, "PART", "source_id", "part_of_id");
        noteMemberships(merge, "WHOLE", "part_of_id", "source_id");
        change(merge, """
                delete from membership m using source_merge_reference r
                where r.merge_id = :merge and r.kind in ('PART', 'WHOLE') and r.gone
                  and m.id = cast(r.membership ->> 'id' as uuid)""");
        change(merge, """
                update membership set source_id = :survivor, position = position + (
                    select coalesce(max(o.position) + 1, 0) from membership o where o.source_id = :survivor)
                where source_id = :duplicate""");
        change(merge, "update membership set part_of_id = :survivor where part_of_id = :duplicate");
        countMemberships(merge);
    }

    /** @param own the column with the duplicate in it; the other one has what it is part of, or what is part of it */
    private void noteMemberships(Merge merge, String kind, String own, String other) {
        change(merge, Sql.of("""
                insert into source_merge_reference (merge_id, kind, holder_id, position, gone, membership)
                select :merge, '{kind}', m.{other}, m.position,
                    m.{other} = :survivor or exists (
                        select from membership o
                        where o.{other} = m.{other} and (o.since, o.until) is not distinct from (m.since, m.until)
                          and (o.{own} = :survivor or o.{own} = :duplicate and o.id < m.id)),
                    to_jsonb(m)
                from membership m where m.{own} = :duplicate""", Map.of("kind", kind, "own", own, "other", other)));
    }

    private void putBackMemberships(Merge merge) {
        // What would have made the survivor part of itself had no place there. A row that moved is the survivor's now.
        change(merge, BACK + """
                insert into membership
                select (jsonb_populate_record(null::membership, b.membership
                    || case when b.gone then '{}' else jsonb_build_object('id', gen_random_uuid()) end)).*
                from back b
                where b.kind in ('PART', 'WHOLE') and (b.holder_id = :survivor or b.fate = 'BESIDE' and exists (
                    select from membership o
                    where o.source_id = case b.kind when 'PART' then :survivor else b.holder_id end
                      and o.part_of_id = case b.kind when 'PART' then b.holder_id else :survivor end
                      and (o.since, o.until) is not distinct from (b.since, b.until)))""");
        change(merge, BACK + """
                update membership m set source_id = :duplicate, position = b.position from back b
                where b.kind = 'PART' and b.fate = 'INSTEAD' and m.id = (
                    select o.id from membership o
                    where o.source_id = :survivor and o.part_of_id = b.holder_id
                      and (o.since, o.until) is not distinct from (b.since, b.until)
                    order by o.position limit 1)""");
        change(merge, BACK + """
                update membership m set part_of_id = :duplicate from back b
                where b.kind = 'WHOLE' and b.fate = 'INSTEAD' and m.id = (
                    select o.id from membership o
                    where o.part_of_id = :survivor and o.source_id = b.holder_id
                      and (o.since, o.until) is not distinct from (b.since, b.until)
                    order by o.position limit 1)""");
        countMemberships(merge);
    }

    /** Positions without holes, in the same order, for whatever lost memberships or got some. */
    private void countMemberships(Merge merge) {
        change(merge, """
                update membership m set position = n.place
                from (
                    select o.id, row_number() over (
                        partition by o.source_id order by o.position, o.part_of_id = :duplicate desc, o.id) - 1 as place
                    from membership o
                    where o.source_id in (:duplicate, :survivor) or o.source_id in (
                        select r.holder_id from source_merge_reference r
                        where r.merge_id = :merge and r.kind = 'WHOLE')) n
                where n.id = m.id and n.place <> m.position""");
    }

    private void addAliases(Merge merge) {
        change(merge, """
                insert into source_alias (source_id, position, alias)
                select :survivor,
                    (select count(*) from source_alias a where a.source_id = :survivor)
                        + row_number() over (order by n.place) - 1, n.name
                from source_merge m, unnest(m.aliases) with ordinality n (name, place)
                where m.id = :merge and not exists (
                    select from source_alias a where a.source_id = :survivor and a.alias_key = name_key(n.name))""");
    }

    private void removeAliases(Merge merge) {
        change(merge, """
                delete from source_alias a
                where a.source_id = :survivor
                  and a.alias_key in (
                    select name_key(n) from source_merge m, unnest(m.aliases) n where m.id = :merge)
                  and a.alias_key not in (
                    select name_key(n) from source_merge m, unnest(m.aliases) n
                    where m.into_id = :survivor and m.id <> :merge
                      and not exists (select from source_merge_undo u where u.merge_id = m.id))""");
        Positions.close(db, "source_alias", "source_id", merge.survivor());
    }

    private void touchClaims(Merge merge, Timestamp now, String ids) {
        db.sql(Sql.of(
                        "update claim set revision = revision + 1, updated_at = :now where id in ({ids})",
                        Map.of("ids", ids)))
                .params(values(merge))
                .param("now", now)
                .update();
    }

    private void touchSources(Merge merge, Timestamp now, String parts) {
        db.sql(Sql.of("""
                        update source set revision = revision + 1, updated_at = :now
                        where id <> :duplicate and (id = :survivor or id in ({parts}))""", Map.of("parts", parts)))
                .params(values(merge))
                .param("now", now)
                .update();
    }

    private void change(Merge merge, SourceList list, String sql) {
        change(
                merge,
                Sql.of(
                        sql,
                        Map.of(
                                "kind", list.kind(),
                                "table", list.table(),
                                "holder", list.holder())));
    }

    private void change(Merge merge, SourceColumn named, Timestamp now, String sql) {
        db.sql(Sql.of(
                        sql,
                        Map.of(
                                "kind", named.kind(),
                                "table", named.table(),
                                "column", named.column())))
                .params(values(merge))
                .param("now", now)
                .update();
    }

    private void change(Merge merge, String sql) {
        db.sql(sql).params(values(merge)).update();
    }

    private static Map<String, Object> values(Merge merge) {
        return Map.of("merge", merge.id(), "duplicate", merge.duplicate(), "survivor", merge.survivor());
    }
}
