package org.claimtrail.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Race;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Finding claims by their words. */
class ClaimSearchTest extends ApiTest {

    @ParameterizedTest
    @CsvSource({
        "shipping container",
        "'6,700'",
        "\"containers to Russia\"",
        "rockets or containers",
        "containers -rockets",
        "absurd paradox",
        "абсурдный",
        "putin visits",
        "example times",
        "seoul",
        "'ministry of national defense'",
        "arms transfers",
        "north korean rockets or containers",
        "contain*",
        "containe*",
        "containers shipp*",
        "South-Kor*",
        "CONTAINERS",
        "cóntainers"
    })
    void aClaimIsFoundByWhatIsInIt(String q) {
        ObjectNode claim = containers();
        ((ObjectNode) claim.at("/appearances/0/attribution/0"))
                .put("quote", "It is an absurd paradox.")
                .put("original", "Это абсурдный парадокс");
        Answer recorded = api.created("/claims", claim);
        api.patch(
                "/sources/" + recorded.at("/appearances/0/attribution/0/sources/0/id"),
                json("{\"aliases\": [\"Seoul\", \"Ministry of National Defense\"]}"),
                "*");
        api.created("/claims", claim("Something else."));

        assertThat(found(q)).containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rockets",
                "containers -russia",
                "\"Russia to containers\"",
                "\"Russia between Putin\"",
                "\"2024 Putin\"",
                "tain*",
                "ENGLISH",
                "truncated"
            })
    void itIsNotFoundByWhatIsNot(String q) {
        api.created("/claims", containers());

        assertThat(found(q)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "de, Die Häuser wurden verkauft., haus",
        "de, Die Häuser wurden verkauft., hauser",
        "de-CH, Die Strasse ist gesperrt., straße",
        "fr, Les élections municipales sont reportées., election",
        "fr, Les élections municipales sont reportées., municipale",
        "ru, Москва отрицает поставки оружия., поставка",
        "ru, Самолёт сбит., самолет",
        "en, The company was renamed., companies",
        "tlh, The company was renamed., renamed",
        ", The company was renamed., renamed",
        "en, WHO said so., who",
        "en, Σίσυφος waits., ΣΊΣΥΦΟΣ",
        "el, Οι εκλογές αναβλήθηκαν., εκλογες"
    })
    void wordsAreStemmedByTheLanguageOfTheClaim(String language, String text, String q) {
        api.created("/claims", claim(text).put("language", language));
        api.created("/claims", claim("Nothing of that."));

        assertThat(found(q)).containsExactly("1");
    }

    /** What is written, what finds it, and what does not; asked of now, of then, and of what was known on a day. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Apostrophes
                "O’Brien spoke. | O'Brien | Bri",
                "O'Brien spoke. | O’Brien | OBrien",
                "OʼBrien and OʹBrien spoke. | brien | o'brie",
                "Sanaʿa was hit. | Sana'a | Sanaa",
                "L’Ukraine a dit non. | l'ukraine | krain",
                "Мар’яна сказала. | мар'яна | марина",
                // Hyphens and dashes
                "Donetsk–Luhansk was shelled. | luhansk | luhan",
                "Donetsk—Luhansk was shelled. | Donetsk-Luhansk | Luhansk-Donetsk",
                "The so‑called state. | so-called | so-so",
                "North-Korean shells. | \"north korean\" | northkorean",
                "A −5 percent fall. | 5 | 55",
                // What cannot be seen
                "Con\u00ADtain\u00ADers shipped. | containers | con",
                "Con\u200Btainers shipped. | containers | tainers",
                "\u202BContainers\u202C shipped. | containers | xcontainers",
                "\uFEFFContainers\u2060 shipped. | containers | contain\u00ADer\u00ADsx",
                "Containers shipped. | con\u00ADtainers | con\u00ADtrainers",
                // Quotation marks, and other marks that touch a word
                "An “absurd quagmire”. | quagmire | quag",
                "An “absurd quagmire”. | “absurd quagmire” | “quagmire absurd”",
                "«Удар» был. | удар | уда",
                "„Angriff“ war das… | angriff | griff",
                "قالت الوزارة،موسكو. | موسكو | موسك",
                "Containers¹ shipped™. | shipped | shippedtm",
                "10 km² and 5 µm. | km | km2",
                "ﬁnance ｓhells. | finance shells | inance",
                // Numbers
                "About 6,700 containers. | 6700 | 700",
                "About 6.700 containers. | 6700 | 6",
                "About 6 700 containers. | 6700 | 700",
                "About 6\u00A0700 containers. | 6,700 | 6700700",
                "About 6\u202F700 containers. | 6700 | 700",
                "About 6\u2009700 containers. | 6.700 | 700",
                "About 6’700 containers. | 6700 | 700",
                "About 6'700 containers. | 6’700 | 700",
                "About 6_700 containers. | 6700 | 700",
                "About 6700 containers. | 6,700 | 67",
                "About 6700 containers. | 6\u202F700 | 700",
                "About 16,700 containers. | 16700 | 6700",
                "About 6,700,000 containers. | 6700000 | 6700",
                "About 12,34,567 rupees. | 1234567 | 567",
                "About ६,७०० containers. | 6700 | 700",
                "About ٦٬٧٠٠ containers. | 6700 | 700",
                "About ６，７００ containers. | 6700 | 700",
                "Worth 1,234.56 dollars. | \"1234.56 dollars\" | 1234",
                "Worth 1.234,56 euros. | 1234.56 | 56",
                "Worth 1 234,56 euros. | 1,234.56 | 234",
                "Worth 6,7 million. | 6.7 | 7",
                "Worth $6.7bn. | 6.7 | 7bn",
                "About 6,700km away. | 6700 | 700km",
                "In 2024, 300 came. | 300 | 2024300",
                "On 19.06.2024 it fell. | 2024 | 6",
                "500,000 122-mm rockets. | 122 | 500000122",
                "Call +1 202 555 0100. | 555 | 202555",
                "Pages 1, 2, 3. | 2 | 123",
                // Codes
                "CVE-2026-2332 was used. | 2332 | 332",
                "CVE-2026-2332 was used. | CVE-2026-2332 | CVE-2332-2026",
                "A DS-7604NI-E1/4P camera. | DS-7604NI | DS-7604",
                "A DS-7604NI-E1/4P camera. | 4P | 4",
                "An F‑16 flew. | F-16 | F-15",
                "See UN Doc. S/RES/1718(2006). | 1718 | 171",
                "See foo_bar at news.example/path. | example | xample",
                // Scripts without spaces
                "北京大学发表声明。 | 大学 | 学大",
                "北京大学发表声明。 | 北京 | 京北",
                "朝鮮がロシアにコンテナを送った。 | コンテナ | コテナ",
                "朝鮮がﾛｼｱにｺﾝﾃﾅを送った。 | ロシア | シロア",
                "국방부는 서울에서 밝혔다. | 서울 | 울서",
                "รัฐมนตรีกล่าวว่าน้ำท่วม | น้ำท่วม | ท่วมน้ำ",
                "ນາຍົກລັດຖະມົນຕີກ່າວ | ກ່າວ | ວກ່າ",
                "រដ្ឋមន្ត្រីបាននិយាយ | បាន | នបា",
                "iPhone手机出口6,700台。 | 6700 | 700",
                // Case, fully
                "Die STRASSE ist gesperrt. | straße | stras",
                "ΣΊΣΥΦΟΣ waits. | σίσυφος | σίσυφ"
            })
    void whatIsWrittenOtherwiseIsTheSameWord(String text, String finds, String doesNot) {
        ObjectNode claim = claim(text);
        claim.withArray("appearances").add(json("""
                {"article": {"url": "https://a.example/", "title": "No", "publishedOn": "2024-01-01"}}"""));
        api.created("/claims", claim);
        api.created("/claims", claim("Nothing."));

        // The past is found by the same words: some of the cases show it, as each has to be looked for in all that ever
        // was.
        List<String> times =
                text.length() % 4 == 0 ? List.of("", "&knownOn=2024-06-01", "&asOf=" + now()) : List.of("");
        for (String when : times) {
            assertThat(found(finds + when)).as(finds + when).containsExactly("1");
            assertThat(found(doesNot + when)).as(doesNot + when).isEmpty();
        }
        assertThat(api.get("/claims?highlight=true&q=" + encoded(finds)).at("/items/0/highlights/0/html"))
                .contains("<mark>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "About 6,700 containers & 700 more. | 6700 | About <mark>6,700</mark> containers &amp; 700 more.",
                "About 6\u00A0700 containers. | 6700 | About <mark>6\u00A0700</mark> containers.",
                "Mr O’Brien, an O. | O'Brien | Mr <mark>O’Brien</mark>, an O.",
                "Con\u00ADtainers, con. | containers | <mark>Con\u00ADtainers</mark>, con.",
                "“absurd quagmire” absurd | “absurd quagmire” | “<mark>absurd</mark> <mark>quagmire</mark>” absurd",
                "CVE-2026-2332, 2332. | 2026-2332 | CVE-<mark>2026-2332</mark>, 2332.",
                "北京大学大会 | 大学 | 北京<mark>大学</mark>大会",
                "ﬁnance ＡＢＣ. | abc | ﬁnance <mark>ＡＢＣ</mark>.",
                "Ein Cafe\u0301 <b>. | café | Ein <mark>Caf\u00E9</mark> &lt;b&gt;.",
                "น้ำท่วมแล้ว | ท่วม | น้ำ<mark>ท่วม</mark>แล้ว",
                "Donetsk–Luhansk Luhansk | \"donetsk luhansk\" | <mark>Donetsk–Luhansk</mark> Luhansk",
                "It is 6.7bn… | 6.7 | It is <mark>6.7</mark>bn…",
                "Straße STRASSE | strasse | <mark>Straße</mark> <mark>STRASSE</mark>"
            })
    void whatIsWrittenOtherwiseIsMarkedWhereItStands(String text, String q, String html) {
        api.created("/claims", claim(text));

        assertThat(api.get("/claims?highlight=true&q=" + encoded(q)).at("/items/0/highlights/0/html"))
                .isEqualTo(html);
    }

    /** As far as texts are in one piece: marks of a claim are its words, wherever it is asked. */
    @ParameterizedTest
    @ValueSource(
            strings = {"a - b", "a -b", "' \" '", "—", "a “b", "-", "1,2,3,4 - 5", "6,700 or 700 -x", "\\ ' : & | ! <->"
            })
    void signsAloneAskForNothingAndBreakNothing(String q) {
        api.created("/claims", claim("a b"));

        assertThat(api.get("/claims?highlight=true&q=" + encoded(q)).status()).isEqualTo(200);
    }

    @Test
    void whatWasFoundByAnEarlierRuleIsMadeAnewNowAndInThePast() {
        Answer first = api.created("/claims", containers());
        String then = now();
        api.patch("/claims/C-1", Map.of("text", "Rockets, 1,200 of them."), "*");
        String later = now();
        api.patch("/sources/" + first.at("/appearances/0/attribution/0/sources/0/id"), Map.of("name", "O’Brien"), "*");
        api.created("/claims", claim("Other."));
        List<String> tables = List.of("claim_search", "history.claim_search", "claim_stems");
        Map<String, String> right = tables.stream().collect(Collectors.toMap(table -> table, this::words));
        for (String table : tables) {
            owner.sql("update " + table + " set " + (table.equals("claim_stems") ? "stems" : "words") + " = 'old:1'")
                    .update();
        }
        owner.sql("insert into search.rewriting (claims_to, swept_to, names) values (2, 0, false)")
                .update();

        boolean more = true;
        while (more) {
            more = db.sql("select search.rewrite()").query(Boolean.class).single();
        }

        assertThat(stale()).isEmpty();
        assertThat(words("claim_stems")).isEqualTo(right.get("claim_stems"));
        assertThat(owner.sql("select count(*) from search.rewriting")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(found("6700&asOf=" + then)).containsExactly("1");
        assertThat(found("shipped&asOf=" + then)).containsExactly("1");
        assertThat(found("shipped&asOf=" + later)).isEmpty();
        assertThat(found("1200&asOf=" + later)).containsExactly("1");
        assertThat(found("\"defense ministry\"&asOf=" + later)).containsExactly("1");
        assertThat(found("o'brien&asOf=" + later)).isEmpty();
        assertThat(found("o'brien 1200")).containsExactly("1");
    }

    private String words(String table) {
        return owner.sql("select string_agg(t::text, ' ' order by t::text) from " + table + " t")
                .query(String.class)
                .single();
    }

    @Test
    void wordsAreNotStemmedByAnotherLanguage() {
        api.created("/claims", claim("The company was renamed.").put("language", "fr"));
        api.created("/claims", claim("The company was renamed."));
        api.created("/claims", claim("Companies were renamed.").put("language", "en"));

        assertThat(found("companies")).containsExactly("3");
        assertThat(found("renamed -companies")).containsExactly("1", "2");
    }

    @Test
    void whatChangesIsFoundByItsNewWordsAtOnceAndByItsOldOnesAsOfThen() {
        Answer claim = api.created("/claims", containers());
        String ministry = claim.at("/appearances/0/attribution/0/sources/0/id");
        String article = claim.at("/appearances/0/article/id");
        String then = now();
        api.patch("/claims/C-1", Map.of("text", "Rockets."), "*");
        api.patch("/sources/" + ministry, Map.of("name", "Department of War"), "*");
        api.patch("/articles/" + article, Map.of("title", "Envoys meet", "note", "SILENT"), "*");

        for (String q : List.of("rocket", "department of war", "envoys")) {
            assertThat(found(q)).as(q).containsExactly("1");
            assertThat(found(q + "&asOf=" + then)).as(q).isEmpty();
        }
        for (String q : List.of("shipped", "defense ministry", "visits")) {
            assertThat(found(q)).as(q).isEmpty();
            assertThat(found(q + "&asOf=" + then)).as(q).containsExactly("1");
        }
    }

    @Test
    void aDeletedClaimIsNotFoundUntilItComesBackWithItsNewNames() {
        Answer claim = api.created("/claims", containers());
        api.delete("/claims/C-1", "*");
        assertThat(found("containers")).isEmpty();
        api.patch(
                "/sources/" + claim.at("/appearances/0/attribution/0/sources/0/id"),
                Map.of("name", "Department of War"),
                "*");
        api.post("/claims/C-1/restore", null);

        assertThat(found("containers department")).containsExactly("1");
        assertThat(found("defense")).isEmpty();
    }

    @Test
    void whatIsTypedInTheDatabaseIsFoundToo() {
        api.created("/claims", containers());
        db.sql(
                        "insert into source_alias (source_id, position, alias) select id, 7, 'Blauhaus' from source where name like 'South%'")
                .update();
        assertThat(found("blauhaus")).containsExactly("1");
        db.sql("delete from source_alias").update();
        assertThat(found("blauhaus")).isEmpty();
        db.sql("update topic set name = 'Rocketry'").update();
        assertThat(found("rocketry")).containsExactly("1");
        db.sql("update claim set language = 'fr'").update();
        assertThat(found("shipped")).containsExactly("1");
        assertThat(found("shipping")).isEmpty();
    }

    @Test
    void theClaimsOwnTextComesFirst() {
        ObjectNode named = claim("Something else entirely.");
        named.withArray("about").add(json("{\"name\": \"Harbour Master\", \"kind\": \"ORGANIZATION\"}"));
        ObjectNode quoted = claim("They said a thing.");
        quoted.withArray("appearances").add(json("""
                {"article": {"url": "https://a.example/", "title": "No"}, "attribution": [
                    {"sources": [{"name": "Kim", "kind": "PERSON"}], "quote": "The harbour, the harbour master."}]}"""));
        api.created("/claims", named);
        api.created("/claims", quoted);
        api.created(
                "/claims", claim("The master left a long time ago, and nobody was seen at the harbour ever since."));
        api.created("/claims", claim("A harbour."));

        Answer page = api.get("/claims?q=harbour+master&limit=2");
        assertThat(page.items("number")).containsExactly("3", "2");
        assertThat(page.at("/ranked/exact") + page.at("/ranked/of")).isEqualTo("true3");
        assertThat(api.get("/claims?q=harbour+master&limit=2&cursor=" + page.at("/next"))
                        .items("number"))
                .containsExactly("1");
        assertThat(api.get("/claims?q=harbour+master&sort=relevance").items("number"))
                .containsExactly("3", "2", "1");
        assertThat(api.get("/claims?q=harbour+master&sort=number").body().has("ranked"))
                .isFalse();
        assertThat(api.get("/claims?sort=relevance").status()).isEqualTo(400);
        assertThat(api.get("/claims?q=harbour&sort=-relevance").status()).isEqualTo(400);
    }

    @Test
    void ofVeryManyTheNewestAreRankedAndTheAnswerSaysSo() {
        recordNumbered(1, 7_990);
        recordNumbered(70_000, 2_100);
        Answer newest = api.get("/claims?q=harbour&limit=1");
        assertThat(newest.at("/ranked/exact") + newest.at("/ranked/of")).isEqualTo("false2100");
        assertThat(newest.items("number")).allMatch(number -> Integer.parseInt(number) >= 70_000);

        db.sql("update claim set deleted_at = now() where number < 101").update();
        Answer all = api.get("/claims?q=harbour&limit=1");
        assertThat(all.at("/ranked/exact") + all.at("/ranked/of")).isEqualTo("true9990");
    }

    @Test
    void aSampleTellsThatThereAreVeryManyOnlyWhereThereAre() {
        recordNumbered(1, 24_000);
        recordNumbered(70_000, 1_100);
        owner.sql("analyze claim, claim_search").update();
        Answer newest = api.get("/claims?q=harbour&limit=1");
        assertThat(newest.at("/ranked/exact") + newest.at("/ranked/of")).isEqualTo("false1100");

        // The planner still expects very many.
        db.sql("update claim set deleted_at = now() where number <= 15200").update();
        Answer all = api.get("/claims?q=harbour&limit=1");
        assertThat(all.at("/ranked/exact") + all.at("/ranked/of")).isEqualTo("true9900");
    }

    /** The claims stay as they are, however many: what stands for the source in them is looked up by its names. */
    @Test
    void whatVeryManyClaimsNameIsFoundByItsNamesOfNowAndThen() {
        String authority = api.created("/sources", json("""
                        {"name": "Dock Authority", "kind": "ORGANIZATION", "aliases": ["The Wharf"]}""")).id();
        recordNumbered(2, 600);
        db.sql("insert into claim_about (claim_id, position, source_id) select id, 0, cast(:id as uuid) from claim")
                .param("id", authority)
                .update();
        owner.sql("truncate search.gathering").update();
        owner.sql("insert into search.gathering (id, kind) values (cast(:id as uuid), 'source')")
                .param("id", authority)
                .update();
        assertThat(gather()).isTrue();
        // Called otherwise while its names are being replaced.
        api.patch("/sources/" + authority, Map.of("name", "Quay Authority"), "*");
        assertThat(counted("dock")).isZero();
        assertThat(counted("quay")).isEqualTo(600);
        while (gather()) {
            assertThat(counted("quay authority")).isEqualTo(600);
        }
        assertThat(owner.sql("select count(*) from claim_search where words @@ 'quay' or words @@ 'wharf'")
                        .query(Long.class)
                        .single())
                .isZero();

        String before = now().toString();
        api.patch("/sources/" + authority, Map.of("name", "Port Authority"), "*");
        assertThat(owner.sql("""
                        select count(*) from history.claim_search
                        where began = (select id from history.change_set order by at desc, id desc limit 1)""").query(Long.class).single()).isZero();

        assertThat(counted("\"port authority\"")).isEqualTo(600);
        assertThat(counted("\"authority port\"")).isZero();
        assertThat(counted("port harbour")).isEqualTo(600);
        assertThat(counted("auth* wharf")).isEqualTo(600);
        assertThat(counted("harbour -port")).isZero();
        assertThat(counted("quay")).isZero();
        assertThat(api.get("/claims?q=quay&count=true&asOf=" + before).at("/total"))
                .isEqualTo("600");
        assertThat(api.get("/claims?q=port&count=true&asOf=" + before).at("/total"))
                .isEqualTo("0");

        api.created("/claims", json("""
                        {"text": "Late.", "kind": "FACT", "about": [{"id": "%s"}]}""".formatted(authority)));
        assertThat(counted("port late")).isEqualTo(1);
        api.delete("/claims/C-2", "*");
        assertThat(counted("port")).isEqualTo(600);
    }

    private boolean gather() {
        return db.sql("select search.gather()").query(Boolean.class).single();
    }

    private int counted(String q) {
        return Integer.parseInt(
                api.get("/claims?limit=1&count=true&q=" + encoded(q)).at("/total"));
    }

    @Test
    void highlightsShowWhereAndAreSafeToShow() {
        ObjectNode claim = claim("He <b>shipped</b> \"it\" & <script>alert('shipping')</script>.")
                .put("language", "en");
        claim.withArray("appearances").add(json("""
                {"article": {"url": "https://a.example/", "title": "Ships & shipments"}, "locator": {"exact": "no word"},
                 "attribution": [
                    {"sources": [{"name": "Kim", "kind": "PERSON"}], "quote": "We ship.", "original": "Мы"}]}"""));
        api.created("/claims", claim);

        Answer page = api.get("/claims?q=shipped+ki*&highlight=true");

        assertThat(page.body().at("/items/0/highlights")).isEqualTo(json("""
                {"of": [
                    {"pointer": "/text", "html": "He &lt;b&gt;<mark>shipped</mark>&lt;/b&gt; \\"it\\" &amp; &lt;script&gt;alert('<mark>shipping</mark>')&lt;/script&gt;."},
                    {"pointer": "/appearances/0/article/title", "html": "<mark>Ships</mark> &amp; shipments"},
                    {"pointer": "/appearances/0/attribution/0/quote", "html": "We <mark>ship</mark>."}]}""").get("of"));
        assertThat(api.get("/claims?q=shipped").body().at("/items/0").has("highlights"))
                .isFalse();
        assertThat(api.get("/claims?q=shipp*&highlight=true").at("/items/0/highlights/0/html"))
                .startsWith("He &lt;b&gt;<mark>shipped</mark>&lt;");
        assertThat(api.get("/claims?highlight=true").at("/errors/0/parameter")).isEqualTo("highlight");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "a -b*", "a or b*", "\"-\"*", "+*"})
    void beginningsThatMeanNothingAreRefused(String q) {
        Answer refused = api.get("/claims?q=" + encoded(q));

        assertThat(refused.at("/errors/0/parameter")).isEqualTo("q");
    }

    @Test
    void aVeryLongTextIsFoundByItsBeginning() {
        String words = "ü".repeat(5) + "-" + "ḁ".repeat(6);
        StringBuilder text = new StringBuilder("Beginning. ");
        for (int i = 0; i < 30_000; i++) {
            text.append(i).append(words).append(i).append(' ');
        }
        api.created("/claims", claim(text + "End.").put("language", "de"));

        assertThat(found("beginning")).containsExactly("1");
        assertThat(found("end")).isEmpty();
        assertThat(found("beginning&knownOn=2024-01-01")).isEmpty();
    }

    @Test
    void whoNamesASourceAndWhoRenamesItSeeEachOther() {
        Answer one = api.created("/claims", containers());
        String ministry = one.at("/appearances/0/attribution/0/sources/0/id");
        String times = one.at("/appearances/0/article/publisher/id");
        Race.of(6, runner -> {
            for (int i = 0; i < 15; i++) {
                switch (runner) {
                    case 0 -> api.patch("/sources/" + ministry, Map.of("name", "Ministry " + i), "*");
                    case 1 -> api.patch("/sources/" + times, Map.of("name", "Times " + i), "*");
                    case 2 -> api.patch("/sources/" + times, Map.of("aliases", List.of("alias" + i)), "*");
                    default -> api.created("/claims", json("""
                                {"text": "Said.", "kind": "FACT", "about": [{"id": "%s"}], "appearances": [
                                    {"article": {"url": "https://%d.example/", "publisher": {"id": "%s"}}}]}""".formatted(ministry, i, times)));
                }
            }
            return runner;
        });

        assertThat(stale()).isEmpty();
        assertThat(api.get("/claims?q=ministry+14+times+alias14&count=true").at("/total"))
                .isEqualTo("46");
    }

    @Test
    void nothingIsFoundByWordsThatItJustLost() {
        for (int i = 0; i < 4; i++) {
            api.created("/claims", claim("Red."));
        }
        Race.of(6, runner -> {
            for (int i = 0; i < 25; i++) {
                if (runner < 3) {
                    api.patch(
                            "/claims/C-" + (1 + (runner + i) % 4), Map.of("text", i % 2 == 0 ? "Green." : "Red."), "*");
                } else {
                    assertThat(api.get("/claims?limit=50&q=red").items("text")).allMatch("Red."::equals);
                    assertThat(api.get("/claims?q=green&sort=number").items("text"))
                            .allMatch("Green."::equals);
                }
            }
            return runner;
        });

        assertThat(stale()).isEmpty();
    }

    private void recordNumbered(int first, int many) {
        db.sql("""
                        insert into claim (id, number, revision, text, kind, created_at, updated_at)
                        select gen_random_uuid(), n, 0, 'A harbour.', 'FACT', now(), now()
                        from generate_series(:first, :last) n""").param("first", first).param("last", first + many - 1).update();
    }

    /** The claims that are kept under other words than they would be found by now. */
    private List<String> stale() {
        return db.sql("""
                        select c.number::text
                        from claim c
                        left join claim_search s on s.claim_id = c.id
                        left join search.of_claims(array(select id from claim)) w on w.claim_id = c.id
                        where s.* is distinct from w.*""").query(String.class).list();
    }

    private List<String> found(String q) {
        int and = q.indexOf('&');
        String parameters = and < 0 ? "" : q.substring(and);
        Answer answer = api.get("/claims?sort=number&q=" + encoded(and < 0 ? q : q.substring(0, and)) + parameters);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.items("number");
    }

    private static String encoded(String q) {
        return URLEncoder.encode(q, StandardCharsets.UTF_8);
    }

    private String now() {
        return db.sql("select rfc3339(clock_timestamp())").query(String.class).single();
    }
}
