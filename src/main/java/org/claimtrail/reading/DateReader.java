package org.claimtrail.reading;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.claimtrail.claim.Qualifier;
import org.claimtrail.date.Edtf;
import org.jspecify.annotations.Nullable;

/**
 * Finds the dates of a text, and what they mean, by the tables {@code dates-….txt} beside this class.
 *
 * <ul>
 *   <li>What counts from the day of publication ("yesterday", "last week") is a date only where that day is given.
 *   <li>A bare weekday is the last one up to the day of publication, as news writes it, or the next one in a sentence about what
 *       will be. So is a day or month without its year, the nearest one.
 *   <li>Numbers that can be day and month or the other way round (03/04/2024) are answered with both, and with neither as what it
 *       means, unless the language says which: in en-US the month comes first, in every language but English the day.
 *   <li>Early, middle and late are thirds: of a year four months each, of a month ten days.
 * </ul>
 */
public final class DateReader {

    private static final Map<String, Grammar> GRAMMARS = new ConcurrentHashMap<>();

    private static final int LONGEST_QUALIFIER = 40;

    /** How far from a date its sentence is looked at. */
    private static final int SENTENCE = 300;

    private static final int LATEST_YEAR = 2150;
    private static final int NUMBERS_TO_YEARS = 69;
    private static final double SURE = 0.95;
    private static final double LIKELY = 0.8;
    private static final double POSSIBLE = 0.6;
    private static final double UNSURE = 0.3;

    private static final Pattern SLOT = Pattern.compile("\\{([a-z]+)(2?)}");

    private record Rule(String name, Pattern pattern, List<String> slots) {}

    /** What one pattern found. */
    private record Hit(String rule, int start, int end, Map<String, String> slots) {

        boolean has(String slot) {
            return slots.containsKey(slot);
        }

        String get(String slot) {
            return slots.getOrDefault(slot, "");
        }
    }

    /** What a hit means. */
    private record Meaning(List<String> readings, boolean relative, double confidence) {

        static Meaning of(String edtf) {
            return new Meaning(List.of(edtf), false, SURE);
        }

        static Meaning relative(String edtf) {
            return new Meaning(List.of(edtf), true, LIKELY);
        }

        Meaning sure(double other) {
            return new Meaning(readings, relative, other);
        }
    }

    /** The tables of one language. */
    private static final class Grammar {

        final Map<String, Integer> months;
        final Map<String, Integer> weekdays;
        final Map<String, Integer> seasons;
        final Map<String, Integer> days;
        final Map<String, String> units;
        final Map<String, Integer> periods;
        final Map<String, Integer> parts;
        final Map<String, Integer> halves;
        final Map<String, Integer> nth;
        final Map<String, Integer> numbers;
        final Map<String, Integer> dayWords;
        final Map<String, Integer> decades;
        final Pattern future;
        final Set<String> before;
        final Set<String> approximate;
        final Set<String> behind;
        final List<Rule> rules;

