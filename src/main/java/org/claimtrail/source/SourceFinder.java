package org.claimtrail.source;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.claimtrail.platform.Deleted;
import org.claimtrail.platform.Edtf;
import org.claimtrail.platform.Faults;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.Selection;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds the sources that a body names, and creates those that are not there. Whoever comes second in a race waits for
 * the first and then finds what it created. Creation goes by name, so that two requests cannot wait for each other.
 */
@Component
class SourceFinder {

    private record Match(String name, UUID id, boolean byName) {}

    private final SourceQueries queries;
    private final JdbcClient db;
    private final Clock clock;

    SourceFinder(SourceQueries queries, JdbcClient db, Clock clock) {
        this.queries = queries;
        this.db = db;
        this.clock = clock;
    }

    /** Named sources, and any by id. Those that only an article can tell are left out of the answer. */
    Map<SourceRef, UUID> named(Collection<SourceRef> refs, Faults faults) {
        Map<SourceRef, UUID> found = byId(refs, faults);
        List<SourceRef> named = refs.stream()
                .filter(ref -> ref.id() == null && ref.name() != null && !ref.isUnnamed())
                .toList();
        if (named.isEmpty()) {
            return found;
        }
        found.putAll(byName(named, faults));
        if (!faults.any()) {
            named.stream()
                    .filter(ref -> ref.kind() != null && !found.containsKey(ref))
                    .sorted(Comparator.comparing((SourceRef ref) -> SourceNames.key(ref.name())))
                    .forEach(ref -> createUnlessThere(
                                    ref,
                                    null,
                                    () -> Optional.ofNullable(
                                            byName(List.of(ref), faults).get(ref)),
                                    faults)
                            .ifPresent(id -> found.put(ref, id)));
        }
        return found;
    }

    /** Like {@link #named}, where no article can tell who an unnamed one is: such a name is a fault. */
    Map<SourceRef, UUID> namedOnly(Collection<SourceRef> refs, Faults faults) {
        Map<SourceRef, UUID> found = named(refs, faults);
        Sources.refuseUnresolved(refs, found, faults);
        return found;
    }

