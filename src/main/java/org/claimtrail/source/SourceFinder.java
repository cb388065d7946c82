package org.claimtrail.source;

import static java.util.Objects.requireNonNull;
import static org.claimtrail.platform.Fields.given;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.claimtrail.database.Rows;
import org.claimtrail.database.Selection;
import org.claimtrail.platform.Faults;
import org.claimtrail.platform.Ids;
import org.claimtrail.thing.ExternalIds;
import org.claimtrail.thing.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds the sources that bodies name, and creates those that are not there: first all are found, with every fault, and then
 * all that are missing are created by one statement, in the order of their names, so that two requests cannot wait for each
 * other. Whoever comes second in a race waits for the first and then finds what it created.
 */
@Component
class SourceFinder {

    private record Match(String name, UUID id, boolean byName, boolean isWrittenSo) {}

    private final SourceMerges merges;
    private final ExternalIds externalIds;
    private final JdbcClient db;
    private final Clock clock;

    SourceFinder(SourceMerges merges, ExternalIds externalIds, JdbcClient db, Clock clock) {
        this.merges = merges;
        this.externalIds = externalIds;
        this.db = db;
        this.clock = clock;
    }

    /**
     * Those that are recorded, and of those that will have to be created also what they are part of. Those that only an
     * article can tell are left out of the answer.
     */
    Map<SourceRef, UUID> named(Collection<SourceRef> refs, Faults faults) {
        Map<SourceRef, UUID> found = recorded(refs, faults);
        findWholes(missing(refs, found), found, faults);
        return found;
    }

    private void findWholes(Collection<SourceRef> parts, Map<SourceRef, UUID> found, Faults faults) {
        for (List<SourceRef> wholes = wholes(parts); !wholes.isEmpty(); wholes = wholes(missing(wholes, found))) {
            found.putAll(recorded(wholes, faults));
            Sources.refuseUnresolved(wholes, found, faults);
        }
    }

    private Map<SourceRef, UUID> recorded(Collection<SourceRef> refs, Faults faults) {
        Map<SourceRef, UUID> found = byId(refs, faults);
        found.putAll(byExternalId(refs, faults));
        List<SourceRef> named = refs.stream()
                .filter(ref -> isNamed(ref) && !found.containsKey(ref))
                .toList();
        if (!named.isEmpty()) {
            found.putAll(byName(named, faults));
        }
        return found;
    }

    /** Sources that articles speak of without naming them; what those that will have to be created are part of, too. */
    Map<SourceRef, UUID> unnamed(Collection<Mention> mentions, Faults faults) {
        Map<SourceRef, UUID> found = within(
                mentions.stream().filter(mention -> mention.article() != null).toList());
        for (Mention mention : mentions) {
            if (mention.ref().kind() == null && !found.containsKey(mention.ref())) {
                faults.add(mention.ref().pointer() + "/kind", "is required to record a new source.");
            }
        }
        findWholes(
                mentions.stream()
                        .map(Mention::ref)
                        .filter(ref -> !found.containsKey(ref))
                        .toList(),
                found,
                faults);
        return found;
    }

    /**
     * Creates those that {@link #named} did not find, and what they and the others are part of.
     *
     * @param others that will be created, with an article
     * @param found gets what was created
     */
    void create(Collection<SourceRef> refs, Collection<SourceRef> others, Map<SourceRef, UUID> found, Faults faults) {
        List<SourceRef> missing = new ArrayList<>(missing(refs, found));
        List<SourceRef> parts = new ArrayList<>(missing);
        parts.addAll(others);
        if (wholes(parts).isEmpty() && missing.isEmpty()) {
            return;
        }
        awaitTurnForMemberships(parts);
        for (List<SourceRef> wholes = wholes(parts); !wholes.isEmpty(); wholes = wholes(missing(wholes, found))) {
            missing.addAll(missing(wholes, found));
        }
        List<SourceRef> created = new ArrayList<>();
        for (List<SourceRef> left = missing; !left.isEmpty(); left = missing(left, found)) {
            List<Mention> mentions = left.stream()
                    .sorted(Comparator.comparing(ref -> SourceNames.key(given(ref.name()))))
                    .map(ref -> new Mention(null, ref))
                    .toList();
            created.addAll(insert(mentions).keySet());
            found.putAll(byName(left, faults));
            faults.throwIfAny();
        }
        describe(created, found);
    }

