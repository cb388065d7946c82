package org.claimtrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Bodies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.springframework.dao.DataIntegrityViolationException;

/** What the database itself promises to those who come past the application. */
class SchemaTest extends ApiTest {

    @Test
    void everyTableAndColumnIsExplained() {
        assertThat(db.sql("""
                        select c.oid::regclass || coalesce('.' || a.attname, '')
                        from pg_class c
                        left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                        where c.relnamespace in ('public'::regnamespace, 'public_record'::regnamespace)
                          and c.relkind in ('r', 'p', 'v') and c.relname <> 'flyway_schema_history'
                          and (obj_description(c.oid, 'pg_class') is null or col_description(c.oid, a.attnum) is null)""").query(String.class).list()).isEmpty();
    }

    /** Whoever carries changes elsewhere, or only publishes them, does not have them refused here. */
    @Test
    void changesOfEveryTableCanBePublished() {
        String tables = owner.sql("""
                        select string_agg(c.oid::regclass::text, ', ') from pg_class c
                        where c.relkind = 'r' and c.relpersistence = 'p' and c.relnamespace in (
                            select n.oid from pg_namespace n where n.nspname in ('public', 'history', 'search'))""").query(String.class).single();
        owner.sql("create publication everything for table " + tables).update();
        try {
            api.created("/claims", Bodies.containers());
            assertThat(api.patch("/claims/C-1", Bodies.json("{\"text\": \"Another.\"}"), "*")
                            .status())
                    .isEqualTo(200);
            assertThat(api.patch(
                                    "/sources/"
                                            + api.get("/sources").items("id").get(0),
                                    Bodies.json("{\"name\": \"Other\"}"),
                                    "*")
                            .status())
                    .isEqualTo(200);
            assertThat(api.get("/claims?figureConflict=true").status()).isEqualTo(200);
            assertThat(api.delete("/claims/C-1", "*").status()).isEqualTo(204);
            assertThat(api.post("/claims/C-1/purge", Bodies.json("{\"reason\": \"Private.\"}"))
                            .status())
                    .isLessThan(300);
        } finally {
            owner.sql("drop publication everything").update();
        }
        assertThat(owner.sql("""
                        select c.oid::regclass::text from pg_class c
                        where c.relkind in ('r', 'p') and c.relreplident = 'd'
                          and c.relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
                          and not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)""").query(String.class).list()).isEmpty();
    }

    @Test
    void everyForeignKeyIsIndexed() {
        assertThat(db.sql("""
                        select conrelid::regclass || ' ' || conname
                        from pg_constraint k
                        where contype = 'f' and connamespace = 'public'::regnamespace and not exists (
                            select from pg_index i
                            where i.indrelid = k.conrelid and i.indkey[0] = k.conkey[1])""").query(String.class).list()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "claim_text_not_blank | update claim set text = ' '",
                "claim_kind_known | update claim set kind = 'RUMOUR'",
                "claim_status_known | update claim set status = 'MAYBE'",
                "figure_bounds_follow_qualifier | update figure set lower_bound = 1",
                "figure_bounds_follow_qualifier | update figure set qualifier = 'AT_LEAST'",
                "figure_bounds_in_order | update figure set qualifier = 'BETWEEN', amount = null, lower_bound = 2, upper_bound = 1",
                "figure_decimals_bounded | update figure set amount = 1e31",
                "figure_decimals_bounded | update figure set amount = 0.1234567890123",
                "figure_not_derived_from_itself | update figure set derived_from_id = id",
                "source_name_unique | update source set name = 'Reuters'",
                "topic_name_unique | update topic set name = 'parade'",
                "topic_name_not_blank | update topic set name = ' '",
                "source_country_iso3166 | update source set country = 'Korea'",
                "source_merged_is_deleted | update source set merged_into_id = (select id from source o where o.id <> source.id limit 1)",
                "source_not_merged_into_itself | update source set merged_into_id = id, deleted_at = now()",
                "membership_acyclic | insert into membership (id, source_id, position, part_of_id) select s.id, s.id, 1, m.source_id from membership m join source s on s.id = m.part_of_id",
                "membership_not_itself | insert into membership (id, source_id, position, part_of_id) select id, id, 2, id from source limit 1",
                "article_can_be_found | update article set url = null, canonical_url = null",
                "article_version_stands | update article_version set title = 'Another'",
                "article_version_stands | update article_version set body = null, sha256 = null",
                "relation_not_to_itself | insert into relation (id, revision, from_claim_id, to_claim_id, type, created_at, updated_at) select id, 0, id, id, 'DENIES', now(), now() from claim",
                "exchange_rate_between_two | update exchange_rate set to_currency = 'EUR'",
                "exchange_rate_from_iso4217 | update exchange_rate set from_currency = 'euros'",
                "exchange_rate_to_iso4217 | update exchange_rate set to_currency = 'usd'",
                "exchange_rate_positive | update exchange_rate set rate = 0",
                "exchange_rate_decimals_bounded | update exchange_rate set rate = 0.1234567890123",
                "exchange_rate_day_bounded | update exchange_rate set day = 'infinity'",
                "exchange_rate_unique | insert into exchange_rate select gen_random_uuid(), revision, from_currency, to_currency, 2, day, source_id, url, created_at, updated_at, null from exchange_rate",
                "attribution_mode_known | update attribution set mode = 'LOUD'",
                "status_change_has_reason | insert into status_change (id, claim_id, from_status, to_status, reason, by, at, overridden) select id, id, 'UNVERIFIED', 'CONTESTED', '', 'me', now(), false from claim"
            })
    void whatMustNeverBeFalseIsRefused(String constraint, String statement) {
        api.created("/claims", Bodies.containers());
        api.created("/sources", Bodies.json("""
                {"name": "Part", "kind": "ORGANIZATION", "partOf": [{"source": {"name": "Russia"}}]}"""));

        api.created("/topics", Bodies.json("{\"name\": \"Parade\"}"));
        api.created("/articles", Bodies.json("""
                {"url": "https://news.example/kept", "body": "First."}"""));
        api.created("/exchange-rates", Bodies.json("""
                {"from": "EUR", "to": "USD", "rate": 1.0743, "on": "2024-06-19", "source": {"name": "Russia"}}"""));

        assertThatThrownBy(() -> db.sql(statement).update())
                .isInstanceOf(DataIntegrityViolationException.class)
                .rootCause()
                .isInstanceOfSatisfying(
                        PSQLException.class,
                        refusal -> assertThat(refusal.getServerErrorMessage().getConstraint())
                                .isEqualTo(constraint));
    }

    @Test
    void datesAreKeptAsWrittenWithTheDaysTheyCanMean() {
        api.created(
                "/claims", Bodies.claim("Dated.").put("occurred", "../2024-06~").put("resolvesBy", "2024/"));

        assertThat(db.sql("""
                        select concat_ws(' ', occurred, occurred_earliest, occurred_latest, resolves_by,
                            resolves_by_earliest, coalesce(resolves_by_latest::text, 'unknown'))
                        from claim""").query(String.class).single())
                .isEqualTo("../2024-06~ -infinity 2024-06-30 2024/ 2024-01-01 unknown");
    }
}
