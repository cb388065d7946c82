package org.claimtrail.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.claimtrail.platform.Json;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the objects of JSON-LD as it is found in the wild, one by one: alone, in arrays, in a {@code @graph}, in a DataFeed, in
 * what the Fact Check Tools API answers, several run together, as strings within strings, and in HTML pages, also where these
 * say it by attributes (microdata). Long lists are not gathered in memory, but for a {@code @graph}, whose nodes name each
 * other.
 */
final class MarkupReader implements AutoCloseable {

    /**
     * @param line where it begins, from 1
     * @param aside whether it stands in a page or a graph, where things may stand that are none of ours
     */
    record Found(long line, ObjectNode object, boolean aside) {}

    /** Lists of things, of which each is one. */
    private static final Set<String> LISTS = Set.of(
            "dataFeedElement", "itemListElement", "claims", "dataset", "items", "rows", "results", "annotations");

    private static final int DEEPEST = 200;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(32 * 1024 * 1024)
                            .maxNumberLength(200)
                            .build())
                    .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                    .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                    .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
                    .build())
            .build();

    private final Deque<Found> ready = new ArrayDeque<>();
    private final @Nullable JsonParser parser;
    private final boolean isPage;

    MarkupReader(InputStream file) throws IOException {
        file.mark(8192);
        byte[] head = file.readNBytes(8000);
        file.reset();
        Reader text = Texts.reader(file, Texts.encoding(head).charset());
        isPage = Texts.decode(head).stripLeading().startsWith("<");
        if (isPage) {
            parser = null;
            page(text);
        } else {
            parser = MAPPER.createParser(new RunTogether(text));
        }
    }

    /** @throws Unreadable where what stands there is no JSON */
    @Nullable
    Found next() {
        try {
            while (ready.isEmpty() && parser != null && advance(parser)) {
                // Until there is one, or the end.
            }
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw new Unreadable("It is not JSON%s: what stands there cannot be read."
                    .formatted(
                            at == null ? "" : " from line " + at.getLineNr() + ", column " + at.getColumnNr() + " on"));
        }
        return ready.poll();
    }

    /** Reads the next thing, or steps into a list of things, or out of one. */
    private boolean advance(JsonParser in) {
        JsonToken token = in.nextToken();
        if (token == null) {
            return false;
        }
        long line = in.currentTokenLocation().getLineNr();
        switch (token) {
            case START_OBJECT -> object(in, line);
            case VALUE_STRING -> expand(line, in.getString());
            case START_ARRAY, END_ARRAY, END_OBJECT, PROPERTY_NAME -> {
                // The rest of an object around a list is of no use.
                if (token == JsonToken.PROPERTY_NAME) {
                    in.nextToken();
                    if (!(LISTS.contains(in.currentName()) && in.currentToken() == JsonToken.START_ARRAY)) {
                        in.skipChildren();
                    }
                }
            }
            default -> ready.add(new Found(line, Json.object(), false));
        }
        return true;
    }

    /** All of an object, up to a list of things in it, which is read one by one. */
    private void object(JsonParser in, long line) {
        ObjectNode object = MAPPER.createObjectNode();
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            if (LISTS.contains(name) && value == JsonToken.START_ARRAY && !isReview(object)) {
                return;
            }
            object.set(name, in.readValueAsTree());
        }
        expand(line, object);
    }

    private static boolean isReview(ObjectNode object) {
        return object.has("claimReviewed") || object.has("itemReviewed");
    }

    private void expand(long line, JsonNode node) {
        expand(line, node, false);
    }

    private void expand(long line, JsonNode node, boolean aside) {
        if (node instanceof ArrayNode list) {
            list.forEach(element -> expand(line, element, aside));
        } else if (node.isString()) {
            expand(line, node.stringValue());
        } else if (node instanceof ObjectNode object) {
            if (object.get("@graph") instanceof ArrayNode graph) {
                Map<String, ObjectNode> named = new HashMap<>();
                graph.forEach(one -> name(one, named));
                graph.forEach(one -> expand(line, resolved(one, named, 0), true));
            } else if (!isReview(object) && object.has("item")) {
                expand(line, object.get("item"), aside);
            } else {
                ready.add(new Found(line, object, aside || isPage));
            }
        }
    }

    /** JSON as the content of a string. */
    private void expand(long line, String text) {
        String inner = text.strip();
        if (inner.startsWith("{") || inner.startsWith("[") || inner.startsWith("\"")) {
            try (JsonParser within = MAPPER.createParser(new RunTogether(new StringReader(inner)))) {
                for (JsonToken token = within.nextToken(); token != null; token = within.nextToken()) {
                    expand(line, within.<JsonNode>readValueAsTree());
                }
                return;
            } catch (JacksonException e) {
                // Told as what it is: no markup.
            }
        }
        ready.add(new Found(line, Json.object().put("text", text), isPage));
    }

    private static void name(JsonNode node, Map<String, ObjectNode> named) {
        if (node instanceof ObjectNode object) {
            String id = object.path("@id").asString("");
            if (!id.isEmpty() && object.size() > 1) {
                named.putIfAbsent(id, object);
            }
            object.forEach(member -> name(member, named));
        } else if (node instanceof ArrayNode list) {
            list.forEach(element -> name(element, named));
        }
    }

    /** With what stands elsewhere in the graph in place of its mere name. */
    private static JsonNode resolved(JsonNode node, Map<String, ObjectNode> named, int depth) {
        if (depth > 8) {
            return node;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode known = object.size() == 1 ? named.get(object.path("@id").asString("")) : null;
            if (known != null) {
                return resolved(known, named, depth + 1);
            }
            ObjectNode whole = MAPPER.createObjectNode();
            object.properties()
                    .forEach(member -> whole.set(member.getKey(), resolved(member.getValue(), named, depth + 1)));
            return whole;
        }
        if (node instanceof ArrayNode list) {
            ArrayNode all = MAPPER.createArrayNode();
            list.forEach(element -> all.add(resolved(element, named, depth + 1)));
            return all;
        }
        return node;
    }

    private void page(Reader text) throws IOException {
        Document page =
                Jsoup.parse(text(text), org.jsoup.parser.Parser.htmlParser().setTrackPosition(true));
        for (Element script : page.select("script[type*=ld+json]")) {
            long line = Math.max(1, script.sourceRange().start().lineNumber());
            String json = script.data()
                    .replace("<![CDATA[", "")
                    .replace("]]>", "")
                    .replace("<!--", "")
                    .replace("-->", "")
                    .replaceAll("^\\s*(/\\*\\s*\\*/|//)|(/\\*\\s*\\*/|//)\\s*$", "")
                    .strip();
            while (json.endsWith(";")) {
                json = json.substring(0, json.length() - 1);
            }
            expand(line, json);
        }
        for (Element scope : page.select("[itemscope][itemtype*=ClaimReview]")) {
            ready.add(new Found(Math.max(1, scope.sourceRange().start().lineNumber()), microdata(scope), true));
        }
    }

    private static String text(Reader reader) throws IOException {
        StringBuilder text = new StringBuilder();
        char[] piece = new char[16 * 1024];
        for (int length = reader.read(piece); length >= 0; length = reader.read(piece)) {
            text.append(piece, 0, length);
            if (text.length() > 32 * 1024 * 1024) {
                throw new Unreadable("A page may have at most 32 MiB.");
            }
        }
        return text.toString();
    }

    /** HTML's itemscope, itemprop and itemtype as an object. */
    private static ObjectNode microdata(Element scope) {
        ObjectNode object = MAPPER.createObjectNode();
        String type = scope.attr("itemtype");
        object.put("@type", type.substring(type.lastIndexOf('/') + 1).strip());
        List<Element> inner = new ArrayList<>(scope.children());
        while (!inner.isEmpty()) {
            Element element = inner.remove(0);
            boolean nested = element.hasAttr("itemscope");
            for (String name : element.attr("itemprop").split("\\s+")) {
                if (!name.isEmpty()) {
                    add(
                            object,
                            name,
                            nested
                                    ? microdata(element)
                                    : MAPPER.getNodeFactory().stringNode(value(element)));
                }
            }
            if (!nested) {
                inner.addAll(0, element.children());
            }
        }
        return object;
    }

    private static void add(ObjectNode object, String name, JsonNode value) {
        JsonNode before = object.get(name);
        if (before == null) {
            object.set(name, value);
        } else if (before instanceof ArrayNode several) {
            several.add(value);
        } else {
            object.set(name, MAPPER.createArrayNode().add(before).add(value));
        }
    }

    private static String value(Element element) {
        for (String attribute : List.of("content", "datetime", "href", "src")) {
            if (element.hasAttr(attribute)) {
                return element.attr(attribute);
            }
        }
        return element.text();
    }

    @Override
    public void close() {
        if (parser != null) {
            parser.close();
        }
    }

    /** Values that follow each other, with whatever people put between them. */
    private static final class RunTogether extends Reader {

        private final Reader in;
        private int depth;
        private boolean inString;
        private boolean escaped;

        RunTogether(Reader in) {
            this.in = in;
        }

        @Override
        public int read(char[] into, int offset, int length) throws IOException {
            int given = in.read(into, offset, length);
            for (int i = offset; i < offset + given; i++) {
                char c = into[i];
                if (inString) {
                    inString = escaped || c != '"';
                    escaped = !escaped && c == '\\';
                } else if (c == '"') {
                    inString = true;
                } else if (c == '{' || c == '[') {
                    depth++;
                } else if (c == '}' || c == ']') {
                    depth--;
                } else if (depth == 0 && (c == ',' || c == ';')) {
                    into[i] = ' ';
                }
            }
            return given;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
