package org.claimtrail.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.testing.ApiTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists of very many rows, of which nearly all meet what is asked of them, or so it is expected. */
class ListingTest extends ApiTest {

    private static final int ROWS = 30_000;

    private static final Listing LISTING = new Listing("many m", "m", "json_build_object('n', m.n)", "-n")
            .sortedBy("n", "m.n", "bigint")
            .sortedBy("turned", "-m.n", "bigint");

    @BeforeEach
    void recordMany() {
        owner.sql("create table many (id uuid primary key, n bigint not null, chosen boolean not null)")
                .update();
        owner.sql("insert into many select gen_random_uuid(), n, true from generate_series(1, :rows) n")
                .param("rows", ROWS)
                .update();
        owner.sql("create index many_in_order on many (n, id)").update();
        owner.sql("grant select on many to public").update();
        owner.sql("analyze many").update();
    }

    @AfterEach
    void forgetThem() {
        owner.sql("drop table many").update();
    }

    /** After the planner was told of all of them: fewer than it expects. */
    @ParameterizedTest
    @CsvSource({"1, 5", "1, 2500", "1990, 2030", "29000, 29007", "5, 5", "40000, 40001"})
    void pagesAreTheSameWhetherTheFirstRowsHaveThemOrNot(int from, int to) {
        owner.sql("update many set chosen = n between :from and :to")
                .param("from", from)
                .param("to", to)
                .update();

        for (String sort : List.of("n", "-n", "turned", "-turned")) {
            assertThat(all(sort, ofEach())).as(sort).isEqualTo(all(sort, plain()));
        }
    }

    @Test
    void whereTheFirstRowsAreEnoughNoOthersAreLookedFor() {
        // Who looks fails: the text is no number.
        Selection selection = new Selection()
                .whereAny(
                        "cast(m.n || (cast(:name as text[]))[1] as bigint) is not null",
                        "m.id is not null",
                        "name",
                        List.of("th"));

        Page page = LISTING.page(db, query("n", 7, null), selection);

        assertThat(page.items()).hasSize(7).first().isEqualTo("{\"n\" : 1}");
    }

    private static Selection plain() {
        return new Selection().whereAny("m.id in (select o.id from many o where o.chosen)", "name", List.of("any"));
    }

    private static Selection ofEach() {
        return new Selection()
                .whereAny(
                        "m.id in (select o.id from many o where o.chosen)",
                        "exists (select from many o where o.id = m.id and o.chosen offset 0)",
                        "name",
                        List.of("any"));
    }

    private List<String> all(String sort, Selection selection) {
        List<String> all = new ArrayList<>();
        String cursor = null;
        do {
            Page page = LISTING.page(db, query(sort, 200, cursor), selection);
            all.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        return all;
    }

    private static Query query(String sort, int limit, String cursor) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        query.put("sort", List.of(sort));
        query.put("limit", List.of(String.valueOf(limit)));
        if (cursor != null) {
            query.put("cursor", List.of(cursor));
        }
        return new Query(query);
    }
}
