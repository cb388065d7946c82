package org.claimtrail.reading.attribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.claimtrail.platform.TableFile;
import org.jspecify.annotations.Nullable;

/** The tables beside this class; each says at its head how it is read. */
final class Lexicon {

    /** How content goes with a verb. */
    enum Takes {
        THAT,
        CLAUSE,
        WH,
        QUOTE,
        AFTER,
        PERSON,
        WHOM,
        TO,
        PERSON_TO,
        OF,
        OBJECT,
        ING,
        AS,
        BELIEVED_TO
    }

    enum Form {
        BASE,
        THIRD,
        PAST,
        PARTICIPLE,
        ING
    }

    /** @param particle the words that follow, or none */
    record Verb(String lemma, List<String> particle, Polarity polarity, Set<Takes> takes) {

        boolean takes(Takes what) {
            return takes.contains(what);
        }
    }

    /** One word that may be a form of a verb. */
    record Reading(Verb verb, Form form) {}

    private static final Pattern VERB = Pattern.compile("([^(]+?)\\s*(?:\\(([^)]*)\\))?");

    private final Map<String, List<Reading>> verbs = new HashMap<>();
    private final Map<String, Polarity> nouns = new HashMap<>();
    private final Map<String, String> nounLemmas = new HashMap<>();
    private final Map<String, Polarity> adjectives = new HashMap<>();
    private final List<String[]> phrases = new ArrayList<>();
    final Set<String> roles = new HashSet<>();
    final Set<String> he = new HashSet<>();
    final Set<String> she = new HashSet<>();
    final Set<String> unnamed = new HashSet<>();
    final Set<String> nobody = new HashSet<>();
    final Set<String> organisations = new HashSet<>();

    Lexicon() {
        readVerbs();
        for (String line : lines("nouns.txt")) {
            String[] parts = line.split("\\|");
            words(parts[1]).forEach(noun -> {
                Polarity polarity = polarity(parts[0]);
                for (String form : List.of(noun, plural(noun))) {
                    nouns.putIfAbsent(form, polarity);
                    nounLemmas.putIfAbsent(form, noun);
                }
            });
        }
        for (String line : lines("adjectives.txt")) {
            String[] parts = line.split("\\|");
            words(parts[1]).forEach(word -> adjectives.putIfAbsent(word, polarity(parts[0])));
        }
        for (String line : lines("phrases.txt")) {
            if (line.startsWith("not:")) {
                words(line.substring(4)).forEach(nobody::add);
            } else {
                phrases.add(line.strip().split(" "));
            }
        }
        for (String file : List.of("roles.txt", "given-names.txt")) {
            for (String line : lines(file)) {
                String[] parts = line.split(":", 2);
                if (parts.length == 2) {
                    words(parts[1]).forEach((parts[0].strip().equals("he") ? he : she)::add);
                } else {
                    words(line).forEach(roles::add);
                }
            }
        }
        // Names that men and women have tell nothing.
        Set<String> both = new HashSet<>(he);
        both.retainAll(she);
        he.removeAll(both);
        she.removeAll(both);
        lines("unnamed.txt").forEach(line -> words(line).forEach(unnamed::add));
        lines("organisations.txt").forEach(line -> words(line).forEach(organisations::add));
    }

    List<Reading> verbs(String word) {
        return verbs.getOrDefault(word, List.of());
    }

    @Nullable
    Polarity noun(String word) {
        return nouns.get(word);
    }

    String nounLemma(String word) {
        return nounLemmas.getOrDefault(word, word);
    }

    @Nullable
    Polarity adjective(String word) {
        return adjectives.get(word);
    }

    List<String[]> phrases() {
        return phrases;
    }

