package org.claimtrail.fuzz;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** What nobody should send, and somebody will. */
final class Hostile {

    /** What {@link #STRINGS} would have a template engine work out. */
    static final String WORKED_OUT = "3269317";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final List<String> STRINGS = List.of(
            "",
            " ",
            "\u00a0",
            "\u200b",
            "\ufeff",
            "\t\r\n",
            "line\u2028separated",
            "\u0001\u0007\u001b\u007f\u0085",
            "\u202e\u2067right to left\u2069",
            "e\u0301\u0323\u0327\u0335",
            "\ufb01\u2126\u212b\u1e9e\u0130\u0131\u03c2",
            "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67",
            "\udbff\udfff\uffff\ufffe",
            "' or '1'='1",
            "'; drop table claim; --",
            "\" \\ \\' \\\" \\0",
            "%_\\%",
            "a & | ! ( ) <-> :* 'b",
            "\"unfinished -phrase or or - or",
            "$1 ? :name ?? ::text",
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "${1913*1709} #{1913*1709} *{1913*1709} __${1913*1709}__ {{1913*1709}} [[${1913*1709}]]",
            "%s%n%x%d",
            "../../etc/passwd",
            "\r\nX-Injected: yes",
            "null",
            "true",
            "NaN",
            "Infinity",
            "-infinity",
            "epoch",
            "now",
            "0",
            "-1",
            "1e400",
            "9223372036854775808",
            "C-0",
            "C-1",
            "C-9223372036854775807",
            "C-99999999999999999999",
            "c-1",
            "00000000-0000-0000-0000-000000000000",
            "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
            "1-1-1-1-1",
            "{01903a7c-4d10-7c52-8f3b-6a1d2e9c0b24}",
            // Dates
            "0000",
            "0000-00-00",
            "2024-02-30",
            "2024-13",
            "-4713-11-23",
            "-9999-01-01/9999-12-31",
            "../..",
            "..",
            "/",
            "[..]",
            "{..}",
            "Y-1000000000",
            "Y9223372036854775808",
            "Y1E999999999",
            "Y-17E7",
            "Y170000002/Y170000003",
            "XXXX-XX-XX",
            "-XXXX",
            "1950S2147483648",
            "2024?~%",
            "[1667,1668..1672,1760-12..]",
            "2001-21/2003-41",
            "+999999999-12-31T23:59:59.999999999Z",
            "-999999999-01-01T00:00:00+18:00",
            "294277-01-01T00:00:00Z",
            "+294277-01-01T00:00:00Z",
            "-4713-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999999999-18:00",
            "0000-01-01T00:00:00+18:00",
            "2024-06-30T23:59:60Z",
            "2024-06-19T24:00:00Z",
            "2024-06-19t07:30:00z",
            "2024-06-19T07:30:00+00:00:30",
            "2024-06-19T07:30Z",
            // Addresses
            "http:",
            "http://",
            "http:///",
            "http://[::1",
            "http://[v1.x]/",
            "http://%00/",
            "http://a b/",
            "http://xn--a/",
            "http://xn--zzzzzzzz999999999/",
            "http://\u00ad/",
            "http://a..b/",
            "http://example.com:99999/",
            "http://example.com:-1/",
            "http://user:pass@example.com/%zz?%#%",
            "http://1.2.3.4.5/",
            "http://0x7f.1/",
            "http://4294967296/",
            "http://\ud83d\ude00.example/\ud83d\ude00?\ud83d\ude00#\ud83d\ude00",
            "HTTPS://EXAMPLE.COM/../../a/./b//c;d?b=2&a=1&&=#",
            "javascript:alert(1)",
            "data:text/html,x",
            "//example.com",
            // Languages
            "i-klingon",
            "x-a",
            "en-US-u-",
            "a-DE",
            "de-419-DE",
            "ar-a-aaa-b-bbb-a-ccc");

    private static final List<String> RAW = List.of(
            "null",
            "true",
            "false",
            "{}",
            "[]",
            "[null]",
            "[[]]",
            "[{}]",
            "{\"id\":null}",
            "{\"\":\"\"}",
            "{\"id\":1,\"id\":2}",
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"\\udc00x\"",
            "\"\\ud800\\ud800\\udc00\"",
            "-0",
            "0.0",
            "-0.0",
            "-0e-12",
            "0e30",
            "0e999999999",
            "0e2147483647",
            "0e-2147483647",
            "0e2147483648",
            "1",
            "-1",
            "7",
            "0.5",
            "1.0",
            "1e0",
            "1e2",
            "100e-2",
            "1e-12",
            "1e-13",
            "1e30",
            "-1e30",
            "1e31",
            "1000000000000000000000000000000.000000000001",
            "123456789012345678901234567890.123456789012",
            "1e400",
            "-1e400",
            "1e-400",
            "1e999999999",
            "-1e999999999",
            "1e-999999999",
            "1e2147483647",
            "1e-2147483648",
            "1e99999999999",
            "2147483647",
            "2147483648",
            "-2147483649",
            "9223372036854775807",
            "9223372036854775808",
            "18446744073709551616",
            "NaN",
            "Infinity",
            "+1",
            "01",
            ".5",
            "0x10",
            "'single'",
            "undefined",
            "/* */ 1",
            "\"\\x41\"",
            "\"tab\there\"",
            "");