    /** Creates those that {@link #unnamed} did not find. */
    void createWithin(Collection<Mention> mentions, Map<SourceRef, UUID> found) {
        List<SourceRef> created = new ArrayList<>();
        for (List<Mention> left = missingMentions(mentions, found);
                !left.isEmpty();
                left = missingMentions(left, found)) {
            created.addAll(insert(left.stream()
                            .sorted(Comparator.comparing(Mention::article)
                                    .thenComparing(mention ->
                                            SourceNames.key(given(mention.ref().name()))))
                            .toList())
                    .keySet());
            found.putAll(within(left));
        }
        describe(created, found);
    }

    /** A ring of memberships is looked for by one at a time: whoever will be waited for has to come before the first row. */
    private void awaitTurnForMemberships(List<SourceRef> parts) {
        if (!wholes(parts).isEmpty()) {
            db.sql("select pg_advisory_xact_lock(hashtextextended('membership', 0))")
                    .query(row -> {});
        }
    }

    private static boolean isNamed(SourceRef ref) {
        return ref.id() == null && ref.name() != null && !ref.isUnnamed();
    }

    /** Those by name that are no source yet; one without a kind cannot become one. */
    private static List<SourceRef> missing(Collection<SourceRef> refs, Map<SourceRef, UUID> found) {
        return refs.stream()
                .filter(ref -> isNamed(ref) && ref.kind() != null && !found.containsKey(ref))
                .toList();
    }

    private static List<Mention> missingMentions(Collection<Mention> mentions, Map<SourceRef, UUID> found) {
        return mentions.stream()
                .filter(mention -> !found.containsKey(mention.ref()))
                .toList();
    }

    private static List<SourceRef> wholes(Collection<SourceRef> parts) {
        return parts.stream()
                .flatMap(ref -> ref.partOf().stream())
                .map(SourceInput.PartOf::source)
                .filter(Objects::nonNull)
                .toList();
    }

    private Map<SourceRef, UUID> byId(Collection<SourceRef> refs, Faults faults) {
        Map<SourceRef, UUID> found = new HashMap<>();
        List<SourceRef> given = refs.stream().filter(ref -> ref.id() != null).toList();
        if (given.isEmpty()) {
            return found;
        }
        Map<UUID, String> names = lock(given.stream().map(SourceRef::id).toList());
        List<SourceRef> absent =
                given.stream().filter(ref -> !names.containsKey(ref.id())).toList();
        refuse(absent, faults);
        for (SourceRef ref : given) {
            String name = names.get(ref.id());
            if (name == null) {
                continue;
            }
            if (ref.name() != null && !SourceNames.key(given(ref.name())).equals(SourceNames.key(name))) {
                faults.add(
                        ref.pointer() + "/name", "is not the name of the source with this id, which is " + name + ".");
            } else {
                found.put(ref, ref.id());
            }
        }
        return found;
    }

    private Map<SourceRef, UUID> byExternalId(Collection<SourceRef> refs, Faults faults) {
        List<SourceRef> given = refs.stream()
                .filter(ref -> ref.id() == null && !ref.externalIds().isEmpty())
                .toList();
        Map<SourceRef, UUID> found;
        do {
            found = externalIds.find(
                    Resource.SOURCE,
                    given,
                    SourceRef::pointer,
                    SourceRef::externalIds,
                    ref -> ref.name() != null,
                    faults);
            // What went before it could be kept was deleted or merged.
        } while (!keep(found.values()));
        return found;
    }

    private void refuse(List<SourceRef> absent, Faults faults) {
        if (absent.isEmpty()) {
            return;
        }
        Map<UUID, String> absences =
                merges.absences(absent.stream().map(SourceRef::id).toList());
        absent.forEach(ref -> faults.add(ref.pointer() + "/id", given(absences.get(ref.id()))));
    }

    private Map<SourceRef, UUID> byName(List<SourceRef> refs, Faults faults) {
        Map<SourceRef, UUID> found = matched(refs, faults);
        // What went before it could be kept was deleted or merged: its name may stand for another one by now.
        while (!keep(found.values())) {
            found = matched(refs, faults);
        }
        return found;
    }

    /** For each name the sources that a body would find by it: none, one, or several, which would be refused. */
    Map<String, List<UUID>> called(Collection<String> names) {
        Map<String, List<UUID>> called = new HashMap<>();
        matches(names)
                .forEach((name, matches) -> called.put(
                        name,
                        best(best(matches, Match::byName), Match::isWrittenSo).stream()
                                .map(Match::id)
                                .toList()));
        return called;
    }

