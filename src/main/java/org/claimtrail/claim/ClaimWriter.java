package org.claimtrail.claim;

import static org.claimtrail.platform.Fields.given;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.claimtrail.article.FoundArticle;
import org.claimtrail.database.Rows;
import org.claimtrail.platform.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes new claims with all that belongs to them, however many they are: one statement a table, all sent at once. */
@Component
class ClaimWriter {

    private static final String CLAIM = """
            insert into claim (id, revision, text, kind, language, occurred, occurred_earliest, occurred_latest,
                resolves_by, resolves_by_earliest, resolves_by_latest, place, external_ids, created_at, updated_at)
            select id, 0, text, kind, language, occurred, occurred_earliest, occurred_latest,
                resolves_by, resolves_by_earliest, resolves_by_latest, place, external_ids, created_at, created_at
            from json_populate_recordset(null::claim, cast(:claim as json))""";

    private static final String CLAIM_TOPIC = """
            insert into claim_topic (claim_id, position, topic_id)
            select claim_id, position, topic_id
            from json_populate_recordset(null::claim_topic, cast(:claim_topic as json))""";

    private static final String CLAIM_ABOUT = """
            insert into claim_about (claim_id, position, source_id)
            select claim_id, position, source_id
            from json_populate_recordset(null::claim_about, cast(:claim_about as json))""";

    private static final String FIGURE = """
            insert into figure (id, claim_id, position, measure_id, as_stated, qualifier, amount, lower_bound, upper_bound,
                unit, period, period_earliest, period_latest, derived_from_id, factor, assumption, alternative_to_id)
            select id, claim_id, position, measure_id, as_stated, qualifier, amount, lower_bound, upper_bound,
                unit, period, period_earliest, period_latest, derived_from_id, factor, assumption, alternative_to_id
            from json_populate_recordset(null::figure, cast(:figure as json))""";

    private static final String APPEARANCE = """
            insert into appearance (id, claim_id, position, article_id, article_version, exact, prefix, suffix,
                start_offset, end_offset, fragment)
            select id, claim_id, position, article_id, article_version, exact, prefix, suffix,
                start_offset, end_offset, fragment
            from json_populate_recordset(null::appearance, cast(:appearance as json))""";

    private static final String ATTRIBUTION = """
            insert into attribution (id, appearance_id, position, role_as_stated, cue, mode, basis, quote, quote_language,
                original, original_language, translator, said_on, said_on_earliest, said_on_latest, venue)
            select id, appearance_id, position, role_as_stated, cue, mode, basis, quote, quote_language,
                original, original_language, translator, said_on, said_on_earliest, said_on_latest, venue
            from json_populate_recordset(null::attribution, cast(:attribution as json))""";

    private static final String ATTRIBUTION_SOURCE = """
            insert into attribution_source (attribution_id, position, source_id)
            select attribution_id, position, source_id
            from json_populate_recordset(null::attribution_source, cast(:attribution_source as json))""";

    private final JdbcClient db;

    ClaimWriter(JdbcClient db) {
        this.db = db;
    }

    /** @return their ids, in their order; they are numbered in it, too */
    List<UUID> insert(List<ClaimInput> claims, Referents referents, Instant now) {
        Record record = new Record(referents, now);
        List<UUID> ids = claims.stream().map(record::add).toList();
        Map<String, String> values = new HashMap<>();
        List<String> statements = new ArrayList<>();
        record.tables().forEach((statement, table) -> {
            if (!table.rows().isEmpty()) {
                statements.add(statement);
                values.put(table.name(), table.rows().json());
            }
        });
        db.sql(String.join(";\n", statements)).params(values).update();
        return ids;
    }

    private record Table(String name, Rows rows) {}

    /** The rows of the claims. */
    private static final class Record {

        private final Referents referents;
        private final Instant now;
        private final Rows claims = new Rows();
        private final Rows topics = new Rows();
        private final Rows about = new Rows();
        private final Rows figures = new Rows();
        private final Rows appearances = new Rows();
        private final Rows links = new Rows();
        private final Rows speakers = new Rows();

        Record(Referents referents, Instant now) {
            this.referents = referents;
            this.now = now;
        }

        /** By the statements that write them, in the order in which what they refer to is there. */
        Map<String, Table> tables() {
            Map<String, Table> tables = new LinkedHashMap<>();
            tables.put(CLAIM, new Table("claim", claims));
            tables.put(CLAIM_TOPIC, new Table("claim_topic", topics));
            tables.put(CLAIM_ABOUT, new Table("claim_about", about));
            tables.put(FIGURE, new Table("figure", figures));
            tables.put(APPEARANCE, new Table("appearance", appearances));
            tables.put(ATTRIBUTION, new Table("attribution", links));
            tables.put(ATTRIBUTION_SOURCE, new Table("attribution_source", speakers));
            return tables;
        }