    private static final List<String> SEGMENTS = List.of(
            "%00",
            "a%00b",
            "%20",
            "%2F",
            "a%2Fb",
            "..%2F..",
            "%2e%2e",
            "%2e",
            "..",
            ".",
            "...",
            "%5C",
            "\\",
            "%ff",
            "%c0%af",
            "%ed%a0%80",
            "%zz",
            "%",
            "%2",
            "%25",
            "%3B",
            ";a=b",
            "C-1;jsessionid=1",
            "C-1.json",
            "C-1%20",
            "%20C-1",
            "C-1/",
            "%0d%0aX-Injected:%20yes",
            "\u00e9\u00ff",
            "\u00c3\u00a9",
            "%F0%9F%98%80",
            "'",
            "<script>",
            "%3Cscript%3Ealert(1)%3C/script%3E",
            "%3Cscript%3Ealert(1)",
            "{id}",
            "|",
            "^",
            "*",
            "-1",
            "0",
            "1",
            "2147483648",
            "99999999999999999999",
            "1e1",
            "+1",
            "%2B1",
            "$%7B1913*1709%7D",
            "__$%7B1913*1709%7D__::.x",
            "null");

    private static final List<String> HEADER_VALUES = List.of(
            "",
            "*",
            "\"",
            "\"\"",
            "\"x\"",
            "W/\"x\"",
            "W/",
            "*, *",
            "\"a\" \"b\"",
            "\"a\",,\"b\"",
            ",",
            "\"a, b\", *",
            "\u00e9\u00ff",
            "\"\u00e9\"",
            "\u0001",
            "\u0000",
            "a\tb",
            "x; charset=nonsense",
            "\"\\\"\"",
            "application/json",
            "text/html",
            "*/*;q=0",
            "q",
            "/",
            "application/json;q=2",
            "application/json;charset=utf-16",
            "application/problem+json",
            "application/xml;q=0.9, */*;q=0.1",
            "image/*",
            "application/vnd.spring-boot.actuator.v3+json",
            ";;;",
            "null",
            "-1",
            "3269317");

    private static final List<String> CONTENT_TYPES = List.of(
            "",
            "application/json; charset=utf-8",
            "application/json; charset=utf-16",
            "application/json; charset=nonsense",
            "application/json; charset=\"",
            "application/json;charset=",
            "application/json; charset=\u00e9",
            "application/json;;",
            "application/json; a=b; a=c",
            "APPLICATION/JSON",
            "application/merge-patch+json",
            "application/json-patch+json",
            "application/problem+json",
            "application/*",
            "*/*",
            "json",
            "/",
            "text/plain",
            "text/html",
            "application/xml",
            "application/x-www-form-urlencoded",
            "application/x-www-form-urlencoded; charset=nonsense",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "application/octet-stream");

    private static final List<String> CURSOR_VALUES = List.of(
            "null",
            "1",
            "1e400",
            "{}",
            "[]",
            "\"\"",
            "\"x\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"-infinity\"",
            "\"infinity\"",
            "\"now\"",
            "\"allballs\"",
            "\"0\"",
            "\"-1\"",
            "\"9223372036854775808\"",
            "\"NaN\"",
            "\"294277-01-01 00:00:00+00\"",
            "\"4714-01-01 00:00:00+00 BC\"",
            "\"2024-06-19 00:00:00 Nowhere/City\"",
            "\"(1,2)\"",
            "\"'; drop table claim; --\"",
            "\"00000000-0000-0000-0000-000000000000\"",
            "true");

    private final Random random;

    Hostile(Random random) {
        this.random = random;
    }

    String string() {
        return switch (random.nextInt(14)) {
            case 0 -> repeated("a", 501);
            case 1 -> repeated(random.nextBoolean() ? "\ud83d\ude00" : "\u0800", 500);
            case 2 -> scrambled(500 + random.nextInt(9_000));
            case 3 -> repeated("x' ", 20_000);
            case 4 -> random.nextInt(10) == 0 ? scrambled(1_500_000) : "http://example.com/" + scrambled(4_000);
            default -> pick(STRINGS);
        };
    }

    /** A string of a size that fits into an address. */
    String shortString() {
        return random.nextInt(20) == 0 ? repeated("word ", 1_000) : pick(STRINGS);
    }

    /** The name of a member; the validator that judges the answers does not know that a JSON Pointer may hold a #. */
    private String name() {
        return shortString().replace("#", "");
    }