    private Map<SourceRef, UUID> matched(List<SourceRef> refs, Faults faults) {
        Map<SourceRef, UUID> found = new HashMap<>();
        Map<String, List<Match>> matches =
                matches(refs.stream().map(ref -> given(ref.name())).toList());
        for (SourceRef ref : refs) {
            List<Match> candidates = matches.getOrDefault(ref.name(), List.of());
            List<Match> best = best(best(candidates, Match::byName), Match::isWrittenSo);
            if (best.size() > 1) {
                faults.add(
                        ref.pointer() + "/name",
                        "is %s of %d sources: give the id."
                                .formatted(best.get(0).byName() ? "the name" : "an alias", best.size()));
            } else if (best.size() == 1) {
                found.put(ref, best.get(0).id());
            }
        }
        return found;
    }

    /** Those that are of a kind, if there are any. */
    private static List<Match> best(List<Match> matches, Predicate<Match> isBetter) {
        return matches.stream().anyMatch(isBetter)
                ? matches.stream().filter(isBetter).toList()
                : matches;
    }

    /** Keeps the sources from being deleted until the transaction ends; false where one of them is gone already. */
    private boolean keep(Collection<UUID> ids) {
        return lock(ids).size() == Set.copyOf(ids).size();
    }

    /** Keeps the sources from being deleted until the transaction ends; tells their names. */
    private Map<UUID, String> lock(Collection<UUID> ids) {
        Map<UUID, String> names = new HashMap<>();
        if (!ids.isEmpty()) {
            Set<UUID> distinct = new LinkedHashSet<>(ids);
            db.sql("""
                            select id, name from source
                            where id = any(cast(:ids as uuid[])) and deleted_at is null
                            order by id for share""").param("ids", Selection.texts(List.copyOf(distinct))).query(row -> {
                names.put(row.getObject("id", UUID.class), row.getString("name"));
            });
        }
        return names;
    }

    private Map<String, List<Match>> matches(Collection<String> names) {
        Map<String, List<Match>> matches = new HashMap<>();
        db.sql("""
                        with wanted as (select distinct n as name from unnest(:names) n)
                        select w.name, s.id, true as by_name, s.name = w.name as is_written_so
                        from wanted w join source s on s.name_key = name_key(w.name)
                        where s.kind <> 'UNNAMED' and s.deleted_at is null
                        union all
                        select distinct w.name, s.id, false, false
                        from wanted w
                        join source_alias a on a.alias_key = name_key(w.name)
                        join source s on s.id = a.source_id
                        where s.kind <> 'UNNAMED' and s.deleted_at is null""").param("names", Selection.texts(names)).query(row -> {
            matches.computeIfAbsent(row.getString("name"), n -> new ArrayList<>())
                    .add(new Match(
                            row.getString("name"),
                            row.getObject("id", UUID.class),
                            row.getBoolean("by_name"),
                            row.getBoolean("is_written_so")));
        });
        return matches;
    }

    /**
     * Creates one that a body describes, unless it is there by now.
     *
     * @param wholes what it is part of
     */
    Optional<UUID> create(SourceInput input, Map<SourceRef, UUID> wholes) {
        SourceRef ref = new SourceRef("", null, input.name(), input.kind(), input.details(), input.partOf());
        Map<SourceRef, UUID> created = insert(List.of(new Mention(null, ref)));
        Map<SourceRef, UUID> found = new HashMap<>(wholes);
        found.putAll(created);
        describe(List.copyOf(created.keySet()), found);
        return Optional.ofNullable(created.get(ref));
    }

    /**
     * Creates those that are not there yet, in their order; one that is named again is the same.
     *
     * @return those that were created, by the references that made them
     */
    private Map<SourceRef, UUID> insert(List<Mention> mentions) {
        Instant now = clock.instant();
        Rows rows = new Rows();
        Map<UUID, SourceRef> inserted = new HashMap<>();
        Set<Object> seen = new HashSet<>();
        for (Mention mention : mentions) {
            SourceRef ref = mention.ref();
            if (!seen.add(List.of(SourceNames.key(given(ref.name())), Optional.ofNullable(mention.article())))) {
                continue;
            }
            UUID id = Ids.next();
            inserted.put(id, ref);
            SourceDetails details = ref.details();
            rows.add()
                    .put("id", id)
                    .put("name", ref.name())
                    .put("kind", ref.kind())
                    .put("description", details.description())
                    .put("homepage", details.homepage())
                    .put("country", details.country())
                    .put("wikidata_id", details.wikidataId())
                    .put("reliability", details.reliability())
                    .put("within_article_id", mention.article())
                    .put("external_ids", details.externalIds())
                    .put("created_at", now);
        }
        Map<SourceRef, UUID> created = new LinkedHashMap<>();
        db.sql("""
                        insert into source (id, revision, name, kind, description, homepage, country, wikidata_id,
                            reliability, within_article_id, external_ids, created_at, updated_at)
                        select id, 0, name, kind, description, homepage, country, wikidata_id,
                            reliability, within_article_id, external_ids, created_at, created_at
                        from json_populate_recordset(null::source, cast(:rows as json))
                        on conflict do nothing
                        returning id""")
                .param("rows", rows.json())
                .query(UUID.class)
                .list()
                .forEach(id -> created.put(requireNonNull(inserted.get(id)), id));
        return created;
    }

