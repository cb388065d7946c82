package org.claimtrail.exchange;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What markup says, as triples of RDF, by the names of schema.org; terms are written as N-Triples writes them. Nodes without an id
 * get labels that begin as it is told, so that they are the same each time.
 */
final class Triples {

    static final String SCHEMA = "https://schema.org/";
    static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    static final String XSD = "http://www.w3.org/2001/XMLSchema#";

    /** Of which the values are addresses. */
    private static final Set<String> ADDRESSES = Set.of("url", "sameAs", "archivedAt");

    private static final Set<String> DATES = Set.of("datePublished", "dateCreated");

    private static final Map<Pattern, String> DATE_TYPES = Map.of(
            Pattern.compile("-?[0-9]{4}-[0-9]{2}-[0-9]{2}"), "date",
            Pattern.compile("-?[0-9]{4}-[0-9]{2}"), "gYearMonth",
            Pattern.compile("-?[0-9]{4}"), "gYear",
            Pattern.compile("-?[0-9]{4}-[0-9]{2}-[0-9]{2}T.*"), "dateTime");

    /** What is allowed nowhere in an IRI. */
    private static final Pattern NOT_OF_AN_IRI = Pattern.compile("[\\x00-\\x20<>\"{}|^`\\\\]");

    private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.+", Pattern.DOTALL);

    /** By their subjects, each a predicate, a blank and an object. */
    private final Map<String, Set<String>> bySubject = new LinkedHashMap<>();

    private final String label;
    private int labels;

    Triples(String label) {
        this.label = label;
    }

    Map<String, Set<String>> bySubject() {
        return bySubject;
    }

    /** @return the term that the node is called by */
    String add(ObjectNode node) {
        JsonNode id = node.get("@id");
        String subject = id == null ? "_:" + label + "b" + labels++ : iri(id.stringValue());
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String key = member.getKey();
            if (key.equals("@id") || key.equals("@context")) {
                continue;
            }
            if (member.getValue().isArray()) {
                member.getValue().forEach(value -> add(subject, key, value));
            } else {
                add(subject, key, member.getValue());
            }
        }
        return subject;
    }

    private void add(String subject, String key, JsonNode value) {
        String predicate = key.equals("@type") ? iri(RDF + "type") : iri(named(key));
        String object = object(key, value);
        if (object != null) {
            bySubject.computeIfAbsent(subject, none -> new LinkedHashSet<>()).add(predicate + " " + object);
        }
    }

    private @Nullable String object(String key, JsonNode value) {
        if (value instanceof ObjectNode node) {
            return add(node);
        }
        if (value.isNumber()) {
            boolean isWhole = value.decimalValue().scale() <= 0;
            return typed(value.decimalValue().toPlainString(), isWhole ? "integer" : "decimal");
        }
        if (value.isBoolean()) {
            return typed(value.asString(), "boolean");
        }
        if (!value.isString()) {
            return null;
        }
        String text = value.stringValue();
        if (key.equals("@type")) {
            return iri(named(text));
        }
        if (ADDRESSES.contains(key) && ABSOLUTE.matcher(text).matches()) {
            return iri(text);
        }
        if (DATES.contains(key)) {
            for (Map.Entry<Pattern, String> type : DATE_TYPES.entrySet()) {
                if (type.getKey().matcher(text).matches()) {
                    return typed(text, type.getValue());
                }
            }
        }
        return literal(text);
    }

    private static String named(String word) {
        return word.indexOf(':') >= 0 ? word : SCHEMA + word;
    }

    static String iri(String text) {
        return "<"
                + NOT_OF_AN_IRI
                        .matcher(text)
                        .replaceAll(
                                found -> "%%%02X".formatted((int) found.group().charAt(0)))
                + ">";
    }

    private static String typed(String text, String type) {
        return literal(text) + "^^" + iri(XSD + type);
    }

    private static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> literal.append("\\\"");
                case '\\' -> literal.append("\\\\");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7F) {
                        literal.append("\\u%04X".formatted(c));
                    } else {
                        literal.appendCodePoint(c);
                    }
                }
            }
        });
        return literal.append('"').toString();
    }
}
