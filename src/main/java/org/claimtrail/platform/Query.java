package org.claimtrail.platform;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.claimtrail.date.Instants;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a request, read one by one; collects every fault instead of stopping at the first. What was
 * never asked for is an unknown parameter: {@link #done()} says so, rather than answer a quietly wrong list.
 */
public final class Query {

    /** A bound that is absent excludes nothing. */
    public record DayRange(
            @Nullable LocalDate from, @Nullable LocalDate to) {}

    /** The days that PostgreSQL can keep. */
    private static final LocalDate FIRST = LocalDate.of(-4712, 1, 1);

    private static final LocalDate LAST = LocalDate.of(5_874_897, 12, 31);

    private static final int MOST_SIGNS = 8;
    private static final Pattern MANY_SIGNS =
            Pattern.compile("(?:[\\p{Pd}\\x{2212}][^\\p{L}\\p{N}\\p{Pd}\\x{2212}]*+){%d}".formatted(MOST_SIGNS + 1));
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,31}(\\.[0-9]{1,12})?");

    private final Map<String, List<String>> parameters;
    private final Map<String, List<String>> asked = new TreeMap<>();
    private final List<Fault> faults = new ArrayList<>();

    public Query(Map<String, List<String>> parameters) {
        this.parameters = parameters;
    }

    /** The same query with a parameter that the path implies; a request must not give it besides. */
    public Query with(String name, String value) {
        Map<String, List<String>> more = new TreeMap<>(parameters);
        Query query = new Query(more);
        query.asked.putAll(asked);
        if (more.put(name, List.of(value)) != null) {
            query.fault(name, "is what the path says: leave it out.");
        }
        return query;
    }

    /** All values of a repeatable parameter; empty when it is not given. */
    public <T> List<T> values(String name, Function<String, T> parser) {
        List<T> values = new ArrayList<>();
        for (String text : asked(name)) {
            try {
                values.add(parser.apply(clean(text)));
            } catch (IllegalArgumentException e) {
                fault(name, Objects.requireNonNull(e.getMessage()));
            }
        }
        return values;
    }

    public List<String> texts(String name) {
        return values(name, text -> text);
    }

    public <E extends Enum<E>> List<E> choices(String name, Class<E> type) {
        return values(name, text -> choice(type, text));
    }

    public <E extends Enum<E>> Optional<E> oneChoice(String name, Class<E> type) {
        return value(name, text -> choice(type, text));
    }

    public List<UUID> ids(String name) {
        return values(name, text -> Ids.parse(text).orElseThrow(() -> new IllegalArgumentException("must be a UUID.")));
    }

    /** The one value of a parameter that may be given once. */
    public <T> Optional<T> value(String name, Function<String, T> parser) {
        if (asked(name).size() > 1) {
            fault(name, "may be given only once.");
            return Optional.empty();
        }
        return values(name, parser).stream().findFirst();
    }

    public Optional<String> text(String name) {
        return value(name, text -> text);
    }

    /**
     * What a text search looks for, in the syntax of search engines. PostgreSQL's parser keeps signs that exclude on a stack of
     * 32 until a word follows.
     */
    public Optional<String> searched(String name) {
        return value(name, Query::searchable);
    }

    public static String searchable(String text) {
        if (MANY_SIGNS.matcher(text).find()) {
            throw new IllegalArgumentException(
                    "must not have more than %d minus signs before a word.".formatted(MOST_SIGNS));
        }
        return text;
    }

    /** What somebody typed so far, which may be nothing yet; of so many characters at most. */
    public String typed(String name, int most) {
        if (asked(name).size() <= 1 && asked(name).stream().allMatch(text -> text.isBlank() && text.length() <= most)) {
            return "";
        }
        return value(name, text -> {
                    if (text.codePointCount(0, text.length()) > most) {
                        throw new IllegalArgumentException("must have at most " + most + " characters.");
                    }
                    return text;
                })
                .orElse("");
    }

    public boolean flag(String name) {
        return trueOrFalse(name).orElse(false);
    }

    /** For a filter, which is none where it is not given. */
    public Optional<Boolean> trueOrFalse(String name) {
        return value(name, text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false.");
        });
    }

    public int number(String name, int least, int most, int otherwise) {
        return number(name, least, most).orElse(otherwise);
    }

    public Optional<Integer> number(String name, int least, int most) {
        return value(name, text -> {
            try {
                int number = new BigDecimal(text).intValueExact();
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (ArithmeticException | NumberFormatException e) {
                // told below
            }
            throw new IllegalArgumentException("must be a whole number from " + least + " to " + most + ".");
        });
    }

    /** From an instant, or from the start of a day in UTC. */
    public Optional<OffsetDateTime> from(String name) {
        return value(name, text -> instant(text, 0));
    }

    /** Up to and including an instant, or to the end of a day in UTC: the first instant that is not included any more. */
    public Optional<OffsetDateTime> until(String name) {
        return value(name, text -> instant(text, 1));
    }

    /** An instant. */
    public Optional<Instant> instant(String name) {
        return value(name, text -> {
            try {
                return Instants.parse(text);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("must be an instant such as 2024-06-19T07:30:00Z.", e);
            }
        });
    }

    /** A day. */
    public Optional<LocalDate> day(String name) {
        return value(name, text -> {
            try {
                return Instants.parseDay(text);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("must be a day such as 2024-06-19.", e);
            }
        });
    }

    /**
     * A day of any year, as ISO 8601 writes it: years before the common era with a minus, the year before 1 being 0000, and those
     * of more than four digits with a plus, or with Y as EDTF does. Days that PostgreSQL cannot keep are as far away as any.
     */
    private Optional<LocalDate> anyDay(String name) {
        return value(name, text -> {
            try {
                String iso = text.replaceFirst("^Y(?=[0-9])", "+").replaceFirst("^Y(?=-)", "");
                LocalDate day = LocalDate.parse(iso);
                return day.isBefore(FIRST) ? LocalDate.MIN : day.isAfter(LAST) ? LocalDate.MAX : day;
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("must be a day such as 2024-06-19, -0043-03-15 or Y12000-01-01.", e);
            }
        });
    }

    /** The days from one to another, each of which may be left open; empty where neither is given. */
    public Optional<DayRange> days(String from, String to) {
        DayRange range = new DayRange(anyDay(from).orElse(null), anyDay(to).orElse(null));
        if (range.from() != null && range.to() != null && range.from().isAfter(range.to())) {
            fault(to, "must not be before " + from + ".");
            return Optional.empty();
        }
        return range.from() == null && range.to() == null ? Optional.empty() : Optional.of(range);
    }

    /** A decimal as exact as figures are. */
    public Optional<BigDecimal> decimal(String name) {
        return value(name, text -> {
            if (!DECIMAL.matcher(text).matches()) {
                throw new IllegalArgumentException(
                        "must be a number in digits such as 6700 or -0.5, with at most 12 of them behind the point.");
            }
            BigDecimal number = new BigDecimal(text);
            if (number.abs().compareTo(Fields.LARGEST) > 0) {
                throw new IllegalArgumentException("must lie between -10^30 and 10^30.");
            }
            return number;
        });
    }

    public void fault(String name, String detail) {
        faults.add(new Fault(name, detail));
    }

    /** Whether a fault was found so far. */
    public boolean isFaulty() {
        return !faults.isEmpty();
    }

    /**
     * To be called when all parameters were asked for.
     *
     * @throws InvalidQuery with the faults found, and one for each parameter that was not asked for
     */
    public void done() {
        for (String name : new TreeSet<>(parameters.keySet())) {
            if (!asked.containsKey(name)) {
                fault(
                        name,
                        asked.isEmpty()
                                ? "is not a known parameter: none is known here."
                                : "is not a known parameter. Known here: " + String.join(", ", asked.keySet()) + ".");
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidQuery(faults);
        }
    }

    /** Everything given except how to page, in a fixed order: what a cursor belongs to. */
    public String selection() {
        Map<String, List<String>> selecting = new TreeMap<>(parameters);
        selecting.keySet().removeAll(List.of("cursor", "limit", "count"));
        return selecting.toString();
    }

    /** Everything given, for links to further pages. */
    public Map<String, List<String>> given() {
        return parameters;
    }

    private List<String> asked(String name) {
        return asked.computeIfAbsent(name, n -> parameters.getOrDefault(n, List.of()));
    }

    private static String clean(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("must not contain the character NUL (U+0000).");
        }
        if (text.isBlank()) {
            throw new IllegalArgumentException("must not be blank.");
        }
        return text.strip();
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of " + Fields.oneOf(type) + "."));
    }

    private static OffsetDateTime instant(String text, int daysAfter) {
        try {
            Instant read = text.length() <= "2024-06-19".length()
                    ? Instants.parseDay(text)
                            .plusDays(daysAfter)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                    : Instants.parse(text).plusNanos(daysAfter * 1000L);
            return read.atOffset(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "must be a day such as 2024-06-19 or an instant such as 2024-06-19T07:30:00Z.", e);
        }
    }
}