        Grammar(String language) {
            WordTable table = WordTable.of("dates-" + language + ".txt");
            months = table.meanings("months", Integer::valueOf);
            weekdays = table.meanings("weekdays", Integer::valueOf);
            seasons = table.meanings("seasons", Integer::valueOf);
            days = table.meanings("days", Integer::valueOf);
            units = table.meanings("units", unit -> unit);
            periods = table.meanings("periods", Integer::valueOf);
            parts = table.meanings("parts", Integer::valueOf);
            halves = table.meanings("halves", Integer::valueOf);
            nth = table.meanings("nth", Integer::valueOf);
            numbers = table.meanings("numbers", Integer::valueOf);
            dayWords = table.meanings("day words", Integer::valueOf);
            decades = table.meanings("decades", Integer::valueOf);
            future = Pattern.compile(
                    "(?<!\\p{L})(?:" + alternatives(table.words("words", "future")) + ")(?!\\p{L})",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
            before = table.words("words", "before");
            approximate = table.words("words", "approximate");
            behind = table.words("words", "behind");
            Map<String, String> slots = slots();
            rules = table.under("patterns").stream()
                    .map(line -> new Rule(
                            line.meaning(),
                            pattern(line.text(), slots),
                            SLOT.matcher(line.text())
                                    .results()
                                    .map(slot -> slot.group(1) + slot.group(2))
                                    .toList()))
                    .toList();
        }

        private Map<String, String> slots() {
            Map<String, String> slots = new HashMap<>();
            slots.put("month", alternatives(months.keySet()));
            slots.put("weekday", alternatives(weekdays.keySet()));
            slots.put("season", alternatives(seasons.keySet()));
            slots.put("days", alternatives(days.keySet()));
            slots.put("unit", alternatives(units.keySet()));
            slots.put("period", alternatives(periods.keySet()));
            slots.put("part", alternatives(parts.keySet()));
            slots.put("half", alternatives(halves.keySet()));
            slots.put("nth", alternatives(nth.keySet()));
            slots.put("number", "\\d{1,3}|" + alternatives(numbers.keySet()));
            slots.put("decade", alternatives(decades.keySet()));
            slots.put(
                    "day",
                    "(?:(?:0?[1-9]|[12]\\d|3[01])(?!\\d)(?:st|nd|rd|th|er|º)?|" + alternatives(dayWords.keySet())
                            + ")");
            slots.put("dayth", "(?:[1-9]|[12]\\d|3[01])(?:st|nd|rd|th)");
            slots.put("mm", "(?:0?[1-9]|1[0-2])");
            slots.put("year", "(?<![\\d.,$€£])[12]\\d{3}(?!\\d)");
            slots.put("short", "\\d{2}(?!\\d)");
            slots.put("tens", "[1-9]0");
            slots.put("quarter", "[1-4]");
            slots.put("h", "[12]");
            slots.put(
                    "ordinal",
                    "\\d{1,2}(?:st|nd|rd|th|e|ème)?|[ivxIVX]{1,5}(?:e|ème)?|" + alternatives(nth.keySet()) + "|"
                            + "tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth");
            slots.put(
                    "isodate",
                    "(?<![\\d./-])[12]\\d{3}([-/.])(?:0?[1-9]|1[0-2])([-/.])(?:0?[1-9]|[12]\\d|3[01])(?![\\d])");
            slots.put("isomonth", "(?<![\\d./-])(?:1[5-9]|20)\\d{2}[-/](?:0[1-9]|1[0-2])(?![\\d/-])");
            slots.put("numeric", "(?<![\\d./-])\\d{1,2}[/.-]\\d{1,2}[/.-](?:[12]\\d{3}|\\d{2})(?![\\d]|[/-]\\d)");
            return slots;
        }

        private static Pattern pattern(String written, Map<String, String> slots) {
            Matcher slot = SLOT.matcher(written.replace(" ", "\\s+").replace("\\s+?", "\\s*"));
            String regex = slot.replaceAll(found -> {
                String alternatives = slots.get(found.group(1));
                if (alternatives == null) {
                    throw new IllegalStateException("There is no slot " + found.group());
                }
                return Matcher.quoteReplacement("(?<" + found.group(1) + found.group(2) + ">" + alternatives + ")");
            });
            return Pattern.compile(
                    "(?<![\\p{L}\\p{M}\\d])" + regex + "(?![\\p{L}\\p{M}\\d])",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        }

        private static String alternatives(Collection<String> words) {
            return words.isEmpty()
                    ? "(?!)"
                    : words.stream()
                            .sorted(Comparator.comparing((String word) -> -word.length())
                                    .thenComparing(word -> word))
                            .map(word -> Pattern.quote(word).replace(" ", "\\E\\s+\\Q"))
                            .collect(Collectors.joining("|"));
        }
    }

    /** @param publishedOn what "yesterday" counts from; null where nobody knows */
    public List<ReadDate> read(String text, @Nullable String language, @Nullable LocalDate publishedOn) {
        Locale locale = Locale.forLanguageTag(language == null ? "en" : language);
        String primary = Lexicon.LANGUAGES.contains(locale.getLanguage()) ? locale.getLanguage() : "en";
        Grammar grammar = GRAMMARS.computeIfAbsent(primary, Grammar::new);
        return new Pass(text, grammar, primary, locale.getCountry(), publishedOn).dates();
    }

    /** One text being read. */
    private static final class Pass {

        private final String text;
        private final Grammar grammar;
        private final String language;
        private final String country;
        private final @Nullable LocalDate today;

        Pass(String text, Grammar grammar, String language, String country, @Nullable LocalDate today) {
            this.text = text;
            this.grammar = grammar;
            this.language = language;
            this.country = country;
            this.today = today;
        }

        List<ReadDate> dates() {
            List<Hit> hits = new ArrayList<>();
            for (Rule rule : grammar.rules) {
                Matcher matcher = rule.pattern().matcher(text);
                int at = 0;
                while (at <= text.length() && matcher.find(at)) {
                    if (matcher.end() > matcher.start()) {
                        hits.add(new Hit(rule.name(), matcher.start(), matcher.end(), slots(rule, matcher)));
                    }
                    at = Math.max(matcher.start() + 1, matcher.end());
                }
            }
            hits.sort(Comparator.comparing((Hit hit) -> hit.start() - hit.end()).thenComparing(Hit::start));
            boolean[] taken = new boolean[text.length()];
            List<ReadDate> dates = new ArrayList<>();
            for (Hit hit : hits) {
                if (isFree(taken, hit)) {
                    ReadDate date = date(hit);
                    if (date != null) {
                        Arrays.fill(taken, hit.start(), hit.end(), true);
                        dates.add(date);
                    }
                }
            }
            dates.sort(Comparator.comparing(ReadDate::start));
            return dates;
        }

        private static Map<String, String> slots(Rule rule, Matcher matcher) {
            Map<String, String> slots = new HashMap<>();
            for (String name : rule.slots()) {
                String found = matcher.group(name);
                if (found != null) {
                    slots.put(name, found.toLowerCase(Locale.ROOT).replaceAll("\\s+", " "));
                }
            }
            return slots;
        }

        private static boolean isFree(boolean[] taken, Hit hit) {
            for (int at = hit.start(); at < hit.end(); at++) {
                if (taken[at]) {
                    return false;
                }
            }
            return true;
        }

        private @Nullable ReadDate date(Hit hit) {
            Meaning meaning;
            try {
                meaning = meaning(hit);
            } catch (DateTimeException e) {
                // The 31st of June.
                return null;
            }
            if (meaning == null) {
                return null;
            }
            List<Edtf> readings = new ArrayList<>();
            for (String reading : meaning.readings()) {
                try {
                    readings.add(Edtf.parse(reading));
                } catch (IllegalArgumentException e) {
                    return null;
                }
            }
            // Of which year it is, nobody knows.
            boolean one = readings.size() == 1 && !readings.get(0).text().startsWith("XXXX");
            return new ReadDate(
                    hit.start(),
                    hit.end(),
                    text.substring(hit.start(), hit.end()),
                    one ? readings.get(0).text() : null,
                    one ? readings.get(0).earliest() : null,
                    one ? readings.get(0).latest() : null,
                    meaning.readings(),
                    meaning.relative(),
                    meaning.confidence());
        }

        private @Nullable Meaning meaning(Hit hit) {
            return switch (hit.rule()) {
                case "date" -> calendar(hit);
                case "dayrange" -> dayRange(hit);
                case "datesrange" -> datesRange(hit);
                case "monthrange" -> monthRange(hit);
                case "yearrange" -> yearRange(hit);
                case "season" -> season(hit);
                case "seasonperiod" -> seasonPeriod(hit);
                case "quarter" ->
                    Meaning.of(year(hit) + "-"
                            + (32 + (hit.has("quarter") ? Integer.parseInt(hit.get("quarter")) : quarter(hit))));
                case "quarterperiod" ->
                    today == null ? null : Meaning.relative(shiftedYear(hit) + "-" + (32 + quarter(hit)));
                case "half" ->
                    Meaning.of(year(hit) + "-"
                            + (hit.has("h")
                                    ? 39 + Integer.parseInt(hit.get("h"))
                                    : given(grammar.halves, hit.get("half"))));
                case "year" -> bareYear(hit);
                case "decade" -> decade(hit);
                case "century" -> century(hit);
                case "period" ->
                    hit.has("period") ? period(hit, given(grammar.periods, hit.get("period"))) : period(hit, 2);
                case "lastperiod" -> period(hit, -1);
                case "nextperiod" -> period(hit, 1);
                case "span" -> span(hit);
                case "ago" -> counted(hit, -1);
                case "hence" -> counted(hit, 1);
                case "day" ->
                    today == null
                            ? null
                            : Meaning.relative(today.plusDays(given(grammar.days, hit.get("days")))
                                            .toString())
                                    .sure(SURE);
                case "weekday" -> weekday(hit, hit.has("period") ? grammar.periods.get(hit.get("period")) : null);
                case "lastweekday" -> weekday(hit, -1);
                case "nextweekday" -> weekday(hit, 1);
                case "nthweekday" -> nthWeekday(hit);
                case "monthperiod" -> monthPeriod(hit);
                case "dayperiod" -> dayPeriod(hit);
                case "dayofmonth" -> dayOfMonth(hit);
                case "monthyear" -> Meaning.of("%04d-%02d".formatted(year(hit), Integer.parseInt(hit.get("mm"))));
                case "nthweek" -> nthWeek(hit);
                case "in" -> isFuture(hit) ? counted(hit, 1) : null;
                case "iso" -> iso(hit);
                case "isomonth" -> Meaning.of(hit.get("isomonth").replace('/', '-'));
                case "numeric" -> numeric(hit);
                default -> throw new IllegalStateException("There is no rule " + hit.rule());
            };
        }

        private static <V> V given(Map<String, V> table, String word) {
            V value = table.get(word);
            if (value == null) {
                throw new DateTimeException("No " + word);
            }
            return value;
        }

        private int quarter(Hit hit) {
            int quarter = given(grammar.nth, hit.get("nth"));
            if (quarter > 4) {
                throw new DateTimeException("No quarter " + quarter);
            }
            return quarter;
        }

        private static int year(Hit hit) {
            int year = Integer.parseInt(hit.get("year"));
            if (year > LATEST_YEAR) {
                throw new DateTimeException("No year " + year);
            }
            return year;
        }

        private int shiftedYear(Hit hit) {
            return Objects.requireNonNull(today).getYear() + given(grammar.periods, hit.get("period"));
        }

        private int day(String written) {
            Integer word = grammar.dayWords.get(written);
            return word != null ? word : Integer.parseInt(written.replaceAll("\\D", ""));
        }

        /** Short names and May are words besides: "mar", "sun", "may". */
        private boolean isName(Hit hit, String slot) {
            String name = hit.get(slot);
            String written = text.substring(hit.start(), hit.end());
            int at = written.toLowerCase(Locale.ROOT).indexOf(name);
            boolean capital = at >= 0 && at < written.length() && Character.isUpperCase(written.charAt(at));
            return capital || name.length() > 5 || name.length() > 3 && !language.equals("en");
        }

        private @Nullable Meaning calendar(Hit hit) {
            int month = given(grammar.months, hit.get("month"));
            if (hit.has("year")) {
                int year = year(hit);
                if (hit.has("day")) {
                    return Meaning.of(
                            LocalDate.of(year, month, day(hit.get("day"))).toString());
                }
                return Meaning.of(part(hit, YearMonth.of(year, month)));
            }
            if (!hit.has("day") && !isName(hit, "month")) {
                return null;
            }
            if (!hit.has("day") && !hit.has("part") && !isBare(hit)) {
                return null;
            }
            if (today == null) {
                return hit.has("day")
                        ? new Meaning(
                                List.of("XXXX-%02d-%02d".formatted(month, valid(month, day(hit.get("day"))))),
                                true,
                                UNSURE)
                        : new Meaning(List.of("XXXX-%02d".formatted(month)), true, UNSURE);
            }
            if (hit.has("day")) {
                int day = valid(month, day(hit.get("day")));
                return Meaning.relative(nearest(month, day, isFuture(hit)).toString());
            }
            YearMonth now = YearMonth.from(today);
            YearMonth meant = now.withMonth(month);
            if (isFuture(hit) ? meant.isBefore(now) : meant.isAfter(now)) {
                meant = meant.plusYears(isFuture(hit) ? 1 : -1);
            }
            return Meaning.relative(part(hit, meant)).sure(POSSIBLE);
        }

        private static int valid(int month, int day) {
            LocalDate.of(2000, month, day);
            return day;
        }

        /** A month by itself is one where something leads to it, or where it is no first name or verb. */
        private boolean isBare(Hit hit) {
            String before = wordBefore(hit.start());
            if (grammar.before.contains(before)) {
                return true;
            }
            String month = hit.get("month");
            return !month.matches(
                            "may|march|mar|mars|august|april|june|mai|set|jan|dec|sep|jun|jul|out|ago|abr|feb|nov|oct|apr|aug")
                    && month.length() > 4;
        }

        private String wordBefore(int at) {
            int end = at;
            while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
                end--;
            }
            int from = end;
            while (from > 0 && (Character.isLetter(text.charAt(from - 1)) || text.charAt(from - 1) == '\'')) {
                from--;
            }
            return text.substring(from, end).toLowerCase(Locale.ROOT);
        }

        private LocalDate nearest(int month, int day, boolean future) {
            LocalDate now = Objects.requireNonNull(today);
            for (int years = 0; years <= 8; years++) {
                int year = now.getYear() + (future ? years : -years);
                if (day <= YearMonth.of(year, month).lengthOfMonth()) {
                    LocalDate found = LocalDate.of(year, month, day);
                    // What is a few months off in the year of publication is probably that.
                    if (future ? !found.isBefore(now.minusMonths(1)) : !found.isAfter(now.plusMonths(4))) {
                        return found;
                    }
                }
            }
            throw new DateTimeException("No day");
        }

        private String part(Hit hit, YearMonth month) {
            if (!hit.has("part")) {
                return month.toString();
            }
            int part = given(grammar.parts, hit.get("part"));
            LocalDate first = month.atDay(part * 10 - 9);
            LocalDate last = part == 3 ? month.atEndOfMonth() : month.atDay(part * 10);
            return first + "/" + last;
        }

        private boolean isFuture(Hit hit) {
            int from = hit.start();
            while (from > 0 && hit.start() - from < SENTENCE && ".!?\n".indexOf(text.charAt(from - 1)) < 0) {
                from--;
            }
            int to = hit.end();
            while (to < text.length() && to - hit.end() < SENTENCE && ".!?\n".indexOf(text.charAt(to)) < 0) {
                to++;
            }
            return grammar.future.matcher(text.substring(from, hit.start())).find()
                    || grammar.future.matcher(text.substring(hit.end(), to)).find();
        }

        private @Nullable Meaning dayRange(Hit hit) {
            int month = given(grammar.months, hit.get("month"));
            boolean named = hit.has("year");
            if (!named && today == null) {
                return null;
            }
            LocalDate first = named
                    ? LocalDate.of(year(hit), month, day(hit.get("day")))
                    : nearest(month, day(hit.get("day")), isFuture(hit));
            LocalDate last = first.withDayOfMonth(day(hit.get("day2")));
            return last.isBefore(first)
                    ? null
                    : new Meaning(List.of(first + "/" + last), !named, named ? SURE : LIKELY);
        }

        private @Nullable Meaning datesRange(Hit hit) {
            boolean named = hit.has("year2") || hit.has("year");
            if (!named && today == null) {
                return null;
            }
            int month = given(grammar.months, hit.get("month"));
            int month2 = given(grammar.months, hit.get("month2"));
            LocalDate last = named
                    ? LocalDate.of(
                            Integer.parseInt(hit.get(hit.has("year2") ? "year2" : "year")),
                            month2,
                            day(hit.get("day2")))
                    : nearest(month2, day(hit.get("day2")), isFuture(hit));
            LocalDate first = LocalDate.of(hit.has("year") ? year(hit) : last.getYear(), month, day(hit.get("day")));
            if (first.isAfter(last)) {
                first = first.minusYears(1);
            }
            return new Meaning(List.of(first + "/" + last), !named, named ? SURE : LIKELY);
        }

        private static int year2(Hit hit) {
            return Integer.parseInt(hit.get("year2"));
        }

        private @Nullable Meaning monthRange(Hit hit) {
            if (!hit.has("year2")) {
                if (today == null) {
                    return null;
                }
                LocalDate end = nearest(given(grammar.months, hit.get("month2")), 1, isFuture(hit));
                YearMonth to = YearMonth.from(end);
                YearMonth from = YearMonth.of(to.getYear(), given(grammar.months, hit.get("month")));
                return Meaning.relative((from.isAfter(to) ? from.minusYears(1) : from) + "/" + to);
            }
            YearMonth last = YearMonth.of(year2(hit), given(grammar.months, hit.get("month2")));
            YearMonth first =
                    YearMonth.of(hit.has("year") ? year(hit) : last.getYear(), given(grammar.months, hit.get("month")));
            if (first.isAfter(last)) {
                first = first.minusYears(1);
            }
            return Meaning.of(first + "/" + last);
        }

        private @Nullable Meaning yearRange(Hit hit) {
            int first = year(hit);
            int last = hit.has("short2") ? first / 100 * 100 + Integer.parseInt(hit.get("short2")) : year2(hit);
            boolean word = hit.has("short2")
                    || text.substring(hit.start(), hit.end()).matches("\\d{4}\\s*[-–]\\s*\\d{4}")
                    || Character.isLetter(text.charAt(hit.start()))
                    || grammar.before.contains(wordBefore(hit.start()));
            if (last <= first
                    || last > LATEST_YEAR
                    || first < 1500
                    || !word
                    || hit.has("short2") && last - first > 20
                    || isAmount(hit)) {
                return null;
            }
            return Meaning.of(first + "/" + last);
        }

        private @Nullable Meaning season(Hit hit) {
            return Meaning.of(year(hit) + "-" + given(grammar.seasons, hit.get("season")));
        }

        private @Nullable Meaning seasonPeriod(Hit hit) {
            if (today == null) {
                return null;
            }
            int season = given(grammar.seasons, hit.get("season"));
            int period = hit.has("period") ? given(grammar.periods, hit.get("period")) : -1;
            int year = today.getYear();
            Edtf ofYear = Edtf.parse(year + "-" + season);
            if (period < 0
                    && ofYear.earliest() != null
                    && !Objects.requireNonNull(ofYear.latest()).isBefore(today)) {
                year--;
            }
            if (period > 0 && ofYear.earliest() != null && !ofYear.earliest().isAfter(today)) {
                year++;
            }
            return Meaning.relative(year + "-" + season);
        }

        /** Whether what looks like years counts something: 2000 people, $1990. */
        private boolean isAmount(Hit hit) {
            int at = hit.start() - 1;
            if (at >= 0 && "$€£#/-–.".indexOf(text.charAt(at)) >= 0) {
                return true;
            }
            while (at >= 0 && Character.isWhitespace(text.charAt(at))) {
                at--;
            }
            if (at >= 0 && "$€£".indexOf(text.charAt(at)) >= 0) {
                return true;
            }
            String rest = text.substring(hit.end(), Math.min(text.length(), hit.end() + LONGEST_QUALIFIER));
            if (rest.matches("(?s)[-.,/:]\\d.*") || rest.matches("(?s)\\s?[%€$£].*")) {
                return true;
            }
            Matcher next = Pattern.compile("\\s+(\\p{L}+)").matcher(rest);
            if (next.lookingAt()) {
                String word = next.group(1).toLowerCase(Locale.ROOT);
                if (grammar.behind.contains(word)) {
                    return true;
                }
                boolean plural = word.length() > 4
                        && word.endsWith("s")
                        && !word.endsWith("ss")
                        && !word.endsWith("us")
                        && Character.isLowerCase(next.group(1).charAt(0));
                return plural && !grammar.before.contains(wordBefore(hit.start()));
            }
            return false;
        }

        private @Nullable Meaning bareYear(Hit hit) {
            int year = year(hit);
            String before = wordBefore(hit.start());
            boolean led = hit.has("part") || hit.end() - hit.start() > 4 || grammar.before.contains(before);
            if (isAmount(hit) || !led && (year < 1500 || year > 2100)) {
                return null;
            }
            if (!led && text.length() < 8 && text.strip().length() == 4) {
                return new Meaning(List.of(String.valueOf(year)), false, POSSIBLE);
            }
            if (isQualified(hit.start())) {
                return null;
            }
            if (hit.has("part")) {
                return Meaning.of("%04d-%d".formatted(year, 36 + given(grammar.parts, hit.get("part"))));
            }
            String approximate = grammar.approximate.contains(before) ? "~" : "";
            return Meaning.of("%04d%s".formatted(year, approximate)).sure(led ? SURE : LIKELY);
        }

        /** Whether it is said of it that it is more, less or exactly so much: then it is no year. */
        private boolean isQualified(int at) {
            String before = text.substring(Math.max(0, at - LONGEST_QUALIFIER), at)
                    .toLowerCase(Locale.ROOT)
                    .stripTrailing();
            Map<String, Qualifier> qualifiers = Lexicon.of(language).before;
            for (int from = 0; from < before.length(); from++) {
                boolean begins = from == 0 || !Character.isLetter(before.charAt(from - 1));
                Qualifier qualifier = begins ? qualifiers.get(before.substring(from)) : null;
                if (qualifier != null
                        && qualifier != Qualifier.ABOUT
                        && !grammar.before.contains(before.substring(from))) {
                    return true;
                }
            }
            return false;
        }

        private @Nullable Meaning decade(Hit hit) {
            int first;
            if (hit.has("decade")) {
                first = given(grammar.decades, hit.get("decade"));
            } else if (hit.has("tens")) {
                first = 1900 + Integer.parseInt(hit.get("tens"));
                String written = text.substring(hit.start(), hit.end());
                if (language.equals("en")
                        && !written.contains("'")
                        && !written.contains("’")
                        && !written.toLowerCase(Locale.ROOT).contains("the ")) {
                    return null;
                }
            } else {
                first = year(hit);
            }
            if (first % 10 != 0) {
                return null;
            }
            if (!hit.has("part")) {
                return Meaning.of(first / 10 + "X");
            }
            return switch (given(grammar.parts, hit.get("part"))) {
                case 1 -> Meaning.of(first + "/" + (first + 3));
                case 2 -> Meaning.of((first + 4) + "/" + (first + 6));
                default -> Meaning.of((first + 7) + "/" + (first + 9));
            };
        }

        private @Nullable Meaning century(Hit hit) {
            String written = hit.get("ordinal").replaceAll("(?<=\\d|[ivx])(?:st|nd|rd|th|e|ème)$", "");
            int century = written.matches("\\d+")
                    ? Integer.parseInt(written)
                    : written.matches("[ivx]+") ? roman(written) : ordinal(written);
            if (century < 1 || century > 21) {
                return null;
            }
            int first = (century - 1) * 100;
            if (!hit.has("part")) {
                return Meaning.of("%02dXX".formatted(century - 1));
            }
            return switch (given(grammar.parts, hit.get("part"))) {
                case 1 -> Meaning.of("%04d/%04d".formatted(first, first + 33));
                case 2 -> Meaning.of("%04d/%04d".formatted(first + 34, first + 66));
                default -> Meaning.of("%04d/%04d".formatted(first + 67, first + 99));
            };
        }

        private int ordinal(String written) {
            Integer nth = grammar.nth.get(written);
            if (nth != null) {
                return nth;
            }
            java.math.BigDecimal value = Lexicon.of(language).ordinals.get(written);
            return value == null ? 0 : value.intValue();
        }

        private static int roman(String written) {
            int sum = 0;
            for (int at = 0; at < written.length(); at++) {
                int value = value(written.charAt(at));
                sum += at + 1 < written.length() && value < value(written.charAt(at + 1)) ? -value : value;
            }
            return sum;
        }

        private static int value(char roman) {
            return roman == 'x' ? 10 : roman == 'v' ? 5 : 1;
        }

        private @Nullable Meaning period(Hit hit, int shift) {
            if (today == null) {
                return null;
            }
            Meaning meaning = Meaning.relative(period(given(grammar.units, hit.get("unit")), shift));
            if (!hit.has("part")) {
                return meaning;
            }
            Edtf whole = Edtf.parse(meaning.readings().get(0));
            if (whole.earliest() == null || whole.latest() == null) {
                return meaning;
            }
            long days = whole.latest().toEpochDay() - whole.earliest().toEpochDay() + 1;
            int part = given(grammar.parts, hit.get("part"));
            LocalDate first = whole.earliest().plusDays(days * (part - 1) / 3);
            LocalDate last = whole.earliest().plusDays(days * part / 3 - 1);
            return Meaning.relative(first + "/" + last).sure(POSSIBLE);
        }

        private String period(String unit, int shift) {
            LocalDate now = Objects.requireNonNull(today);
            LocalDate monday = now.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            return switch (unit) {
                case "day" -> now.plusDays(shift).toString();
                case "week" -> days(monday.plusWeeks(shift), 7);
                case "fortnight" -> days(monday.plusWeeks(shift * 2L), 14);
                case "weekend" -> days(monday.plusWeeks(shift).plusDays(5), 2);
                case "month" -> YearMonth.from(now).plusMonths(shift).toString();
                case "quarter" -> {
                    LocalDate other = now.plusMonths(shift * 3L);
                    yield other.getYear() + "-" + (33 + (other.getMonthValue() - 1) / 3);
                }
                case "year" -> String.valueOf(now.getYear() + shift);
                case "decade" -> (now.getYear() / 10 + shift) + "X";
                default -> (now.getYear() / 100 + shift) + "XX";
            };
        }

        private static String days(LocalDate first, int many) {
            return first + "/" + first.plusDays(many - 1L);
        }

        private int number(Hit hit) {
            String written = hit.get("number");
            return written.matches("\\d+") ? Integer.parseInt(written) : given(grammar.numbers, written);
        }

        private LocalDate shifted(String unit, long many) {
            LocalDate now = Objects.requireNonNull(today);
            return switch (unit) {
                case "day" -> now.plusDays(many);
                case "week", "weekend" -> now.plusWeeks(many);
                case "fortnight" -> now.plusWeeks(2 * many);
                case "month" -> now.plusMonths(many);
                case "quarter" -> now.plusMonths(3 * many);
                case "year" -> now.plusYears(many);
                case "decade" -> now.plusYears(10 * many);
                default -> now.plusYears(100 * many);
            };
        }

        /** The last three years, the next two weeks. */
        private @Nullable Meaning span(Hit hit) {
            if (today == null) {
                return null;
            }
            int period = given(grammar.periods, hit.get("period"));
            LocalDate other = shifted(given(grammar.units, hit.get("unit")), period < 0 ? -number(hit) : number(hit));
            return Meaning.relative(period < 0 ? other + "/" + today : today.plusDays(1) + "/" + other);
        }

        /** Two days ago is a day, two years ago a year. */
        private @Nullable Meaning counted(Hit hit, int sign) {
            if (today == null) {
                return null;
            }
            String unit = given(grammar.units, hit.get("unit"));
            LocalDate then = shifted(unit, (long) sign * number(hit));
            return switch (unit) {
                case "day" -> Meaning.relative(then.toString());
                case "week", "fortnight", "weekend" ->
                    Meaning.relative(then + "~").sure(POSSIBLE);
                case "month", "quarter" -> Meaning.relative(YearMonth.from(then).toString());
                case "year" -> Meaning.relative(String.valueOf(then.getYear()));
                default -> Meaning.relative(then.getYear() + "~").sure(POSSIBLE);
            };
        }

        private @Nullable Meaning weekday(Hit hit, @Nullable Integer period) {
            if (today == null || !isName(hit, "weekday")) {
                return null;
            }
            DayOfWeek day = DayOfWeek.of(given(grammar.weekdays, hit.get("weekday")));
            boolean ofWeek = hit.has("period")
                    && hit.get("weekday").length() > 0
                    && text.substring(hit.start(), hit.end())
                            .toLowerCase(Locale.ROOT)
                            .contains(" week");
            if (ofWeek && period != null) {
                return Meaning.relative(today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                        .plusWeeks(period)
                        .plusDays(day.getValue() - 1L)
                        .toString());
            }
            if (period == null) {
                LocalDate meant = isFuture(hit)
                        ? today.with(TemporalAdjusters.nextOrSame(day))
                        : today.with(TemporalAdjusters.previousOrSame(day));
                return Meaning.relative(meant.toString());
            }
            if (period == 0) {
                return Meaning.relative(today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                        .plusDays(day.getValue() - 1L)
                        .toString());
            }
            return Meaning.relative(
                    today.with(period < 0 ? TemporalAdjusters.previous(day) : TemporalAdjusters.next(day))
                            .toString());
        }

        private @Nullable Meaning nthWeekday(Hit hit) {
            if (!hit.has("year") && today == null) {
                return null;
            }
            YearMonth month = hit.has("period")
                    ? YearMonth.from(Objects.requireNonNull(today))
                            .plusMonths(given(grammar.periods, hit.get("period")))
                    : YearMonth.of(
                            hit.has("year")
                                    ? year(hit)
                                    : Objects.requireNonNull(today).getYear(),
                            given(grammar.months, hit.get("month")));
            int nth = hit.get("nth").equals("last") ? -1 : given(grammar.nth, hit.get("nth"));
            LocalDate day = month.atDay(1)
                    .with(TemporalAdjusters.dayOfWeekInMonth(
                            nth, DayOfWeek.of(given(grammar.weekdays, hit.get("weekday")))));
            return YearMonth.from(day).equals(month)
                    ? new Meaning(List.of(day.toString()), !hit.has("year"), LIKELY)
                    : null;
        }

        private @Nullable Meaning monthPeriod(Hit hit) {
            if (today == null) {
                return null;
            }
            int month = given(grammar.months, hit.get("month"));
            int period = given(grammar.periods, hit.get("period"));
            boolean ofYear = grammar.units.containsKey(lastWord(hit));
            YearMonth now = YearMonth.from(today);
            YearMonth meant = now.withMonth(month);
            if (ofYear) {
                meant = meant.plusYears(period);
            } else if (period < 0 && !meant.isBefore(now)) {
                meant = meant.minusYears(1);
            } else if (period > 0 && !meant.isAfter(now)) {
                meant = meant.plusYears(1);
            }
            return Meaning.relative(meant.toString());
        }

        private String lastWord(Hit hit) {
            String written = text.substring(hit.start(), hit.end()).toLowerCase(Locale.ROOT);
            return written.substring(written.lastIndexOf(' ') + 1);
        }

        /** On the 27th: the last one, or the next one in a sentence about what will be. */
        private @Nullable Meaning dayOfMonth(Hit hit) {
            if (today == null) {
                return null;
            }
            int day = day(hit.get("dayth"));
            boolean future = isFuture(hit);
            YearMonth month = YearMonth.from(today);
            if (future && day < today.getDayOfMonth()) {
                month = month.plusMonths(1);
            } else if (!future && day > today.getDayOfMonth()) {
                month = month.minusMonths(1);
            }
            return Meaning.relative(month.atDay(day).toString()).sure(POSSIBLE);
        }

        /** The first week is the first with a Thursday (ISO 8601), of a year or of a month. */
        private @Nullable Meaning nthWeek(Hit hit) {
            boolean named = hit.has("year");
            if (!named && today == null) {
                return null;
            }
            boolean ofMonth = hit.has("month") || lastWord(hit).equals("month");
            YearMonth month;
            if (named) {
                month = YearMonth.of(year(hit), hit.has("month") ? given(grammar.months, hit.get("month")) : 1);
            } else {
                int period = given(grammar.periods, hit.get("period"));
                YearMonth now = YearMonth.from(Objects.requireNonNull(today));
                month = ofMonth ? now.plusMonths(period) : YearMonth.of(now.getYear() + period, 1);
            }
            boolean last = hit.get("nth").equals("last");
            LocalDate thursday = last
                    ? (ofMonth ? month : month.withMonth(12))
                            .atEndOfMonth()
                            .with(TemporalAdjusters.previousOrSame(DayOfWeek.THURSDAY))
                    : month.atDay(1)
                            .with(TemporalAdjusters.nextOrSame(DayOfWeek.THURSDAY))
                            .plusWeeks(given(grammar.nth, hit.get("nth")) - 1L);
            return new Meaning(List.of(days(thursday.minusDays(3), 7)), !named, POSSIBLE);
        }

        private @Nullable Meaning dayPeriod(Hit hit) {
            if (today == null) {
                return null;
            }
            YearMonth month = YearMonth.from(today).plusMonths(given(grammar.periods, hit.get("period")));
            return Meaning.relative(month.atDay(day(hit.get("day"))).toString());
        }

        private static Meaning iso(Hit hit) {
            String[] parts = hit.get("isodate").split("[-/.]");
            return Meaning.of(
                    LocalDate.of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]))
                            .toString());
        }

        private @Nullable Meaning numeric(Hit hit) {
            String[] parts = hit.get("numeric").split("[-/.]");
            int year = Integer.parseInt(parts[2]);
            if (parts[2].length() == 2) {
                String signs = hit.get("numeric").replaceAll("\\d", "");
                if (signs.charAt(0) != signs.charAt(1) || signs.charAt(0) == '.' && language.equals("en")) {
                    return null;
                }
                year += year > NUMBERS_TO_YEARS ? 1900 : 2000;
            }
            int one = Integer.parseInt(parts[0]);
            int other = Integer.parseInt(parts[1]);
            @Nullable LocalDate dayFirst = valid(year, other, one);
            @Nullable LocalDate monthFirst = valid(year, one, other);
            if (dayFirst == null || monthFirst == null || dayFirst.equals(monthFirst)) {
                LocalDate only = dayFirst == null ? monthFirst : dayFirst;
                return only == null ? null : Meaning.of(only.toString());
            }
            boolean dots = hit.get("numeric").contains(".");
            if (!language.equals("en") || dots || country.equals("GB")) {
                return Meaning.of(dayFirst.toString()).sure(LIKELY);
            }
            if (country.equals("US")) {
                return Meaning.of(monthFirst.toString()).sure(LIKELY);
            }
            return new Meaning(List.of(monthFirst.toString(), dayFirst.toString()), false, UNSURE);
        }

        private static @Nullable LocalDate valid(int year, int month, int day) {
            return month < 1
                            || month > 12
                            || day < 1
                            || day > YearMonth.of(year, month).lengthOfMonth()
                    ? null
                    : LocalDate.of(year, month, day);
        }
    }
}
