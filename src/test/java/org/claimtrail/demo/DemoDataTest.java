package org.claimtrail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.claimtrail.testing.ClaimtrailTest;
import org.claimtrail.testing.Tables;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ClaimtrailTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoDataTest {

    private final DemoData demo;
    private final JdbcClient db;
    private final JdbcClient owner;

    @Autowired
    DemoDataTest(DemoData demo, JdbcClient db, Flyway flyway) {
        this.demo = demo;
        this.db = db;
        this.owner = Tables.owner(flyway);
    }

    @BeforeAll
    void loadOnce() {
        Tables.empty(owner);
        assertThat(demo.load()).isTrue();
    }

    @AfterAll
    void leaveNothing() {
        Tables.empty(owner);
    }

    @Test
    void theSecondTimeItRecordsNothing() {
        long before = count("select (select count(*) from claim) + (select count(*) from source)");

        assertThat(demo.load()).isFalse();

        assertThat(count("select (select count(*) from claim) + (select count(*) from source)"))
                .isEqualTo(before);
    }

    @Test
    void thereIsEnoughToLookAt() {
        assertThat(count("select count(*) from claim")).isGreaterThanOrEqualTo(30);
        assertThat(count("select count(*) from source")).isGreaterThanOrEqualTo(15);
        assertThat(count("select count(*) from membership where since is not null and until is not null"))
                .isPositive();
        assertThat(texts("select distinct kind from claim order by kind"))
                .containsExactly("ACCUSATION", "DENIAL", "FACT", "FIGURE", "PREDICTION", "QUOTE");
    }

    @Test
    void theAccusationIsMadeJointlyByTwoGovernmentsAndOthersWhomNobodyNames() {
        assertThat(texts("""
                        select s.name || ' ' || s.kind
                        from claim c
                        join appearance p on p.claim_id = c.id
                        join attribution l on l.appearance_id = p.id
                        join attribution_source x on x.attribution_id = l.id
                        join source s on s.id = x.source_id
                        where c.kind = 'ACCUSATION' and c.text like '%military aid%'
                        order by x.position"""))
                .containsExactly("United States GOVERNMENT", "South Korea GOVERNMENT", "other countries UNNAMED");
    }

    @Test
    void aNewspaperRelaysWhatTheLeaderSaid() {
        assertThat(texts("""
                        select string_agg(s.name, ' > ' order by l.position)
                        from appearance p
                        join attribution l on l.appearance_id = p.id
                        join attribution_source x on x.attribution_id = l.id
                        join source s on s.id = x.source_id
                        group by p.id having count(*) = 2 and max(l.position) = 1""")).contains("Kim Jong Un > Rodong Sinmun");
    }

    @Test
    void unnamedSourcesAreKnownWithinTheirArticle() {
        assertThat(texts("""
                        select s.name from source s join article a on a.id = s.within_article_id
                        where s.kind = 'UNNAMED' and a.url = 'https://news.example/putin-visit'""")).contains("a senior North Korean official", "some observers", "a Kremlin spokesperson");
    }

    @Test
    void theContainersCarryBoundsAndWhatIsDerivedFromThem() {
        assertThat(texts("""
                        select concat_ws(' ', f.qualifier, f.amount, f.lower_bound, f.upper_bound, f.unit,
                            'of ' || d.amount, 'or ' || a.lower_bound)
                        from figure f
                        join claim c on c.id = f.claim_id
                        left join figure d on d.id = f.derived_from_id and f.assumption is not null
                        left join figure a on a.id = f.alternative_to_id
                        where c.number = 1 order by f.position"""))
                .containsExactly("ABOUT 6700", "MORE_THAN 3000000 of 6700", "MORE_THAN 500000 of 6700 or 3000000");
        assertThat(texts("select distinct qualifier from figure"))
                .contains("EXACT", "ABOUT", "AT_LEAST", "MORE_THAN", "UNSTATED");
    }

    @Test
    void twoArticlesOnTheContainersHaveOneOrigin() {
        assertThat(texts("""
                        select string_agg(distinct a.url, ' ') || ' < ' || string_agg(distinct s.name, ' ')
                        from claim c
                        join appearance p on p.claim_id = c.id
                        join article a on a.id = p.article_id
                        join attribution l on l.appearance_id = p.id and l.position = 0
                        join attribution_source x on x.attribution_id = l.id
                        join source s on s.id = x.source_id
                        where c.number = 1"""))
                .containsExactly(
                        "https://courier.example/shipments-to-russia https://news.example/putin-visit < South Korean Defense Ministry");
    }

    @Test
    void denialsAreTiedToWhatTheyDeny() {
        assertThat(texts("""
                        select concat_ws(' ', r.scope, case when r.figure_id is not null then 'a figure of' end, 'C-' || t.number)
                        from relation r
                        join claim f on f.id = r.from_claim_id and f.kind = 'DENIAL'
                        join claim t on t.id = r.to_claim_id
                        where r.type = 'DENIES'""")).contains("FULL C-1", "PARTIAL a figure of C-1", "PARTIAL C-8");
        assertThat(texts("select distinct type from relation where type <> 'DENIES'"))
                .contains("RESPONDS_TO", "QUALIFIES", "REPEATS", "DERIVED_FROM", "CORROBORATES");
    }

    @Test
    void evidenceVerdictAndWorkStandBesideTheClaims() {
        assertThat(count("select count(distinct claim_id) from evidence")).isGreaterThanOrEqualTo(4);
        assertThat(texts("select distinct stance from evidence where kind = 'IMAGE'"))
                .containsExactly("SUPPORTS");
        assertThat(texts("""
                        select a.rating || ' ' || a.rating_value || ' of ' || s.worst || '-' || s.best || ' by ' || r.name
                        from assessment a
                        join rating_scale s on s.id = a.scale_id
                        join source r on r.id = a.reviewer_id""")).containsExactly("Plausible, not proven 3 of 1-5 by Example Check Desk");
        assertThat(texts("select distinct status from claim"))
                .contains("UNVERIFIED", "CONTESTED", "CONFIRMED", "CORROBORATED");
        assertThat(count("select count(*) from status_change where overridden")).isZero();
        assertThat(count("select count(*) from claim where assignee is not null and stage <> 'INBOX'"))
                .isPositive();
    }

    private long count(String sql) {
        return db.sql(sql).query(Long.class).single();
    }

    private List<String> texts(String sql) {
        return db.sql(sql).query(String.class).list();
    }
}
