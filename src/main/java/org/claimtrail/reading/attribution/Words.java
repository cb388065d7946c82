package org.claimtrail.reading.attribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A text in words, sentences, paragraphs and quotations. All of it is found in passes over the words, each of which looks a bounded way
 * ahead, so that odd texts take no longer than others of their length.
 */
final class Words {

    /** What nobody writes is cut, so that what looks through a sentence has an end. */
    private static final int LONGEST_SENTENCE = 300;

    private static final Set<String> CLITICS = Set.of("'s", "'re", "'ve", "'ll", "'d", "'m");
    private static final Set<String> NO_NAMES = Set.of(
            "he",
            "she",
            "it",
            "that",
            "this",
            "there",
            "here",
            "what",
            "who",
            "let",
            "everyone",
            "everybody",
            "someone",
            "somebody",
            "nobody",
            "how",
            "where",
            "when",
            "why",
            "one",
            "everything",
            "nothing",
            "something",
            "also",
            "still");
    private static final Map<String, String> CLITIC_TAGS =
            Map.of("'s", "PART", "'re", "AUX", "'ve", "AUX", "'ll", "AUX", "'d", "AUX", "'m", "AUX", "n't", "PART");

    /** @param to the last word; the marks are in it, the last one only where it is closed */
    record Quotation(int from, int to, boolean closed, boolean continued) {}

    private static final class Abbreviations {

        private static final Set<String> ALWAYS = new HashSet<>();
        private static final Set<String> SOMETIMES = new HashSet<>();
        private static final Set<String> BEFORE_NUMBERS = new HashSet<>();
        private static final Set<String> STARTERS = new HashSet<>();

        static {
            for (String line : Lexicon.lines("abbreviations.txt")) {
                String[] part = line.split(":", 2);
                Set<String> set = switch (part[0].strip()) {
                    case "always" -> ALWAYS;
                    case "sometimes" -> SOMETIMES;
                    case "before numbers" -> BEFORE_NUMBERS;
                    default -> STARTERS;
                };
                Lexicon.words(part[1]).forEach(set::add);
            }
        }
    }

    final String text;
    int size;
    int[] from;
    int[] to;
    /** As they stand, with straight apostrophes and quotation marks. */
    String[] word;

    String[] lower;
    String[] tag;
    /** Whether it is the second part of a word: "n't". */
    boolean[] clitic;

    int[] paragraph;
    int[] sentence;
    /** The first word of each sentence, and one more. */
    int[] sentenceFrom;

    int sentences;
    final List<Quotation> quotations = new ArrayList<>();
    /** In which quotation a word stands, its marks included; -1 in none. */
    int[] quotation;

    private final boolean[] opens;
    private final boolean[] closes;

    Words(String text, String language) {
        this.text = text;
        int room = 64;
        from = new int[room];
        to = new int[room];
        word = new String[room];
        clitic = new boolean[room];
        split();
        from = Arrays.copyOf(from, size);
        to = Arrays.copyOf(to, size);
        word = Arrays.copyOf(word, size);
        clitic = Arrays.copyOf(clitic, size);
        lower = new String[size];
        for (int i = 0; i < size; i++) {
            lower[i] = word[i].toLowerCase(Locale.ROOT);
        }
        tag = new String[size];
        Arrays.fill(tag, "X");
        paragraph = new int[size];
        sentence = new int[size];
        quotation = new int[size];
        Arrays.fill(quotation, -1);
        opens = new boolean[size];
        closes = new boolean[size];
        sentenceFrom = new int[1];
        paragraphs();
        quotations(language);
        sentences();
    }

    Span span(int first, int last) {
        return new Span(from[first], to[last]);
    }

    Span sentenceSpan(int number) {
        return span(sentenceFrom[number], sentenceFrom[number + 1] - 1);
    }

    boolean opens(int i) {
        return opens[i];
    }

    boolean closes(int i) {
        return closes[i];
    }

    // Words

