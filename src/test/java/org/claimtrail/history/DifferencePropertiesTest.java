package org.claimtrail.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.flipkart.zjsonpatch.Jackson3JsonPatch;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.claimtrail.platform.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

class DifferencePropertiesTest {

    @Property
    void eachStepTellsWhatWasThereAndAllOfThemLeadToTheOther(
            @ForAll("things") ObjectNode from, @ForAll("things") ObjectNode to) {
        JsonNode reached = from;
        for (JsonNode step : Change.difference(from, to)) {
            String op = step.get("op").stringValue();
            JsonNode there = reached.at(step.get("path").stringValue());
            assertThat(op).isIn("add", "remove", "replace");
            if (op.equals("replace")) {
                assertThat(step.get("fromValue")).isEqualTo(there);
            }
            if (op.equals("remove")) {
                assertThat(step.get("value")).isEqualTo(there);
            }
            ArrayNode one = Json.mapper().createArrayNode().add(step);
            reached = Jackson3JsonPatch.apply(one, reached.deepCopy());
        }
        assertThat(reached).isEqualTo(to);
        assertThat(Change.difference(from, to).isEmpty()).isEqualTo(from.equals(to));
    }

    @Example
    void moreDigitsAreAnotherNumber() {
        ObjectNode from = Json.parseObject("{\"amount\": 1.0}".getBytes());
        ObjectNode to = Json.parseObject("{\"amount\": 1.00}".getBytes());

        assertThat(Change.difference(from, to))
                .hasToString("[{\"op\":\"replace\",\"fromValue\":1.0,\"path\":\"/amount\",\"value\":1.00}]");
    }

    @Provide
    Arbitrary<ObjectNode> things() {
        return Arbitraries.randomValue(random -> object(random, 3));
    }

    private static ObjectNode object(Random random, int depth) {
        ObjectNode object = Json.object();
        for (String name : List.of("id", "a", "b/c", "d~e", "")) {
            if (random.nextBoolean()) {
                object.set(name, value(random, depth - 1));
            }
        }
        return object;
    }

    private static JsonNode value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 3)) {
            case 0 -> StringNode.valueOf(List.of("a", "b", "c/d~", "").get(random.nextInt(4)));
            case 1 ->
                DecimalNode.valueOf(
                        new BigDecimal(List.of("1", "1.0", "1.00", "-0.5").get(random.nextInt(4))));
            case 2 -> BooleanNode.valueOf(random.nextBoolean());
            case 3 -> object(random, depth);
            default -> {
                ArrayNode array = Json.mapper().createArrayNode();
                for (int i = random.nextInt(5); i > 0; i--) {
                    array.add(value(random, depth - 1));
                }
                yield array;
            }
        };
    }
}