    /** Gives new sources their aliases and what they are part of. */
    private void describe(List<SourceRef> created, Map<SourceRef, UUID> found) {
        Rows aliases = new Rows();
        Rows memberships = new Rows();
        for (SourceRef ref : created) {
            UUID id = found.get(ref);
            List<String> names = SourceNames.distinct(ref.details().aliases());
            for (int i = 0; i < names.size(); i++) {
                aliases.add().put("source_id", id).put("position", i).put("alias", names.get(i));
            }
            for (int i = 0; i < ref.partOf().size(); i++) {
                SourceInput.PartOf membership = ref.partOf().get(i);
                memberships
                        .add()
                        .put("id", Ids.next())
                        .put("source_id", id)
                        .put("position", i)
                        .put("part_of_id", found.get(membership.source()))
                        .put("since", membership.from())
                        .put("until", membership.until());
            }
        }
        if (!aliases.isEmpty()) {
            db.sql("""
                            insert into source_alias (source_id, position, alias)
                            select source_id, position, alias
                            from json_populate_recordset(null::source_alias, cast(:rows as json))""").param("rows", aliases.json()).update();
        }
        if (!memberships.isEmpty()) {
            db.sql("""
                            insert into membership (id, source_id, position, part_of_id,
                                since, since_earliest, since_latest, until, until_earliest, until_latest)
                            select id, source_id, position, part_of_id,
                                since, since_earliest, since_latest, until, until_earliest, until_latest
                            from json_populate_recordset(null::membership, cast(:rows as json))""").param("rows", memberships.json()).update();
        }
    }

    Optional<UUID> namedExactly(String name) {
        return db.sql("""
                        select id from source
                        where name_key = name_key(:name) and kind <> 'UNNAMED' and deleted_at is null
                        order by name = :name desc, shares_name limit 1""").param("name", name).query(UUID.class).optional();
    }

    /** Also one that was merged since: the article goes on to speak of the survivor. */
    private Map<SourceRef, UUID> within(List<Mention> mentions) {
        if (mentions.isEmpty()) {
            return new HashMap<>();
        }
        Map<SourceRef, UUID> found = foundWithin(mentions);
        while (!keep(found.values())) {
            found = foundWithin(mentions);
        }
        return found;
    }

    private Map<SourceRef, UUID> foundWithin(List<Mention> mentions) {
        Map<SourceRef, UUID> found = new HashMap<>();
        db.sql("""
                        select w.place, k.id
                        from unnest(cast(:articles as uuid[]), :names) with ordinality w (article, name, place)
                        cross join lateral (
                            with recursive known (id, deleted_at, merged_into_id) as (
                                (select id, deleted_at, merged_into_id from source
                                 where within_article_id = w.article and name_key = name_key(w.name)
                                   and kind = 'UNNAMED' and deleted_at is null
                                 union all
                                 select id, deleted_at, merged_into_id from source
                                 where within_article_id = w.article and name_key = name_key(w.name)
                                   and merged_into_id is not null)
                                union
                                select s.id, s.deleted_at, s.merged_into_id
                                from known k join source s on s.id = k.merged_into_id
                            )
                            select k.id from known k join source s on s.id = k.id
                            where k.deleted_at is null
                            order by s.within_article_id is not distinct from w.article desc, k.id limit 1) k""")
                .param(
                        "articles",
                        Selection.texts(mentions.stream().map(Mention::article).toList()))
                .param(
                        "names",
                        Selection.texts(mentions.stream()
                                .map(mention -> mention.ref().name())
                                .toList()))
                .query(row -> {
                    found.put(mentions.get(row.getInt("place") - 1).ref(), row.getObject("id", UUID.class));
                });
        return found;
    }
}