    private void readVerbs() {
        record Entry(String lemma, @Nullable String forms, Polarity polarity, Set<Takes> takes) {}
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (String line : lines("verbs.txt")) {
            String[] parts = line.split("\\|");
            Set<Takes> takes = EnumSet.noneOf(Takes.class);
            for (String name : parts[1].strip().split("\\s+")) {
                takes.add(Takes.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')));
            }
            // Commas in brackets part forms, not verbs.
            for (String verb : parts[2].split(",(?![^(]*\\))")) {
                Matcher matcher = VERB.matcher(verb.strip());
                if (!matcher.matches()) {
                    throw new IllegalStateException("verbs.txt: " + verb);
                }
                String lemma = matcher.group(1);
                String forms = matcher.group(2);
                Entry before = entries.get(lemma);
                if (before == null) {
                    entries.put(lemma, new Entry(lemma, forms, polarity(parts[0]), EnumSet.copyOf(takes)));
                } else {
                    before.takes.addAll(takes);
                    entries.put(
                            lemma,
                            new Entry(
                                    lemma, before.forms == null ? forms : before.forms, before.polarity, before.takes));
                }
            }
        }
        for (Entry entry : entries.values()) {
            String[] words = entry.lemma.split(" ");
            Verb verb = new Verb(
                    entry.lemma,
                    List.of(Arrays.copyOfRange(words, 1, words.length)),
                    entry.polarity,
                    Set.copyOf(entry.takes));
            forms(words[0], entry.forms)
                    .forEach((form, word) -> word.forEach(one -> {
                        List<Reading> readings = verbs.computeIfAbsent(one, any -> new ArrayList<>());
                        // The longer first, so that "point out" goes before "point".
                        int at = 0;
                        while (at < readings.size()
                                && readings.get(at).verb.particle.size() >= verb.particle.size()) {
                            at++;
                        }
                        readings.add(at, new Reading(verb, form));
                    }));
        }
    }

    static Map<Form, List<String>> forms(String verb, @Nullable String irregular) {
        Map<Form, List<String>> forms = new LinkedHashMap<>();
        String past = null;
        String participle = null;
        String ing = null;
        List<String> others = new ArrayList<>();
        for (String form : irregular == null ? new String[0] : irregular.split(",")) {
            String one = form.strip();
            if (one.endsWith("ing")) {
                ing = one;
            } else if (past == null) {
                past = one;
            } else if (participle == null) {
                participle = one;
            } else {
                others.add(one);
            }
        }
        boolean e = verb.endsWith("e");
        boolean y = verb.matches(".*[^aeiou]y");
        if (past == null) {
            past = e ? verb + "d" : y ? verb.substring(0, verb.length() - 1) + "ied" : verb + "ed";
        }
        if (participle == null) {
            participle = past;
        }
        if (ing == null) {
            ing = e && !verb.endsWith("ee") ? verb.substring(0, verb.length() - 1) + "ing" : verb + "ing";
        }
        String third = y
                ? verb.substring(0, verb.length() - 1) + "ies"
                : verb.matches(".*(s|x|z|ch|sh)") ? verb + "es" : verb + "s";
        forms.put(Form.PAST, Stream.concat(Stream.of(past), others.stream()).toList());
        if (!participle.equals(past)) {
            forms.put(Form.PARTICIPLE, List.of(participle));
        }
        forms.put(Form.ING, List.of(ing));
        forms.put(Form.THIRD, List.of(third));
        if (!verb.equals(past)) {
            forms.put(Form.BASE, List.of(verb));
        }
        return forms;
    }

    private static String plural(String noun) {
        return noun.endsWith("y") && !noun.endsWith("ey")
                ? noun.substring(0, noun.length() - 1) + "ies"
                : noun.endsWith("s") ? noun + "es" : noun + "s";
    }

    private static Polarity polarity(String word) {
        return Polarity.valueOf(word.strip().toUpperCase(Locale.ROOT));
    }

    static Stream<String> words(String list) {
        return Arrays.stream(list.split(",")).map(String::strip).filter(word -> !word.isEmpty());
    }

    static List<String> lines(String file) {
        return TableFile.rows(Lexicon.class, file);
    }
}
