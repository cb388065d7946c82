package org.claimtrail.platform;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.claimtrail.address.CanonicalUrl;
import org.claimtrail.date.Edtf;
import org.claimtrail.date.Instants;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads one JSON object field by field and collects every fault with its JSON Pointer, instead of stopping at the first.
 * A field that is at fault reads as absent. What was never asked for is an unknown field: {@link #done()} says so.
 */
public final class Fields {

    static final BigDecimal LARGEST = new BigDecimal("1e30");
    private static final int MOST_DECIMAL_PLACES = 12;
    private static final int MOST_ADDRESSES = 100;
    /** Names are indexed, and an entry of a PostgreSQL index has a bound. */
    private static final int LONGEST_NAME = 500;

    private static final int LONGEST_UNIT = 100;
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final ObjectNode node;
    private final @Nullable ObjectNode present;
    private final String pointer;
    private final Faults faults;
    private final Set<String> asked = new TreeSet<>();

    private Fields(ObjectNode node, @Nullable ObjectNode present, String pointer, Faults faults) {
        this.node = node;
        this.present = present;
        this.pointer = pointer;
        this.faults = faults;
    }

    /** A body that records something new. */
    public static Fields of(ObjectNode body) {
        return new Fields(body, null, "", new Faults());
    }

    /** One of several bodies in a request, which share their faults. */
    public static Fields of(ObjectNode body, String pointer, Faults faults) {
        return new Fields(body, null, pointer, faults);
    }

    /** A body that replaces what is there: its read-only fields may be repeated, not changed. */
    public static Fields of(ObjectNode body, ObjectNode present) {
        return new Fields(body, present, "", new Faults());
    }

    public Faults faults() {
        return faults;
    }

    /** The place of this object in the body; empty for the body itself. */
    public String pointer() {
        return pointer;
    }

    public String pointer(String field) {
        return pointer + "/" + field.replace("~", "~0").replace("/", "~1");
    }

    public void fault(String field, String detail) {
        faults.add(pointer(field), detail);
    }

    public boolean has(String field) {
        JsonNode value = node.get(field);
        return value != null && !value.isNull();
    }

    /** Whether it is named at all: null may mean that there is to be nothing. */
    public boolean isNamed(String field) {
        return node.has(field);
    }

    /** What the field held before, as answered; null where there was nothing. */
    public @Nullable JsonNode presentValue(String field) {
        return present == null ? null : present.get(field);
    }

    /** Any length, any script; in NFC; not blank. */
    public @Nullable String text(String field) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            fault(field, "must be a string.");
            return null;
        }
        return cleaned(pointer(field), value.stringValue());
    }

    /** A string of whatever characters, white space included. */
    public @Nullable String raw(String field) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            fault(field, "must be a string.");
            return null;
        }
        return value.stringValue();
    }

    public @Nullable String requiredText(String field) {
        return required(field, text(field));
    }

    /** A text on one line, without white space around it, of at most 500 characters. */
    public @Nullable String name(String field) {
        return asName(pointer(field), text(field), LONGEST_NAME);
    }

    /** A name of at most 100 characters. */
    public @Nullable String unit(String field) {
        return asName(pointer(field), text(field), LONGEST_UNIT);
    }

    public @Nullable String requiredName(String field) {
        return required(field, name(field));
    }

    public List<String> names(String field) {
        List<String> names = new ArrayList<>();
        eachElement(field, (at, element) -> asName(at, string(at, element), LONGEST_NAME), names);
        return names;
    }

    public <E extends Enum<E>> @Nullable E choice(String field, Class<E> type) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (value.isString() && constant.name().equals(value.stringValue())) {
                return constant;
            }
        }
        fault(field, "must be one of " + oneOf(type) + ".");
        return null;
    }

    public <E extends Enum<E>> @Nullable E requiredChoice(String field, Class<E> type) {
        return required(field, choice(field, type));
    }

    /** Exact to the digit, at most 10^30 either side of zero, with at most 12 decimal places. */
    public @Nullable BigDecimal decimal(String field) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        if (!value.isNumber()) {
            fault(field, "must be a number.");
            return null;
        }
        BigDecimal decimal = value.decimalValue();
        if (decimal.abs().compareTo(LARGEST) > 0) {
            fault(field, "must lie between -10^30 and 10^30.");
            return null;
        }
        if (decimal.scale() > MOST_DECIMAL_PLACES) {
            fault(field, "must have at most " + MOST_DECIMAL_PLACES + " decimal places.");
            return null;
        }
        return decimal;
    }

    public @Nullable Long integer(String field, long least, long most) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            fault(field, "must be a whole number from " + least + " to " + most + ".");
            return null;
        }
        return value.longValue();
    }

    public boolean flag(String field) {
        JsonNode value = value(field);
        if (value == null) {
            return false;
        }
        if (!value.isBoolean()) {
            fault(field, "must be true or false.");
            return false;
        }
        return value.booleanValue();
    }

    /** RFC 3339, kept to the microsecond. */
    public @Nullable Instant instant(String field) {
        return parsed(field, text -> {
            try {
                return Instants.parse(text);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("must be an instant such as 2024-06-19T07:30:00Z (RFC 3339).", e);
            }
        });
    }

    /** An exact day. */
    public @Nullable LocalDate day(String field) {
        return parsed(field, text -> {
            try {
                return Instants.parseDay(text);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("must be a day such as 2024-06-19.", e);
            }
        });
    }

    /** ISO 8601-2, the Extended Date/Time Format. */
    public @Nullable Edtf date(String field) {
        return parsed(field, Edtf::parse);
    }

    /** An address with http or https, as it was given. */
    public @Nullable String webAddress(String field) {
        return parsed(field, Fields::asWebAddress);
    }

    /** At most 100 of them. */
    public List<String> webAddresses(String field) {
        List<String> addresses = new ArrayList<>();
        eachElement(field, (at, element) -> parsed(at, string(at, element), Fields::asWebAddress), addresses);
        if (addresses.size() > MOST_ADDRESSES) {
            fault(field, "must not be more than " + MOST_ADDRESSES + " addresses.");
        }
        return addresses;
    }

    private static String asWebAddress(String text) {
        CanonicalUrl.of(text);
        return text.strip();
    }

    /** A BCP 47 tag in its usual case. */
    public @Nullable String language(String field) {
        return parsed(field, text -> {
            try {
                return new Locale.Builder().setLanguageTag(text).build().toLanguageTag();
            } catch (IllformedLocaleException e) {
                throw new IllegalArgumentException("must be a language tag such as en or zh-Hant (BCP 47).", e);
            }
        });
    }

    /** An ISO 3166-1 alpha-2 code. */
    public @Nullable String country(String field) {
        return parsed(field, text -> {
            if (!COUNTRIES.contains(text)) {
                throw new IllegalArgumentException("must be a country code such as KR (ISO 3166-1 alpha-2).");
            }
            return text;
        });
    }

    /** An ISO 4217 code. */
    public @Nullable String currency(String field) {
        return parsed(field, Currencies::parse);
    }

    /** A text that has to match a pattern; the rule is told when it does not. */
    public @Nullable String matching(String field, String pattern, String rule) {
        return parsed(field, text -> {
            if (!text.matches(pattern)) {
                throw new IllegalArgumentException(rule);
            }
            return text;
        });
    }

    public @Nullable UUID id(String field) {
        return parsed(
                field, text -> Ids.parse(text).orElseThrow(() -> new IllegalArgumentException("must be a UUID.")));
    }

    /** An object of whatever content, of at most so many characters. */
    public @Nullable ObjectNode anyObject(String field, int longest) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        if (!(value instanceof ObjectNode object)) {
            fault(field, "must be an object.");
            return null;
        }
        String text = object.toString();
        if (text.length() > longest) {
            fault(field, "must have at most " + longest + " characters.");
            return null;
        }
        if (text.contains("\\u0000")) {
            fault(field, "must not contain the character NUL (U+0000).");
            return null;
        }
        return object.isEmpty() ? null : object;
    }

    /** Filters of a list by their names, each with its values, of at most so many characters; null where there is none. */
    public @Nullable Map<String, List<String>> filters(String field, int longest) {
        ObjectNode given = anyObject(field, longest);
        if (given == null) {
            return null;
        }
        Map<String, List<String>> filters = new LinkedHashMap<>();
        given.properties().forEach(filter -> {
            if (filter.getValue().isArray() && filter.getValue().valueStream().allMatch(JsonNode::isString)) {
                filters.put(
                        filter.getKey(),
                        filter.getValue()
                                .valueStream()
                                .map(JsonNode::stringValue)
                                .toList());
            } else {
                fault(field, "must have a list of strings as the value of each filter.");
            }
        });
        return filters;
    }

    /** A nested object; null where it is absent or not an object. */
    public @Nullable Fields object(String field) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        if (!(value instanceof ObjectNode object)) {
            fault(field, "must be an object.");
            return null;
        }
        return new Fields(
                object, presentValue(field) instanceof ObjectNode before ? before : null, pointer(field), faults);
    }

    /** A nested object read by its own rules. */
    public <T> @Nullable T object(String field, Function<Fields, T> reader) {
        Fields object = object(field);
        return object == null ? null : reader.apply(object);
    }

    /**
     * A list of objects. An element that repeats the id of a present one is compared with that one, wherever it stood.
     */
    public <T> List<T> objects(String field, Function<Fields, T> reader) {
        List<T> read = new ArrayList<>();
        eachElement(
                field,
                (at, element) -> {
                    if (!(element instanceof ObjectNode object)) {
                        faults.add(at, "must be an object.");
                        return null;
                    }
                    return reader.apply(new Fields(object, presentElement(field, object), at, faults));
                },
                read);
        return read;
    }

    /** Fields that the service sets: a body may repeat what was answered, and nothing else. */
    public void readOnly(String... names) {
        for (String name : names) {
            asked.add(name);
            JsonNode value = node.get(name);
            if (value == null || value.equals(presentValue(name))) {
                continue;
            }
            fault(
                    name,
                    present == null
                            ? "is set by the service: leave it out."
                            : "is set by the service: leave it out or as it was answered.");
        }
    }

    /** To be called when all fields were asked for: every other one is a fault. */
    public void done() {
        for (String name : node.propertyNames()) {
            if (!asked.contains(name)) {
                faults.add(pointer(name), "is not a known field. Known here: " + String.join(", ", asked) + ".");
            }
        }
    }

    public <T> @Nullable T required(String field, @Nullable T value) {
        if (value == null && !faults.anyAt(pointer(field))) {
            fault(field, "is required.");
        }
        return value;
    }

    /** The names of an enumeration's values, for people. */
    public static String oneOf(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
    }

    /**
     * What an input says that was read without faults: one that does not say it was refused.
     */
    public static <T> T given(@Nullable T required) {
        return Objects.requireNonNull(required);
    }

    private @Nullable JsonNode value(String field) {
        asked.add(field);
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? null : value;
    }

    private <T> @Nullable T parsed(String field, Function<String, T> parser) {
        return parsed(pointer(field), text(field), parser);
    }

    private <T> @Nullable T parsed(String at, @Nullable String text, Function<String, T> parser) {
        if (text == null) {
            return null;
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            faults.add(at, Objects.requireNonNull(e.getMessage()));
            return null;
        }
    }

    private <T> void eachElement(String field, BiFunction<String, JsonNode, @Nullable T> reader, List<T> into) {
        JsonNode value = value(field);
        if (value == null) {
            return;
        }
        if (!(value instanceof ArrayNode array)) {
            fault(field, "must be a list.");
            return;
        }
        for (int i = 0; i < array.size(); i++) {
            T read = reader.apply(pointer(field) + "/" + i, array.get(i));
            if (read != null) {
                into.add(read);
            }
        }
    }

    private @Nullable ObjectNode presentElement(String field, ObjectNode element) {
        if (!(presentValue(field) instanceof ArrayNode before) || !element.has("id")) {
            return null;
        }
        for (JsonNode candidate : before) {
            if (candidate instanceof ObjectNode object && element.get("id").equals(object.get("id"))) {
                return object;
            }
        }
        return null;
    }

    private @Nullable String string(String at, JsonNode element) {
        if (!element.isString()) {
            faults.add(at, "must be a string.");
            return null;
        }
        return cleaned(at, element.stringValue());
    }

    private @Nullable String cleaned(String at, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                faults.add(at, "must not contain the character NUL (U+0000).");
                return null;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                faults.add(at, "must not contain half of a surrogate pair, at character " + i + ".");
                return null;
            }
        }
        if (text.codePoints().allMatch(Fields::isBlank)) {
            faults.add(at, "must not be blank: leave it out where there is nothing to say.");
            return null;
        }
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /** What PostgreSQL takes for white space: a wider view than Java's, no-break spaces included. */
    private static boolean isBlank(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
    }

    private @Nullable String asName(String at, @Nullable String text, int longest) {
        if (text == null) {
            return null;
        }
        String name = text.strip();
        if (name.codePointCount(0, name.length()) > longest) {
            faults.add(at, "must have at most " + longest + " characters.");
            return null;
        }
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            faults.add(at, "must be on one line.");
            return null;
        }
        return name;
    }
}