    private void split() {
        int i = 0;
        int length = text.length();
        while (i < length) {
            char c = text.charAt(i);
            if (space(c)) {
                i++;
            } else if (inWord(i)) {
                i = wordFrom(i);
            } else if (c == '.' || c == '-' || c == '–' || c == '—' || c == '!' || c == '?') {
                int end = i + 1;
                while (end < length && text.charAt(end) == c) {
                    end++;
                }
                add(i, end, false);
                i = end;
            } else if ((c == '`' || c == '\'') && i + 1 < length && text.charAt(i + 1) == c) {
                add(i, i + 2, false);
                i += 2;
            } else {
                int end = i + Character.charCount(text.codePointAt(i));
                add(i, end, false);
                i = end;
            }
        }
    }

    private static boolean space(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF' || c == '\u200B';
    }

    private boolean inWord(int i) {
        if (i >= text.length()) {
            return false;
        }
        int c = text.codePointAt(i);
        int kind = Character.getType(c);
        return Character.isLetterOrDigit(c)
                || kind == Character.NON_SPACING_MARK
                || kind == Character.COMBINING_SPACING_MARK
                || c == '_';
    }

    private int wordFrom(int start) {
        int i = start;
        int length = text.length();
        if (text.startsWith("http:", start) || text.startsWith("https:", start) || text.startsWith("www.", start)) {
            while (i < length && !space(text.charAt(i)) && "\"”»<>".indexOf(text.charAt(i)) < 0) {
                i++;
            }
            while (i > start + 1 && ".,;:!?)'’".indexOf(text.charAt(i - 1)) >= 0) {
                i--;
            }
            add(start, i, false);
            return i;
        }
        boolean dots = false;
        while (i < length) {
            if (inWord(i)) {
                i += Character.charCount(text.codePointAt(i));
                continue;
            }
            char c = text.charAt(i);
            if (!inWord(i + 1) || "'’`´-‑.,&/@+:".indexOf(c) < 0) {
                break;
            }
            boolean digits = Character.isDigit(text.charAt(i - 1)) && Character.isDigit(text.charAt(i + 1));
            if ((c == ',' || c == ':') && !digits) {
                break;
            }
            if (c == '.' && !digits) {
                // "U.S.", "example.org"; but not where a space was forgotten: "ended.The".
                if (Character.isUpperCase(text.charAt(i + 1))
                        && !Character.isUpperCase(text.charAt(i - 1))
                        && i - start > 1) {
                    break;
                }
                dots = true;
            }
            i++;
        }
        if (i < length && text.charAt(i) == '.') {
            String before = text.substring(start, Math.min(i, start + 12)).toLowerCase(Locale.ROOT);
            boolean initial = i - start == 1 && Character.isUpperCase(text.charAt(start)) && text.charAt(start) != 'I';
            boolean letters = dots && before.matches("(\\p{L}\\.)+\\p{L}");
            boolean shortened = i - start < 12
                    && (Abbreviations.ALWAYS.contains(before)
                            || Abbreviations.SOMETIMES.contains(before)
                            || Abbreviations.BEFORE_NUMBERS.contains(before) && numberBehind(i + 1));
            if (initial || letters || shortened) {
                i++;
            }
        }
        int cut = clitic(start, i);
        add(start, cut, false);
        if (cut < i) {
            add(cut, i, true);
        }
        return i;
    }

    private boolean numberBehind(int i) {
        return i + 1 < text.length() && space(text.charAt(i)) && Character.isDigit(text.charAt(i + 1));
    }

    /** Where the second part of a word begins, or its end. */
    private int clitic(int start, int end) {
        for (int length = 2; length <= 3 && end - start > length; length++) {
            String last = straight(text.substring(end - length, end)).toLowerCase(Locale.ROOT);
            if (CLITICS.contains(last) || last.equals("n't") && end - start > 4 - 1) {
                return end - length;
            }
        }
        return end;
    }

    private void add(int start, int end, boolean second) {
        if (size == from.length) {
            from = Arrays.copyOf(from, size * 2);
            to = Arrays.copyOf(to, size * 2);
            word = Arrays.copyOf(word, size * 2);
            clitic = Arrays.copyOf(clitic, size * 2);
        }
        from[size] = start;
        to[size] = end;
        word[size] = straight(text.substring(start, end));
        clitic[size] = second;
        size++;
    }

