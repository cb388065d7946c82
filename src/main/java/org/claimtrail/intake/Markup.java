package org.claimtrail.intake;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.claimtrail.address.CanonicalUrl;
import org.claimtrail.platform.Json;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads values of markup, in every shape in which they are found: a text for an object, an object for a text, one for several. */
final class Markup {

    private static final Pattern ISO = Pattern.compile("([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?:[T ].*)?");
    private static final Pattern SLASHED = Pattern.compile("([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})(?: .*)?");
    private static final Pattern COMPACT = Pattern.compile("([0-9]{4})([0-9]{2})([0-9]{2})");
    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^>]*>");

    private static final List<DateTimeFormatter> IN_WORDS =
            Cells.inEnglish("MMMM d, uuuu", "MMM d, uuuu", "d MMMM uuuu", "d MMM uuuu");

    /** So are names of things in our own vocabulary told from schema.org's. */
    private static final String OWN = "https://w3id.org/claimtrail/ns#";

    static final String OURS = "claimtrail:";

    private Markup() {}

    /** With plain names, whatever prefix or address stands before them. */
    static JsonNode plain(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode plain = Json.object();
            object.properties().forEach(member -> plain.set(name(member.getKey()), plain(member.getValue())));
            return plain;
        }
        if (node instanceof ArrayNode list) {
            ArrayNode plain = Json.mapper().createArrayNode();
            list.forEach(element -> plain.add(plain(element)));
            return plain;
        }
        return node;
    }

    private static String name(String key) {
        if (key.startsWith(OWN)) {
            return OURS + key.substring(OWN.length());
        }
        return key.replaceFirst("^(https?://(www\\.)?schema\\.org/|schema:)", "");
    }

    /** One value or several, as several. */
    static List<JsonNode> all(@Nullable JsonNode node) {
        List<JsonNode> all = new ArrayList<>();
        if (node instanceof ArrayNode list) {
            list.forEach(element -> all.addAll(all(element)));
        } else if (node instanceof ObjectNode object && object.get("@list") != null) {
            return all(object.get("@list"));
        } else if (node != null && !node.isNull()) {
            all.add(node);
        }
        return all;
    }

    /** Words, of an object what it is called; nothing where there are none. */
    static @Nullable String text(@Nullable JsonNode node) {
        for (JsonNode one : all(node)) {
            String text = one instanceof ObjectNode object
                    ? called(object)
                    : one.isContainer() ? null : clean(one.asString(""));
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private static @Nullable String called(ObjectNode object) {
        for (String name : List.of("@value", "text", "name", "headline", "alternateName", "description")) {
            String text = text(object.get(name));
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /** Without tags, references to characters, and white space that means nothing. */
    static @Nullable String clean(String text) {
        String clean = TAG.matcher(text).find() ? Jsoup.parse(text).text() : text;
        if (clean.contains("&")) {
            clean = Parser.unescapeEntities(clean, false);
        }
        clean = clean.replace("\u0000", "").replaceAll("[\\s\\p{Z}]+", " ").strip();
        return clean.isEmpty() ? null : clean;
    }

    /** At most as long as a name may be. */
    static String name(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest - 1)) + "…";
    }

    static @Nullable String address(@Nullable JsonNode node) {
        for (JsonNode one : all(node)) {
            String text = one instanceof ObjectNode object
                    ? object.path("url").asString(object.path("@id").asString(""))
                    : one.asString("");
            try {
                CanonicalUrl.of(text.strip());
                return text.strip();
            } catch (IllegalArgumentException e) {
                // The next one, perhaps.
            }
        }
        return null;
    }

    /** The types of an object, without the address of the vocabulary. */
    static List<String> types(JsonNode node) {
        return all(node.get("@type")).stream()
                .map(type -> type.asString(""))
                .map(type -> type.substring(Math.max(type.lastIndexOf('/'), type.lastIndexOf(':')) + 1))
                .toList();
    }

    /** A day, a month or a year, as ISO 8601 writes it: of a time, the day where it was said. Nothing where nobody can tell. */
    static @Nullable String date(@Nullable JsonNode node) {
        String text = text(node);
        if (text == null) {
            return null;
        }
        for (Pattern form : List.of(ISO, SLASHED, COMPACT)) {
            Matcher date = form.matcher(text);
            if (date.matches()) {
                return date(date.group(1), date.group(2), date.group(3));
            }
        }
        for (DateTimeFormatter form : IN_WORDS) {
            try {
                return LocalDate.parse(text, form).toString();
            } catch (DateTimeException e) {
                // The next form, perhaps.
            }
        }
        try {
            return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toLocalDate()
                    .toString();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable String date(String year, @Nullable String month, @Nullable String day) {
        try {
            LocalDate date = LocalDate.of(
                    Integer.parseInt(year),
                    month == null ? 1 : Integer.parseInt(month),
                    day == null ? 1 : Integer.parseInt(day));
            return date.toString().substring(0, month == null ? 4 : day == null ? 7 : 10);
        } catch (DateTimeException e) {
            return null;
        }
    }

    static @Nullable String language(@Nullable JsonNode node) {
        for (JsonNode one : all(node)) {
            String text = one instanceof ObjectNode object
                    ? object.path("alternateName").asString(object.path("name").asString(""))
                    : one.asString("");
            try {
                String tag = new Locale.Builder()
                        .setLanguageTag(text.strip().replace('_', '-'))
                        .build()
                        .toLanguageTag();
                if (!text.isBlank() && !tag.equals("und") && tag.split("-")[0].length() <= 3) {
                    return tag;
                }
            } catch (IllformedLocaleException e) {
                // The next one, perhaps.
            }
        }
        return null;
    }
}