    JsonNode value() {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> JSON.stringNode(string());
            case 3 -> random.nextInt(4) == 0 ? nested() : raw(pick(RAW));
            case 4 -> random.nextInt(6) == 0 ? raw("1" + repeated("0", random.nextInt(400))) : raw(pick(RAW));
            default -> raw(pick(RAW));
        };
    }

    private JsonNode nested() {
        int depth = List.of(10, 60, 63, 64, 65, 1_000, 100_000).get(random.nextInt(7));
        return random.nextBoolean()
                ? raw(repeated("[", depth) + repeated("]", depth))
                : raw(repeated("{\"a\":", depth) + "1" + repeated("}", depth));
    }

    /** A document with a few of its values changed for the worse; as text, since some of it may be no JSON. */
    String spoiled(JsonNode document) {
        JsonNode spoiled = document.deepCopy();
        for (int i = random.nextInt(3); i >= 0; i--) {
            List<Consumer<JsonNode>> places = new ArrayList<>();
            List<JsonNode> values = new ArrayList<>();
            places(spoiled, places, values);
            if (places.isEmpty()) {
                return spoiled.isObject() ? value().toString() : spoiled.toString();
            }
            int at = random.nextInt(places.size());
            places.get(at).accept(worse(values.get(at)));
        }
        String text = spoiled.toString();
        return switch (random.nextInt(40)) {
            case 0 -> text.substring(0, random.nextInt(text.length()));
            case 1 -> text + random.nextInt(10);
            case 2 -> text.replaceFirst("\\{", "{\"text\":1,\"text\":2,");
            case 3 -> "[" + text + "]";
            case 4 ->
                text.startsWith("{") ? "{" + JSON.stringNode(name()) + ":" + value() + "," + text.substring(1) : text;
            case 5 -> value().toString();
            default -> text;
        };
    }

    private JsonNode worse(JsonNode value) {
        if (value instanceof ArrayNode array && !array.isEmpty() && random.nextInt(3) == 0) {
            ArrayNode longer = JSON.arrayNode();
            boolean long5000 = random.nextInt(8) == 0;
            for (int i = long5000 ? 5_000 : 2 + random.nextInt(60); i > 0; i--) {
                JsonNode element = array.get(random.nextInt(array.size())).deepCopy();
                if (element instanceof ObjectNode object && object.path("name").isString() && random.nextBoolean()) {
                    object.put("name", "name " + i);
                } else if (element.isString() && random.nextBoolean()) {
                    element = JSON.stringNode("text " + i);
                }
                longer.add(element);
            }
            return longer;
        }
        return value();
    }

    private void places(JsonNode node, List<Consumer<JsonNode>> places, List<JsonNode> values) {
        if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                places.add(random.nextInt(6) == 0 ? worse -> object.remove(name) : worse -> object.set(name, worse));
                values.add(object.get(name));
                places(object.get(name), places, values);
            }
            places.add(worse -> object.set(random.nextBoolean() ? "id" : name(), worse));
            values.add(object);
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int at = i;
                places.add(worse -> array.set(at, worse));
                values.add(array.get(i));
                places(array.get(i), places, values);
            }
        }
    }

    /** Mostly UTF-8, sometimes another encoding that JSON once allowed, sometimes one that it never did. */
    byte[] encoded(String text) {
        Charset charset = random.nextInt(25) == 0
                ? List.of(
                                StandardCharsets.UTF_16,
                                StandardCharsets.UTF_16BE,
                                StandardCharsets.UTF_16LE,
                                Charset.forName("UTF-32BE"),
                                Charset.forName("UTF-32LE"),
                                StandardCharsets.ISO_8859_1)
                        .get(random.nextInt(6))
                : StandardCharsets.UTF_8;
        return (random.nextInt(60) == 0 ? "\ufeff" + text : text).getBytes(charset);
    }

    /** For a path: encoded, or as little as can be. */
    String segment() {
        return switch (random.nextInt(12)) {
            case 0 -> repeated("a", 3_000);
            case 1 -> repeated("a", 9_000);
            default -> pick(SEGMENTS);
        };
    }

    String headerValue() {
        return switch (random.nextInt(20)) {
            case 0 -> repeated("\"a\", ", 1_000) + "\"b\"";
            case 1 -> repeated("x", 256);
            case 2 -> repeated("x", 20_000);
            default -> pick(HEADER_VALUES);
        };
    }

    String contentType() {
        return pick(CONTENT_TYPES);
    }

    /** The JSON of a cursor's member. */
    String cursorValue() {
        return random.nextInt(6) == 0 ? JSON.stringNode(shortString()).toString() : pick(CURSOR_VALUES);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** Text that does not compress, which is what indexes are tried with. */
    private String scrambled(int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            int c = random.nextInt(0x3000) + 0x20;
            text.appendCodePoint(Character.isDefined(c) && !Character.isISOControl(c) ? c : 'x');
        }
        return text.toString();
    }

    static String repeated(String unit, int times) {
        return unit.repeat(times);
    }

    private static JsonNode raw(String json) {
        return JSON.rawValueNode(new RawValue(json));
    }
}
