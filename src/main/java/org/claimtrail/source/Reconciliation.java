package org.claimtrail.source;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.claimtrail.database.Sql;
import org.claimtrail.platform.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells which sources the names of a table may mean, so that they are cleaned before they come in: the W3C Reconciliation
 * Service API over sources.
 *
 * <p>A candidate is a match where a body with that name would be recorded as that source: the name is its name, else an alias
 * that no other candidate has. An item of Wikidata decides before names do. All else is likeness, by how many trigrams two names
 * share, and no match.
 */
@Service
public class Reconciliation {

    /** How many queries are answered at a time. */
    public static final int MOST_QUERIES = 25;

    public static final int MOST_CANDIDATES = 50;

    /** The part of their trigrams that two names share which are like each other. */
    private static final double LIKE = 0.4;

    /** How many like names are looked at: a name of common words has very many, of which none is meant. */
    private static final int LOOKED_AT = 2000;

    private static final int SUGGESTED = 20;

    private static final Pattern ITEM =
            Pattern.compile("(?:https?://www\\.wikidata\\.org/(?:entity|wiki)/)?(Q[1-9][0-9]*)");
    private static final Pattern COUNTRY_CODE = Pattern.compile("[A-Za-z]{2}");

    private static final String COLUMNS = """
            s.id, s.name, s.kind, s.description, s.country, s.wikidata_id, s.reliability""";

    /** What is the same is found by its key, and only where there is nothing of it, by likeness. Each by its own index. */
    private static final String CANDIDATES = """
            with asked as materialized (
                select * from unnest(cast(:places as int[]), cast(:keys as text[]), cast(:items as text[]), cast(:ids as uuid[]))
                    a (place, key, item, id)
            ), same as materialized (
                select a.place, s.id, 'NAME' as how from asked a
                join source s on s.name_key = a.key and s.deleted_at is null and s.kind <> 'UNNAMED'
                union all
                select a.place, s.id, 'ALIAS' from asked a
                join source_alias x on x.alias_key = a.key
                join source s on s.id = x.source_id and s.deleted_at is null and s.kind <> 'UNNAMED'
                union all
                select a.place, s.id, 'ITEM' from asked a
                join source s on s.wikidata_id = a.item and s.deleted_at is null and s.kind <> 'UNNAMED'
                union all
                select a.place, s.id, 'ID' from asked a
                join source s on s.id = a.id and s.deleted_at is null and s.kind <> 'UNNAMED'
            ), given as materialized (
                select g.place, array_agg(g.trigram) as trigrams
                from unnest(cast(:places_of_trigrams as int[]), cast(:trigrams as text[])) g (place, trigram)
                where not exists (select from same e where e.place = g.place)
                group by g.place
            ), alike as materialized (
                select g.place, n.id, n.key
                from given g
                cross join lateral (
                    (select s.id, s.name_key as key
                     from source s
                     where search.trigrams(s.name_key) && g.trigrams and s.deleted_at is null and s.kind <> 'UNNAMED'
                     limit :most)
                    union all
                    (select x.source_id, x.alias_key
                     from source_alias x
                     where search.trigrams(x.alias_key) && g.trigrams
                     limit :most)) n
            )
            select place, id, how, null as key from same
            union all
            select place, id, 'LIKENESS', key from alike""";

    /** What is to be found of one name. */
    public record Asked(
            @Nullable String name,
            List<SourceKind> kinds,
            boolean kindsPreferred,
            Map<Property, List<String>> properties,
            int limit) {}

    /** What candidates are told apart by, and tables are extended with. */
    public enum Property {
        KIND("kind", "Kind"),
        COUNTRY("country", "Country (ISO 3166-1)"),
        WIKIDATA_ID("wikidataId", "Wikidata item"),
        RELIABILITY("reliability", "Reliability (Admiralty)");

        private final String id;
        private final String label;

        Property(String id, String label) {
            this.id = id;
            this.label = label;
        }

        public String id() {
            return id;
        }