        UUID add(ClaimInput claim) {
            UUID id = Ids.next();
            claims.add()
                    .put("id", id)
                    .put("text", claim.text())
                    .put("kind", claim.kind())
                    .put("language", claim.language())
                    .put("occurred", claim.occurred())
                    .put("resolves_by", claim.resolvesBy())
                    .put("place", claim.place())
                    .put("external_ids", claim.externalIds())
                    .put("created_at", now);
            list(
                    topics,
                    "claim_id",
                    id,
                    "topic_id",
                    claim.topics().stream().map(referents.topics()::get).toList());
            list(
                    about,
                    "claim_id",
                    id,
                    "source_id",
                    claim.about().stream().map(referents.sources()::get).toList());
            addFigures(id, claim.figures());
            for (int i = 0; i < claim.appearances().size(); i++) {
                add(id, i, claim.appearances().get(i));
            }
            return id;
        }

        private void addFigures(UUID claim, List<FigureInput> inputs) {
            List<UUID> ids = inputs.stream().map(input -> Ids.next()).toList();
            Map<String, UUID> byKey = new HashMap<>();
            for (int i = 0; i < inputs.size(); i++) {
                if (inputs.get(i).key() != null) {
                    byKey.put(inputs.get(i).key(), ids.get(i));
                }
            }
            for (int i = 0; i < inputs.size(); i++) {
                FigureInput input = inputs.get(i);
                FigureInput.Derivation derivation = input.derivedFrom();
                figures.add()
                        .put("id", ids.get(i))
                        .put("claim_id", claim)
                        .put("position", i)
                        .put("measure_id", referents.measure(input))
                        .put("as_stated", input.asStated())
                        .put("qualifier", input.qualifier())
                        .put("amount", input.amount())
                        .put("lower_bound", input.lowerBound())
                        .put("upper_bound", input.upperBound())
                        .put("unit", referents.unit(input))
                        .put("period", input.period())
                        .put("derived_from_id", derivation == null ? null : idOf(derivation.figure(), byKey))
                        .put("factor", derivation == null ? null : derivation.factor())
                        .put("assumption", derivation == null ? null : derivation.assumption())
                        .put("alternative_to_id", idOf(input.alternativeTo(), byKey));
            }
        }

        private static @Nullable UUID idOf(@Nullable FigureRef ref, Map<String, UUID> byKey) {
            if (ref == null) {
                return null;
            }
            return ref.id() != null ? ref.id() : byKey.get(ref.key());
        }

        private void add(UUID claim, int position, AppearanceInput input) {
            UUID id = Ids.next();
            FoundArticle article = given(referents.articles().get(input.article()));
            Rows.Row row = appearances
                    .add()
                    .put("id", id)
                    .put("claim_id", claim)
                    .put("position", position)
                    .put("article_id", article.id())
                    .put("article_version", input.version() == null ? article.version() : input.version());
            Locator locator = input.locator();
            if (locator != null) {
                row.put("exact", locator.exact())
                        .put("prefix", locator.prefix())
                        .put("suffix", locator.suffix())
                        .put("start_offset", locator.start())
                        .put("end_offset", locator.end())
                        .put("fragment", locator.fragment());
            }
            for (int i = 0; i < input.attribution().size(); i++) {
                add(id, i, input.attribution().get(i));
            }
        }

        private void add(UUID appearance, int position, LinkInput input) {
            UUID id = Ids.next();
            links.add()
                    .put("id", id)
                    .put("appearance_id", appearance)
                    .put("position", position)
                    .put("role_as_stated", input.roleAsStated())
                    .put("cue", input.cue())
                    .put("mode", input.mode())
                    .put("basis", input.basis())
                    .put("quote", input.quote())
                    .put("quote_language", input.quoteLanguage())
                    .put("original", input.original())
                    .put("original_language", input.originalLanguage())
                    .put("translator", input.translator())
                    .put("said_on", input.saidOn())
                    .put("venue", input.venue());
            list(
                    speakers,
                    "attribution_id",
                    id,
                    "source_id",
                    input.sources().stream().map(referents.sources()::get).toList());
        }

        /** Each once, as {@link Lists} has them. */
        private static void list(Rows rows, String ofColumn, UUID of, String column, List<UUID> ids) {
            int position = 0;
            for (UUID id : ids.stream().distinct().toList()) {
                rows.add().put(ofColumn, of).put("position", position++).put(column, id);
            }
        }
    }
}