    private static String straight(String word) {
        String straight = word.replace('’', '\'').replace('‘', '\'').replace('´', '\'');
        if (straight.length() > 1 && straight.indexOf('`') >= 0 && !straight.equals("``")) {
            straight = straight.replace('`', '\'');
        }
        return switch (straight) {
            case "“", "”", "„", "‟", "«", "»", "``", "''", "‹", "›" -> "\"";
            default -> straight;
        };
    }

    // Paragraphs

    private void paragraphs() {
        int number = 0;
        int lineStart = 0;
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                int breaks = 0;
                int last = -1;
                for (int c = to[i - 1]; c < from[i]; c++) {
                    if (text.charAt(c) == '\n' || text.charAt(c) == '\u2029') {
                        breaks++;
                        last = c;
                    }
                }
                if (breaks > 0) {
                    int line = to[i - 1] - lineStart;
                    boolean ended = ".!?:\"')]”’»…".indexOf(text.charAt(to[i - 1] - 1)) >= 0;
                    boolean goesOn =
                            Character.isLowerCase(text.codePointAt(from[i])) || !ended && line >= 55 && line <= 100;
                    if (breaks > 1 || !goesOn) {
                        number++;
                    }
                    lineStart = last + 1;
                }
            }
            paragraph[i] = number;
        }
    }

    // Quotations

    private void quotations(String language) {
        int start = 0;
        boolean open = false;
        while (start < size) {
            int end = start;
            while (end < size && paragraph[end] == paragraph[start]) {
                end++;
            }
            open = quotations(start, end, open);
            start = end;
        }
        for (int number = 0; number < quotations.size(); number++) {
            Quotation one = quotations.get(number);
            Arrays.fill(quotation, one.from, one.to + 1, number);
        }
    }

    /** Those of a paragraph; answers whether the last goes on in the next. */
    private boolean quotations(int start, int end, boolean goesOn) {
        // The next single mark that may close, for each word of the paragraph: apostrophes open nothing.
        int[] closing = new int[end - start + 1];
        closing[end - start] = -1;
        for (int i = end - 1; i >= start; i--) {
            closing[i - start] = single(i) && mayClose(i) ? i : closing[i - start + 1];
        }
        int opened = -1;
        boolean one = false;
        boolean continued = false;
        for (int i = start; i < end; i++) {
            if (opened < 0) {
                boolean two = word[i].equals("\"") && (mayOpen(i) || i == start);
                if (two || single(i) && mayOpen(i) && opensSingle(i) && closing[i - start + 1] > i) {
                    opened = i;
                    one = !two;
                    continued = goesOn && i == start;
                }
            } else if (one
                    ? single(i) && mayClose(i) && !possessive(i, closing[i - start + 1])
                    : word[i].equals("\"") && mayClose(i)) {
                quote(opened, i, true, continued);
                opened = -1;
            }
        }
        if (opened < 0) {
            return false;
        }
        boolean next = end < size && word[end].equals("\"");
        // A mark that nothing closes is an inch, or a slip; but not before a paragraph that opens again.
        if (next || opened == start && end - start > 3) {
            quote(opened, end - 1, false, continued);
            return next;
        }
        return false;
    }

    private void quote(int first, int last, boolean closed, boolean continued) {
        opens[first] = true;
        if (closed) {
            closes[last] = true;
        }
        quotations.add(new Quotation(first, last, closed, continued));
    }

    private boolean single(int i) {
        return to[i] - from[i] == 1 && "'‘’‚`".indexOf(text.charAt(from[i])) >= 0;
    }

    private boolean opensSingle(int i) {
        char c = text.charAt(from[i]);
        return c != '’';
    }

    private boolean gapBefore(int i) {
        return i == 0 || from[i] > to[i - 1];
    }

    private boolean gapBehind(int i) {
        return i + 1 >= size || from[i + 1] > to[i];
    }

    private boolean mayOpen(int i) {
        char c = text.charAt(from[i]);
        if (c == '”' && gapBehind(i) && !gapBefore(i)) {
            return false;
        }
        // Straight marks that cling to what is before, and not to what follows, close.
        return gapBefore(i) || !gapBehind(i) || "([-–—:".contains(word[i - 1]);
    }

    private boolean mayClose(int i) {
        char c = text.charAt(from[i]);
        if (c == '”' || c == '»' || c == '«' || c == '›') {
            return true;
        }
        if (c == '„' || c == '‘') {
            return false;
        }
        return !gapBefore(i) || gapBehind(i) || ".,;:!?)".contains(word[i + 1]);
    }

    /** "the ministers' view": where another one closes further on, not far. */
    private boolean possessive(int i, int later) {
        return !gapBefore(i)
                && gapBehind(i)
                && i > 0
                && lower[i - 1].endsWith("s")
                && i + 1 < size
                && Character.isLowerCase(text.charAt(from[i + 1]))
                && later > i
                && later - i < 40;
    }

    // Sentences

    private void sentences() {
        List<Integer> starts = new ArrayList<>();
        int start = 0;
        int i = 0;
        while (i < size) {
            int end = i + 1;
            boolean over = end >= size || paragraph[end] != paragraph[i] || end - start >= LONGEST_SENTENCE;
            if (!over && ends(i)) {
                // What closes belongs to it.
                while (end < size
                        && paragraph[end] == paragraph[i]
                        && (closes[end] || word[end].equals(")") || word[end].equals("]"))) {
                    end++;
                }
                over = end >= size || paragraph[end] != paragraph[i] || begins(i, end);
            }
            if (over) {
                starts.add(start);
                start = end;
            }
            i = end;
        }
        sentences = starts.size();
        sentenceFrom = new int[sentences + 1];
        for (int number = 0; number < sentences; number++) {
            sentenceFrom[number] = starts.get(number);
        }
        sentenceFrom[sentences] = size;
        for (int number = 0; number < sentences; number++) {
            Arrays.fill(sentence, sentenceFrom[number], sentenceFrom[number + 1], number);
        }
    }

    private boolean ends(int i) {
        String last = word[i];
        char c = last.charAt(last.length() - 1);
        return c == '.' || c == '!' || c == '?' || c == '…' || c == '。';
    }

    private boolean begins(int ended, int next) {
        int c = text.codePointAt(from[next]);
        boolean mark = opens[next];
        if (mark && next + 1 < size) {
            c = text.codePointAt(from[next + 1]);
        }
        if (Character.isLowerCase(c) || ",;:".indexOf(c) >= 0 || closes[next]) {
            return false;
        }
        String last = lower[ended];
        if (last.length() > 1 && last.endsWith(".") && !last.startsWith(".")) {
            String abbreviation = last.substring(0, last.length() - 1);
            if (Abbreviations.ALWAYS.contains(abbreviation)
                    || Abbreviations.BEFORE_NUMBERS.contains(abbreviation)
                    || abbreviation.length() == 1) {
                return false;
            }
            return mark || Abbreviations.STARTERS.contains(lower[next]);
        }
        return true;
    }

    // Parts of speech

    void tag(Tagger tagger) {
        for (int number = 0; number < sentences; number++) {
            int first = sentenceFrom[number];
            int last = sentenceFrom[number + 1];
            boolean letters = false;
            List<String> whole = new ArrayList<>();
            for (int i = first; i < last; i++) {
                letters |= Character.isLetter(word[i].codePointAt(0));
                if (clitic[i] && i > first) {
                    whole.set(whole.size() - 1, whole.get(whole.size() - 1) + word[i]);
                } else {
                    whole.add(word[i]);
                }
            }
            if (!letters) {
                Arrays.fill(tag, first, last, "PUNCT");
                continue;
            }
            String[] tags = tagger.tag(whole.toArray(String[]::new));
            int at = -1;
            for (int i = first; i < last; i++) {
                if (!clitic[i] || i == first) {
                    at++;
                    int plus = tags[at].indexOf('+');
                    tag[i] = plus > 0 ? tags[at].substring(0, plus) : tags[at];
                } else {
                    int plus = tags[at].indexOf('+');
                    tag[i] = plus > 0 ? tags[at].substring(plus + 1) : CLITIC_TAGS.getOrDefault(lower[i], "PART");
                    if (lower[i].equals("n't")) {
                        tag[i] = "PART";
                        tag[i - 1] = "AUX";
                    }
                }
            }
        }
        closedClasses();
    }

    /** Words that are always the same, whatever the model makes of them. */
    private void closedClasses() {
        Map<String, String> tags = new HashMap<>();
        for (String[] kind : new String[][] {
            {"DET", "the a an every each"},
            {"PRON", "i you he she it we they who whom himself herself themselves itself"},
            {"AUX", "is are was were am been being will would could should must may might shall cannot"},
            {"CCONJ", "and or but nor"},
            {"PART", "not n't"},
            {"ADP", "of from with by into during"},
        }) {
            for (String one : kind[1].split(" ")) {
                tags.put(one, kind[0]);
            }
        }
        for (int i = 0; i < size; i++) {
            // "Estimates suggest": what is written large at the head looks like a name or a verb.
            if (i + 1 < size
                    && tag[i].equals("VERB")
                    && i == sentenceFrom[sentence[i]]
                    && !lower[i].endsWith("ing")
                    && (tag[i + 1].equals("VERB") || tag[i + 1].equals("AUX") || lower[i + 1].equals("'s"))) {
                tag[i] = lower[i].endsWith("s") && !lower[i + 1].equals("'s") ? "NOUN" : "PROPN";
            }
            // "Figures to be published show": no sentence begins with the third person.
            if (i == sentenceFrom[sentence[i]] && tag[i].equals("VERB") && lower[i].matches("...*[^suia]s")) {
                tag[i] = "NOUN";
            }
            // "Mexico's president", "Trump: I will win"
            if (i + 1 < size
                    && i == sentenceFrom[sentence[i]]
                    && (lower[i + 1].equals("'s") || lower[i + 1].equals(":"))
                    && !NO_NAMES.contains(lower[i])
                    && List.of("VERB", "ADV", "INTJ", "X", "ADJ", "PRON").contains(tag[i])) {
                tag[i] = "PROPN";
            }
            // "to reporters": an infinitive has no such end.
            if (i > 0
                    && lower[i - 1].equals("to")
                    && tag[i].equals("VERB")
                    && lower[i].length() > 4
                    && lower[i].matches(".*[^suia]s")) {
                tag[i] = "NOUN";
            }
            // "prosecutors say Hernandez fired"
            if (i > sentenceFrom[sentence[i]]
                    && Character.isUpperCase(word[i].charAt(0))
                    && (Character.isLowerCase(word[i - 1].charAt(0))
                            || i + 1 < size && (tag[i + 1].equals("VERB") || tag[i + 1].equals("AUX")))
                    && word[i].length() > 2
                    && (tag[i].equals("ADV") || tag[i].equals("VERB") || tag[i].equals("INTJ"))) {
                tag[i] = "PROPN";
            }
            // "a survey released on Monday"
            if (i > 0
                    && i + 1 < size
                    && tag[i].equals("VERB")
                    && tag[i + 1].equals("VERB")
                    && lower[i + 1].endsWith("ed")
                    && !lower[i].matches(".*(ed|ing|s)")
                    && List.of("DET", "PROPN", "ADJ").contains(tag[i - 1])) {
                tag[i] = "NOUN";
            }
            if (i > 0 && lower[i - 1].equals("'s") && tag[i - 1].equals("PART") && tag[i].equals("VERB")) {
                tag[i] = "NOUN";
            }
            String known = tags.get(lower[i]);
            char c = word[i].charAt(0);
            if (known != null && !(known.equals("AUX") && !word[i].equals(lower[i]) && tag[i].equals("PROPN"))) {
                tag[i] = known;
            } else if (!Character.isLetterOrDigit(word[i].codePointAt(0)) && c != '\'' && c != '_') {
                tag[i] = "$£€%#&".indexOf(c) >= 0 ? "SYM" : "PUNCT";
            } else if (c == '\'' && word[i].length() == 1) {
                tag[i] = quotation[i] < 0 && i > 0 && lower[i - 1].endsWith("s") && !gapBefore(i) ? "PART" : "PUNCT";
            }
        }
    }
}