        public String label() {
            return label;
        }

        public static Optional<Property> of(String id) {
            for (Property property : values()) {
                if (property.id.equals(id)) {
                    return Optional.of(property);
                }
            }
            return Optional.empty();
        }

        /** As it is recorded; empty where it cannot be one. */
        private Optional<String> canonical(String value) {
            String text = value.strip();
            return switch (this) {
                case KIND, RELIABILITY -> Optional.of(text.toUpperCase(Locale.ROOT));
                case COUNTRY ->
                    COUNTRY_CODE.matcher(text).matches()
                            ? Optional.of(text.toUpperCase(Locale.ROOT))
                            : Optional.empty();
                case WIKIDATA_ID -> item(text);
            };
        }
    }

    /**
     * @param score up to 100: what it is the same by, else by likeness
     * @param properties of those that were asked for, whether it has the value; absent where it has none
     */
    public record Candidate(
            Found source, BigDecimal score, boolean match, BigDecimal likeness, Map<Property, Boolean> properties) {}

    /** A source, as far as candidates are told of it. */
    public record Found(
            UUID id,
            String name,
            SourceKind kind,
            @Nullable String description,
            @Nullable String country,
            @Nullable String wikidataId,
            @Nullable String reliability) {

        public @Nullable String value(Property property) {
            return switch (property) {
                case KIND -> kind.name();
                case COUNTRY -> country;
                case WIKIDATA_ID -> wikidataId;
                case RELIABILITY -> reliability;
            };
        }
    }

    /** A source with its other names, and what it is part of. */
    public record Shown(Found source, List<String> aliases, List<String> partOf) {}

    private enum How {
        ITEM,
        ID,
        NAME,
        ALIAS,
        LIKENESS
    }

    /** How near a source is to what was asked. */
    private record Near(How how, double likeness) {

        static final Comparator<Near> NEAREST_FIRST =
                Comparator.comparing(Near::how).thenComparing(Near::likeness, Comparator.reverseOrder());

        Near nearer(Near other) {
            return NEAREST_FIRST.compare(this, other) <= 0 ? this : other;
        }

        /** More than can be told are not read. */
        static void keepNearest(Map<UUID, Near> all) {
            if (all.size() > 4 * MOST_CANDIDATES) {
                List<UUID> nearest = all.entrySet().stream()
                        .sorted(Map.Entry.<UUID, Near>comparingByValue(NEAREST_FIRST)
                                .thenComparing(Map.Entry.comparingByKey()))
                        .limit(4L * MOST_CANDIDATES)
                        .map(Map.Entry::getKey)
                        .toList();
                all.keySet().retainAll(Set.copyOf(nearest));
            }
        }
    }

    private record Hit(How how, double likeness, Found source) {

        BigDecimal score() {
            return switch (how) {
                case ITEM, ID, NAME -> BigDecimal.valueOf(100);
                case ALIAS -> BigDecimal.valueOf(95);
                case LIKENESS -> BigDecimal.valueOf(90 * likeness).setScale(1, RoundingMode.HALF_UP);
            };
        }
    }

    private final Trigrams trigrams;
    private final JdbcClient db;

    Reconciliation(Trigrams trigrams, JdbcClient db) {
        this.trigrams = trigrams;
        this.db = db;
    }

