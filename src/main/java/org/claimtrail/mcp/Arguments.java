package org.claimtrail.mcp;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.InvalidQuery;
import org.claimtrail.platform.Query;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a tool is called with, as the query that asks the API for the same: so that it has the same rules and faults. */
final class Arguments {

    private static final int MOST_DIGITS = 100;

    private final Map<String, List<String>> values = new TreeMap<>();
    private final List<String> unreadable = new ArrayList<>();

    /**
     * @param arguments texts, numbers, true and false, and lists of these; what is null is not given
     * @param most how many characters they may have, which is what a query may have
     * @throws InvalidQuery if they have more
     */
    Arguments(ObjectNode arguments, int most) {
        long length = 0;
        for (Map.Entry<String, JsonNode> argument : arguments.properties()) {
            String name = argument.getKey();
            JsonNode value = argument.getValue();
            List<JsonNode> given = value.isArray() ? List.copyOf(value.values()) : List.of(value);
            if (given.stream().anyMatch(one -> one.isContainer() || value.isArray() && one.isNull())) {
                unreadable.add(name);
            } else if (!value.isNull() && !given.isEmpty()) {
                values.put(name, given.stream().map(Arguments::written).toList());
            }
            length += name.length()
                    + values.getOrDefault(name, List.of()).stream()
                            .mapToLong(String::length)
                            .sum();
            if (length > most) {
                throw new InvalidQuery(List.of(new Fault(
                        name.substring(0, Math.min(name.length(), most)),
                        "is too long: all arguments together may have " + most + " characters.")));
            }
        }
    }

    /** Digits, as an address would have them; not where an exponent stands for more of them than anybody means. */
    private static String written(JsonNode value) {
        if (!value.isNumber()) {
            return value.asString();
        }
        BigDecimal number = value.decimalValue();
        return Math.abs((long) number.scale()) <= MOST_DIGITS ? number.toPlainString() : number.toString();
    }

    boolean has(String name) {
        return values.containsKey(name) || unreadable.contains(name);
    }

    /** Where it is not given. */
    Arguments or(String name, String value) {
        if (!has(name)) {
            values.put(name, List.of(value));
        }
        return this;
    }

    /** These by themselves, which whoever asks for the others does not know of. */
    Query take(String... names) {
        Map<String, List<String>> taken = new TreeMap<>();
        List<String> faulty = new ArrayList<>();
        for (String name : names) {
            List<String> value = values.remove(name);
            if (value != null) {
                taken.put(name, value);
            }
            if (unreadable.remove(name)) {
                faulty.add(name);
            }
        }
        return query(taken, faulty);
    }

    /** All that are left. */
    Query query() {
        return query(values, unreadable);
    }

    private static Query query(Map<String, List<String>> values, List<String> unreadable) {
        Query query = new Query(values);
        unreadable.forEach(name -> {
            query.texts(name);
            query.fault(name, "must be a text, a number, true or false, or a list of these.");
        });
        return query;
    }
}
