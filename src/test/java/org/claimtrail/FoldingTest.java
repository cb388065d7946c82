package org.claimtrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.claimtrail.testing.Bodies.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.claimtrail.platform.Folded;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The one key that names are matched by. */
class FoldingTest extends ApiTest {

    /** The database and the service have the same table, of all characters that either knows. */
    @Test
    void theServiceFoldsEveryCharacterAsTheDatabaseDoes() {
        List<String> texts = new ArrayList<>();
        for (int[] range : new int[][] {{1, 0xD7FF}, {0xE000, 0x1FFFF}, {0xE0000, 0xE01FF}}) {
            for (int from = range[0]; from <= range[1]; from += 64) {
                texts.add(IntStream.range(from, Math.min(from + 64, range[1] + 1))
                        .filter(Character::isDefined)
                        .mapToObj(
                                character -> "A" + Character.toString(character) + "B" + Character.toString(character))
                        .collect(Collectors.joining("|")));
            }
        }

        List<String> folded = db.sql("select folded(t) from unnest(:texts) with ordinality x (t, nth) order by nth")
                .param("texts", texts.toArray(String[]::new))
                .query(String.class)
                .list();

        List<String> different = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String[] here = Folded.of(texts.get(i)).split("\\|", -1);
            String[] there = folded.get(i).split("\\|", -1);
            String[] given = texts.get(i).split("\\|", -1);
            for (int k = 0; k < Math.max(here.length, there.length); k++) {
                if (here.length != there.length || !here[k].equals(there[k])) {
                    different.add("U+%04X".formatted(given[k].codePointAt(1)));
                }
            }
        }
        assertThat(different).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "South Korea | South\u00A0Korea",
                "South Korea | South  Korea",
                "South Korea | South\u2009Korea",
                "South Korea | South\u3000Korea",
                "South Korea | South\u2028Korea",
                "Reuters | Reu\u00ADters",
                "Reuters | Reuters\u200B",
                "Reuters | \u202AReuters\u202C",
                "Reuters | \uFEFFReuters",
                "Reuters | Reu\u2060ters",
                "Reuters | \u2067Reuters\u2069",
                "Reuters | Reu\u200Dters",
                "Reuters | Reuters\uFE0F",
                "Reuters | Ｒｅｕｔｅｒｓ",
                "Straße | STRASSE",
                "Straße | STRAẞE",
                "ΣΊΣΥΦΟΣ | σίσυφος",
                "ΑΙ | ᾳ",
                "ΐ | Ϊ́",
                "Office | Oﬀice",
                "ŉ | ʼN",
                "Soviet ſtate | SOVIET STATE",
                "საქართველო | ᲡᲐᲥᲐᲠᲗᲕᲔᲚᲝ",
                "Երևան | ԵՐԵՒԱՆ",
                "O'Brien | O’Brien",
                "O'Brien | O‘Brien",
                "O'Brien | OʼBrien",
                "O'Brien | O`Brien",
                "O'Brien | O´Brien",
                "O'Brien | O′Brien",
                "O'Brien | O＇Brien",
                "צה\"ל | צה״ל",
                "\"Kursk\" group | “Kursk” group",
                "\"Kursk\" group | «Kursk» group",
                "\"Kursk\" group | „Kursk‟ group",
                "Al-Jazeera | Al‑Jazeera",
                "Al-Jazeera | Al–Jazeera",
                "Al-Jazeera | Al—Jazeera",
                "Al-Jazeera | Al−Jazeera",
                "Al-Jazeera | Al﹣Jazeera",
                "Al-Jazeera | Al--Jazeera",
                "Bank ½ | Bank 1⁄2",
                "한국 | 한국",
                "Café | Cafe\u0301",
                "ロシア | ﾛｼｱ"
            })
    void namesThatNobodyCanTellApartAreOne(String one, String other) {
        assertThat(Folded.of(other)).isEqualTo(Folded.of(one));
        String id = api.created("/sources", Map.of("name", one, "kind", "ORGANIZATION"))
                .id();

        Answer claim = api.created(
                "/claims",
                Map.of(
                        "text",
                        "A claim.",
                        "kind",
                        "FACT",
                        "about",
                        List.of(Map.of("name", other, "kind", "ORGANIZATION"))));
        assertThat(claim.at("/about/0/id")).isEqualTo(id);
        assertThat(claim.at("/about/0/name")).isEqualTo(one.strip());
        assertThat(api.post("/sources", Map.of("name", other, "kind", "ORGANIZATION"))
                        .status())
                .isEqualTo(409);
        for (String kind : List.of("/topics", "/measures")) {
            api.created(kind, Map.of("name", one));
            assertThat(api.post(kind, Map.of("name", other)).status()).as(kind).isEqualTo(409);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Kadı | Kadi",
                "Café | Cafe",
                "Reuters | Router",
                "A-B | A B",
                "AB | A B",
                "Al-Jazeera | AlJazeera",
                "O'Brien | OBrien",
                "Group 1 | Group ١",
                "Раша | Paшa",
                "ı | i",
                "Ł | L",
                "\"x\" | 'x'"
            })
    void namesThatAreToldApartAreTwo(String one, String other) {
        assertThat(Folded.of(other)).isNotEqualTo(Folded.of(one));
    }

    /** As an earlier release left them. */
    private String recordedBefore(String table, String name) {
        return owner.sql("""
                        insert into %s (id, revision, name, created_at, updated_at, shares_name%s)
                        values (gen_random_uuid(), 0, :name, now(), now(), true%s) returning id::text""".formatted(
                                table,
                                table.equals("source") ? ", kind" : "",
                                table.equals("source") ? ", 'ORGANIZATION'" : ""))
                .param("name", name)
                .query(String.class)
                .single();
    }

    @Test
    void sourcesThatShareAKeyAreFoundByTheNameThatIsWrittenSoElseTheyAreAmbiguous() {
        String first = api.created("/sources", Map.of("name", "O'Brien", "kind", "PERSON"))
                .id();
        String second = recordedBefore("source", "O’Brien");

        assertThat(api.post("/claims", about("O’Brien")).at("/about/0/id")).isEqualTo(second);
        assertThat(api.post("/claims", about("O'Brien")).at("/about/0/id")).isEqualTo(first);
        Answer refused = api.post("/claims", about("O`Brien"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/errors/0/detail")).isEqualTo("is the name of 2 sources: give the id.");
        assertThat(api.post("/sources", Map.of("name", "O`Brien", "kind", "PERSON"))
                        .status())
                .isEqualTo(409);

        api.patch("/sources/" + second, Map.of("name", "Brian"), "*");
        assertThatThrownBy(() -> db.sql(
                                "update source set name = 'O“Brien”' where name = 'Brian'; update source set name = 'o''brien' where name = 'O“Brien”'")
                        .update())
                .hasMessageContaining("source_name_unique");
        assertThat(api.post("/claims", about("O`Brien")).at("/about/0/id")).isEqualTo(first);
    }

    @Test
    void whatSharesAKeySinceBeforeIsListedToAnAdministratorUntilItIsRenamed() {
        for (String kind : List.of("source", "topic", "measure")) {
            String path = "/" + kind + "s";
            String first = api.created(
                            path,
                            Map.of("name", "O'Brien", "kind", "PERSON").entrySet().stream()
                                    .filter(member -> kind.equals("source")
                                            || member.getKey().equals("name"))
                                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                    .id();
            String second = recordedBefore(kind, "O’Brien");
            recordedBefore(kind, "Alone");

            Answer listed = api.get(path + "/duplicates?count=true");
            assertThat(listed.at("/total")).isEqualTo("1");
            assertThat(listed.at("/items/0/id")).isEqualTo(second);
            assertThat(listed.at("/items/0/duplicates/0/id")).isEqualTo(first);
            assertThat(listed.at("/items/0/duplicates/0/name")).isEqualTo("O'Brien");
            assertThat(api.as(Role.REVIEWER).get(path + "/duplicates").status()).isEqualTo(403);
            // Each of them may be edited as ever.
            for (String id : List.of(first, second)) {
                assertThat(api.patch(path + "/" + id, Map.of("description", "Who?"), "*")
                                .status())
                        .as(path)
                        .isEqualTo(200);
            }
            assertThat(api.get(path + "/duplicates").items("id")).containsExactly(second);
            assertThat(api.patch(path + "/" + second, Map.of("name", "Brian"), "*")
                            .status())
                    .isEqualTo(200);
            assertThat(api.get(path + "/duplicates").items("id")).isEmpty();
        }
    }

    private static Map<String, Object> about(String name) {
        return Map.of("text", "A claim.", "kind", "FACT", "about", List.of(Map.of("name", name)));
    }

    @Test
    void topicsAndMeasuresThatShareAKeyAreFoundByTheNameThatIsWrittenSoElseTheFirstIs() {
        String measure =
                api.created("/measures", Map.of("name", "men's graves")).id();
        String laterMeasure = recordedBefore("measure", "men’s graves");
        api.created("/topics", Map.of("name", "men's graves"));
        recordedBefore("topic", "men’s graves");

        for (Map.Entry<String, String> named : Map.of(
                        "men's graves", measure, "men’s graves", laterMeasure, "Men`s graves", measure)
                .entrySet()) {
            Answer claim = api.created("/claims", json("""
                    {"text": "A claim.", "kind": "FIGURE", "topics": ["%1$s"], "figures": [
                        {"measure": {"name": "%1$s"}, "asStated": "5", "qualifier": "EXACT", "amount": 5}]}""".formatted(named.getKey())));
            assertThat(claim.at("/figures/0/measure/id")).as(named.getKey()).isEqualTo(named.getValue());
            assertThat(claim.at("/topics/0")).isEqualTo(named.getKey().replace("Men`s", "men's"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "O’Brien 6,700 men | o'bri | brein",
                "O’Brien 6,700 men | 6700 | 700",
                "O’Brien 6,700 men | 6.700 | 16700",
                "O’Brien 6,700 men | 67 | 70",
                "CVE-2026-2332 | 2332 | 332",
                "DS-7604NI-E1/4P | ds–7604 | 604",
                "北京大学 | 大学 | 学大",
                "Mini\u00ADstry | ministry | minsitry",
                "Ｇ７ group | g7 | g8",
                "Straße 12 | strasse 12 | strasse 2"
            })
    void whatHasANameIsFoundByAPartOfIt(String name, String q, String not) {
        String source = api.created("/sources", Map.of("name", "No", "kind", "PERSON", "aliases", List.of(name)))
                .id();
        api.created("/sources", Map.of("name", name, "kind", "PERSON"));
        api.created("/topics", Map.of("name", name));
        api.created("/measures", Map.of("name", name));
        api.created("/articles", Map.of("url", "https://a.example/", "title", name));
        String then =
                db.sql("select rfc3339(clock_timestamp())").query(String.class).single();
        api.patch("/sources/" + source, Map.of("aliases", List.of()), "*");

        for (String kind : List.of("/sources", "/topics", "/measures", "/articles")) {
            if (kind.equals("/articles") && List.of("o'bri", "67", "ds–7604").contains(q)) {
                continue;
            }
            assertThat(items(kind, q, "")).as(kind).isEqualTo(1);
            assertThat(items(kind, not, "")).as(kind + not).isZero();
        }
        assertThat(items("/sources", q, "&asOf=" + then)).isEqualTo(2);
    }

    private int items(String path, String q, String and) {
        Answer found =
                api.get(path + "?q=" + java.net.URLEncoder.encode(q, java.nio.charset.StandardCharsets.UTF_8) + and);
        assertThat(found.status()).as(found.text()).isEqualTo(200);
        return found.body().get("items").size();
    }
}