    /** Sources that an article speaks of without naming them. */
    Map<SourceRef, UUID> unnamed(UUID article, Collection<SourceRef> refs, Faults faults) {
        Map<SourceRef, UUID> found = new HashMap<>();
        List<SourceRef> sorted = refs.stream()
                .sorted(Comparator.comparing((SourceRef ref) -> SourceNames.key(ref.name())))
                .toList();
        for (SourceRef ref : sorted) {
            Optional<UUID> known = unnamedWithin(article, ref.name());
            if (known.isPresent()) {
                found.put(ref, known.get());
            } else if (ref.kind() == null) {
                faults.add(ref.pointer() + "/kind", "is required to record a new source.");
            } else if (!faults.any()) {
                createUnlessThere(ref, article, () -> unnamedWithin(article, ref.name()), faults)
                        .ifPresent(id -> found.put(ref, id));
            }
        }
        return found;
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
            if (ref.name() != null && !SourceNames.key(ref.name()).equals(SourceNames.key(name))) {
                faults.add(
                        ref.pointer() + "/name", "is not the name of the source with this id, which is " + name + ".");
            } else {
                found.put(ref, ref.id());
            }
        }
        return found;
    }

    private void refuse(List<SourceRef> absent, Faults faults) {
        if (absent.isEmpty()) {
            return;
        }
        Map<UUID, Deleted.Survivor> survivors =
                queries.survivors(absent.stream().map(SourceRef::id).toList());
        absent.forEach(ref -> faults.add(ref.pointer() + "/id", absence(survivors.get(ref.id()))));
    }

    /** Why a body cannot name a source by its id. */
    static String absence(Deleted.@Nullable Survivor mergedInto) {
        return mergedInto == null
                ? "is not the id of a source that is recorded here."
                : "is the id of a source that was merged into " + mergedInto.name() + ": name " + mergedInto.id() + ".";
    }

    private Map<SourceRef, UUID> byName(List<SourceRef> refs, Faults faults) {
        Map<SourceRef, UUID> found = matched(refs, faults);
        // What went before it could be kept was deleted or merged: its name may stand for another one by now.
        while (!keep(found.values())) {
            found = matched(refs, faults);
        }
        return found;
    }

    private Map<SourceRef, UUID> matched(List<SourceRef> refs, Faults faults) {
        Map<SourceRef, UUID> found = new HashMap<>();
        Map<String, List<Match>> matches = matches(refs);
        for (SourceRef ref : refs) {
            List<Match> candidates = matches.getOrDefault(ref.name(), List.of());
            List<Match> best = candidates.stream().anyMatch(Match::byName)
                    ? candidates.stream().filter(Match::byName).toList()
                    : candidates;
            if (best.size() > 1) {
                faults.add(ref.pointer() + "/name", "is an alias of " + best.size() + " sources: give the id.");
            } else if (best.size() == 1) {
                found.put(ref, best.get(0).id());
            }
        }
        return found;
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

    private Map<String, List<Match>> matches(List<SourceRef> refs) {
        Map<String, List<Match>> matches = new HashMap<>();
        db.sql("""
                        with wanted as (select distinct n as name from unnest(:names) n)
                        select w.name, s.id, true as by_name
                        from wanted w join source s on s.name_key = name_key(w.name)
                        where s.kind <> 'UNNAMED' and s.deleted_at is null
                        union all
                        select distinct w.name, s.id, false
                        from wanted w
                        join source_alias a on a.alias_key = name_key(w.name)
                        join source s on s.id = a.source_id
                        where s.kind <> 'UNNAMED' and s.deleted_at is null""")
                .param(
                        "names",
                        Selection.texts(refs.stream().map(SourceRef::name).toList()))
                .query(row -> {
                    matches.computeIfAbsent(row.getString("name"), n -> new ArrayList<>())
                            .add(new Match(
                                    row.getString("name"), row.getObject("id", UUID.class), row.getBoolean("by_name")));
                });
        return matches;
    }

    /** Whoever comes second finds what the first created, or what became of that since. */
    private Optional<UUID> createUnlessThere(
            SourceRef ref, @Nullable UUID article, Supplier<Optional<UUID>> find, Faults faults) {
        Optional<UUID> source = Optional.empty();
        while (source.isEmpty() && !faults.any()) {
            source = create(ref, article, faults).or(find);
        }
        return source;
    }

    /** Empty where it is there already. */
    private Optional<UUID> create(SourceRef ref, @Nullable UUID article, Faults faults) {
        UUID id = Ids.next();
        Timestamp now = Timestamp.from(clock.instant());
        SourceDetails details = ref.details();
        int created = db.sql("""
                        insert into source (id, revision, name, kind, description, homepage, country, wikidata_id,
                            reliability, within_article_id, created_at, updated_at)
                        values (:id, 0, :name, :kind, :description, :homepage, :country, :wikidataId,
                            :reliability, :article, :now, :now)
                        on conflict do nothing""")
                .param("id", id)
                .param("name", ref.name())
                .param("kind", ref.kind().name())
                .param("description", details.description())
                .param("homepage", details.homepage())
                .param("country", details.country())
                .param("wikidataId", details.wikidataId())
                .param(
                        "reliability",
                        details.reliability() == null
                                ? null
                                : details.reliability().name())
                .param("article", article)
                .param("now", now)
                .update();
        if (created == 0) {
            return Optional.empty();
        }
        List<String> aliases = SourceNames.distinct(details.aliases());
        for (int i = 0; i < aliases.size(); i++) {
            db.sql("insert into source_alias (source_id, position, alias) values (:id, :position, :alias)")
                    .param("id", id)
                    .param("position", i)
                    .param("alias", aliases.get(i))
                    .update();
        }
        createMemberships(id, ref.partOf(), faults);
        return Optional.of(id);
    }

    private void createMemberships(UUID part, List<SourceInput.PartOf> memberships, Faults faults) {
        List<SourceRef> refs = memberships.stream()
                .map(SourceInput.PartOf::source)
                .filter(Objects::nonNull)
                .toList();
        Map<SourceRef, UUID> wholes = namedOnly(refs, faults);
        for (int i = 0; i < memberships.size() && !faults.any(); i++) {
            SourceInput.PartOf membership = memberships.get(i);
            Edtf from = membership.from();
            Edtf until = membership.until();
            db.sql("""
                            insert into membership (id, source_id, position, part_of_id,
                                since, since_earliest, since_latest, until, until_earliest, until_latest)
                            values (:id, :part, :position, :whole,
                                :since, :sinceEarliest, :sinceLatest, :until, :untilEarliest, :untilLatest)""")
                    .param("id", Ids.next())
                    .param("part", part)
                    .param("position", i)
                    .param("whole", wholes.get(membership.source()))
                    .param("since", from == null ? null : from.text())
                    .param("sinceEarliest", from == null ? null : from.earliest())
                    .param("sinceLatest", from == null ? null : from.latest())
                    .param("until", until == null ? null : until.text())
                    .param("untilEarliest", until == null ? null : until.earliest())
                    .param("untilLatest", until == null ? null : until.latest())
                    .update();
        }
    }

    Optional<UUID> namedExactly(String name) {
        return db.sql("""
                        select id from source
                        where name_key = name_key(:name) and kind <> 'UNNAMED' and deleted_at is null""").param("name", name).query(UUID.class).optional();
    }

    /** Also one that was merged since: the article goes on to speak of the survivor. */
    private Optional<UUID> unnamedWithin(UUID article, String name) {
        Optional<UUID> found = foundWithin(article, name);
        while (found.isPresent() && !keep(List.of(found.get()))) {
            found = foundWithin(article, name);
        }
        return found;
    }

    private Optional<UUID> foundWithin(UUID article, String name) {
        return db.sql("""
                        with recursive known (id, deleted_at, merged_into_id) as (
                            (select id, deleted_at, merged_into_id from source
                             where within_article_id = :article and name_key = name_key(:name)
                               and kind = 'UNNAMED' and deleted_at is null
                             union all
                             select id, deleted_at, merged_into_id from source
                             where within_article_id = :article and name_key = name_key(:name)
                               and merged_into_id is not null)
                            union
                            select s.id, s.deleted_at, s.merged_into_id
                            from known k join source s on s.id = k.merged_into_id
                        )
                        select k.id from known k join source s on s.id = k.id
                        where k.deleted_at is null
                        order by s.within_article_id is not distinct from :article desc, k.id limit 1""")
                .param("article", article)
                .param("name", name)
                .query(UUID.class)
                .optional();
    }
}
