package org.claimtrail.thing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.json;

import java.util.List;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Race;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** Things that many record at the same time, for their own sake and by naming them. */
class CreateRaceTest extends ApiTest {

    private static final List<Integer> MANY = List.of(2, 6, 50);

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            /sources;  {"name": "Reuters %d", "kind": "PUBLICATION", "aliases": ["R %1$d"], "partOf": [{"source": {"name": "Owner %1$d", "kind": "ORGANIZATION"}}]}
            /articles; {"url": "https://news.example/%d", "title": "T", "authors": ["A"], "publisher": {"name": "Paper %1$d", "kind": "PUBLICATION"}}
            /measures; {"name": "Containers %d", "unit": "containers", "description": "Shipped"}
            /topics;   {"name": "Ships %d", "description": "At sea"}
            """)
    void oneOfManyRecordsItAndTheOthersAreToldWho(String path, String body) {
        for (int round = 0; round < 6; round++) {
            ObjectNode thing = json(body.formatted(round));
            List<Answer> answers = Race.of(MANY.get(round % 3), i -> api.post(path, thing.deepCopy()));

            List<Answer> created =
                    answers.stream().filter(answer -> answer.status() == 201).toList();
            assertThat(created).as(answers.toString()).hasSize(1);
            assertThat(answers.stream().filter(answer -> answer.status() != 201))
                    .allSatisfy(answer -> {
                        assertThat(answer.problem()).isEqualTo("duplicate");
                        assertThat(answer.text()).contains(created.get(0).id());
                    });
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            /sources;  source;  {"name": "Reuters %d", "kind": "PUBLICATION"};                   about
            /measures; measure; {"name": "Containers %d", "unit": "containers"};                 measure
            /articles; article; {"url": "https://news.example/%d", "title": "T"};                article
            /topics;   topic;   {"name": "Ships %d"};                                            topic
            """)
    void whoNamesItMeanwhileFindsTheSame(String path, String table, String body, String named) {
        for (int round = 0; round < 6; round++) {
            ObjectNode thing = json(body.formatted(round));
            int many = MANY.get(round % 3);
            List<Answer> answers = Race.of(
                    many,
                    i -> i % 2 == 0 ? api.post(path, thing.deepCopy()) : api.post("/claims", naming(named, thing)));

            assertThat(answers)
                    .allSatisfy(answer ->
                            assertThat(answer.status()).as(answer.text()).isIn(201, 409));
            assertThat(answers.stream().filter(answer -> answer.status() == 201).count())
                    .isGreaterThanOrEqualTo(many / 2);
            assertThat(count(table + " where deleted_at is null")).isEqualTo(round + 1);
        }
    }

    private static ObjectNode naming(String named, ObjectNode thing) {
        ObjectNode claim = claim("It is named.");
        switch (named) {
            case "about" -> claim.putArray("about").add(thing.deepCopy());
            case "topic" -> claim.putArray("topics").add(thing.get("name").stringValue());
            case "article" -> claim.putArray("appearances").addObject().set("article", thing.deepCopy());
            default -> {
                ObjectNode figure = claim.putArray("figures").addObject();
                figure.put("qualifier", "EXACT").put("amount", 3);
                figure.set("measure", thing.deepCopy());
            }
        }
        return claim;
    }
}