    /** For each of the queries its candidates, the best first; all of them by two statements. */
    @Transactional(readOnly = true)
    public List<List<Candidate>> candidates(List<Asked> asked) {
        List<Integer> places = new ArrayList<>();
        List<@Nullable String> keys = new ArrayList<>();
        List<@Nullable String> items = new ArrayList<>();
        List<@Nullable UUID> ids = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            String name = asked.get(i).name();
            places.add(i);
            keys.add(name == null ? null : SourceNames.key(name));
            items.add(item(asked.get(i)));
            ids.add(name == null ? null : Ids.parse(name.strip()).orElse(null));
        }
        List<Integer> placesOfTrigrams = new ArrayList<>();
        List<String> rare = new ArrayList<>();
        List<Set<String>> all = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            String key = keys.get(i);
            Set<String> own = key == null ? Set.of() : Trigrams.of(key);
            all.add(own);
            for (String trigram : trigrams.rarest(own, LOOKED_AT)) {
                placesOfTrigrams.add(i);
                rare.add(trigram);
            }
        }
        Map<Integer, Map<UUID, Near>> near = new HashMap<>();
        db.sql(CANDIDATES)
                .param("places", places.toArray(Integer[]::new))
                .param("keys", keys.toArray(String[]::new))
                .param("items", items.toArray(String[]::new))
                .param("ids", ids.toArray(UUID[]::new))
                .param("places_of_trigrams", placesOfTrigrams.toArray(Integer[]::new))
                .param("trigrams", rare.toArray(String[]::new))
                .param("most", LOOKED_AT)
                .query(row -> {
                    int place = row.getInt("place");
                    How how = How.valueOf(row.getString("how"));
                    double likeness = how == How.LIKENESS
                            ? Trigrams.likeness(all.get(place), Trigrams.of(row.getString("key")))
                            : 1;
                    if (likeness >= LIKE) {
                        near.computeIfAbsent(place, p -> new HashMap<>())
                                .merge(row.getObject("id", UUID.class), new Near(how, likeness), Near::nearer);
                    }
                });
        near.values().forEach(Near::keepNearest);
        Map<UUID, Found> sources = find(near.values().stream()
                .flatMap(one -> one.keySet().stream())
                .distinct()
                .toList());
        Map<Integer, List<Hit>> hits = new HashMap<>();
        near.forEach((place, ones) -> ones.forEach((id, how) -> {
            Found source = sources.get(id);
            if (source != null && source.kind() != SourceKind.UNNAMED) {
                hits.computeIfAbsent(place, p -> new ArrayList<>()).add(new Hit(how.how(), how.likeness(), source));
            }
        }));
        List<List<Candidate>> candidates = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            candidates.add(of(asked.get(i), hits.getOrDefault(i, List.of())));
        }
        return candidates;
    }

    private static @Nullable String item(Asked asked) {
        for (String value : asked.properties().getOrDefault(Property.WIKIDATA_ID, List.of())) {
            Optional<String> item = item(value.strip());
            if (item.isPresent()) {
                return item.get();
            }
        }
        return asked.name() == null ? null : item(asked.name().strip()).orElse(null);
    }

    private static Optional<String> item(String text) {
        Matcher item = ITEM.matcher(text);
        return item.matches() ? Optional.of(item.group(1)) : Optional.empty();
    }

    private static List<Candidate> of(Asked asked, List<Hit> hits) {
        Map<UUID, Hit> best = new LinkedHashMap<>();
        for (Hit hit : hits) {
            boolean ofAKind = asked.kinds().isEmpty()
                    || asked.kindsPreferred()
                    || asked.kinds().contains(hit.source().kind());
            if (ofAKind && !contradicts(asked, hit.source())) {
                best.merge(hit.source().id(), hit, (one, other) -> one.how().compareTo(other.how()) <= 0 ? one : other);
            }
        }
        How first = best.values().stream()
                .map(Hit::how)
                .min(Comparator.naturalOrder())
                .orElse(How.LIKENESS);
        boolean one = first != How.LIKENESS
                && best.values().stream().filter(hit -> hit.how() == first).count() == 1;
        return best.values().stream()
                .sorted(Comparator.comparing(Hit::score, Comparator.reverseOrder())
                        .thenComparing(
                                hit -> !asked.kinds().contains(hit.source().kind()))
                        .thenComparing(hit -> hit.source().name())
                        .thenComparing(hit -> hit.source().id()))
                .limit(asked.limit())
                .map(hit -> new Candidate(
                        hit.source(),
                        hit.score(),
                        one && hit.how() == first,
                        hit.how() == How.LIKENESS
                                ? BigDecimal.valueOf(hit.likeness()).setScale(3, RoundingMode.HALF_UP)
                                : BigDecimal.ONE,
                        agreements(asked, hit.source())))
                .toList();
    }

    /** Whether it has another value than all that were given; one that it has not got, or that cannot be one, says nothing. */
    private static boolean contradicts(Asked asked, Found source) {
        return asked.properties().entrySet().stream().anyMatch(property -> {
            Set<String> wanted = canonical(property.getKey(), property.getValue());
            String value = source.value(property.getKey());
            return value != null && !wanted.isEmpty() && !wanted.contains(value);
        });
    }

    private static Map<Property, Boolean> agreements(Asked asked, Found source) {
        Map<Property, Boolean> agreements = new LinkedHashMap<>();
        asked.properties().forEach((property, values) -> {
            String value = source.value(property);
            agreements.put(
                    property, value != null && canonical(property, values).contains(value));
        });
        return agreements;
    }

    private static Set<String> canonical(Property property, List<String> values) {
        return values.stream()
                .flatMap(value -> property.canonical(value).stream())
                .collect(Collectors.toSet());
    }

    /** Sources whose name, or another name of which, begins so, by name. */
    public List<Found> suggest(String prefix) {
        String key = SourceNames.key(prefix);
        if (key.isEmpty()) {
            return List.of();
        }
        return db.sql(Sql.of("""
                        select {columns}
                        from source s
                        where s.id in (
                            (select o.id from source o
                             where o.name_key ~>=~ :key and o.name_key ~<~ :beyond and o.deleted_at is null and o.kind <> 'UNNAMED'
                             order by o.name_key using ~<~ limit :most)
                            union
                            (select o.id
                             from source_alias a
                             join source o on o.id = a.source_id and o.deleted_at is null and o.kind <> 'UNNAMED'
                             where a.alias_key ~>=~ :key and a.alias_key ~<~ :beyond
                             order by a.alias_key using ~<~ limit :most))
                        order by s.name_key, s.id limit :most""", Map.of("columns", COLUMNS)))
                .param("key", key)
                .param("beyond", key + Character.toString(Character.MAX_CODE_POINT))
                .param("most", SUGGESTED)
                .query((row, n) -> found(row))
                .list();
    }

    /** By the id that was asked for; of one that was merged, the survivor. Those that are not there are left out. */
    public Map<UUID, Found> find(List<UUID> ids) {
        Map<UUID, Found> found = new HashMap<>();
        db.sql(Sql.of("""
                        with recursive led (asked, id, steps) as (
                            select i.id, i.id, 0 from unnest(cast(:ids as uuid[])) i (id)
                            union all
                            select l.asked, s.merged_into_id, l.steps + 1
                            from led l join source s on s.id = l.id
                            where s.merged_into_id is not null and l.steps < 100
                        )
                        select l.asked, {columns} from led l join source s on s.id = l.id and s.deleted_at is null""", Map.of("columns", COLUMNS)))
                .param("ids", ids.toArray(UUID[]::new))
                .query(row -> {
                    found.put(row.getObject("asked", UUID.class), found(row));
                });
        return found;
    }

    public Optional<Shown> show(UUID id) {
        return Optional.ofNullable(find(List.of(id)).get(id))
                .map(found -> new Shown(
                        found,
                        names("select alias from source_alias where source_id = :id order by position", found.id()),
                        names("""
                                select w.name from membership m join source w on w.id = m.part_of_id
                                where m.source_id = :id order by m.position""", found.id())));
    }

    private List<String> names(String sql, UUID id) {
        return db.sql(sql).param("id", id).query(String.class).list();
    }

    private static Found found(ResultSet row) throws SQLException {
        return new Found(
                row.getObject("id", UUID.class),
                row.getString("name"),
                SourceKind.valueOf(row.getString("kind")),
                row.getString("description"),
                row.getString("country"),
                row.getString("wikidata_id"),
                row.getString("reliability"));
    }
}
