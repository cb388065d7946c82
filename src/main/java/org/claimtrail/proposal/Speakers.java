package org.claimtrail.proposal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.claimtrail.claim.Basis;
import org.claimtrail.proposal.Statement.Party;
import org.claimtrail.reading.attribution.Span;
import org.claimtrail.reading.attribution.Speaker;
import org.claimtrail.source.SourceKind;
import org.jspecify.annotations.Nullable;

/** Who speaks, from the words for him. */
final class Speakers {

    /** @param parties nobody where the text does not tell who it is */
    record Told(
            List<Party> parties,
            @Nullable String role,
            @Nullable Basis basis,
            @Nullable String display) {

        static final Told NOBODY = new Told(List.of(), null, null, null);

        Told displayed(String words) {
            return new Told(parties, role, basis, words);
        }

        boolean isSomebody() {
            return !parties.isEmpty();
        }
    }

    private static final int LONGEST_NAME = 120;
    private static final Pattern ARTICLE = Pattern.compile("^(?:the|a|an)\\s+", Pattern.CASE_INSENSITIVE);
    private static final Pattern PARTS = Pattern.compile("\\s*,\\s*(?:and\\s+)?|\\s+and\\s+");
    private static final Pattern OF_SOMEBODY = Pattern.compile("^(.+?)['\u2019]s\\s+(.+)$");
    private static final Pattern PROPER = Pattern.compile(
            "\\p{Lu}[\\p{L}\\p{M}\\p{N}.&'\u2019-]*(?: (?:of|for|the|and|&|de|la|van|von|der|bin|al|\\p{Lu}[\\p{L}\\p{M}\\p{N}.&'\u2019-]*))*");

    /** The text in which longer forms of names are looked for. */
    private final String text;

    private final Map<String, Set<String>> fullNames = new HashMap<>();

    Speakers(String text) {
        this.text = text;
    }

    /** @param read the text of which the speaker is a part */
    Told told(Speaker speaker, String read) {
        return switch (speaker.kind()) {
            case PRONOUN -> referred(speaker, read);
            case NAME -> named(speaker, read);
            case DESCRIPTION -> described(speaker, read);
            case UNNAMED ->
                speaker.span() == null ? Told.NOBODY : unnamed(speaker.span().in(read));
        };
    }

    private Told referred(Speaker speaker, String read) {
        Span meant = speaker.refersTo();
        return meant == null ? Told.NOBODY : byName(Wording.bare(meant.in(read)), null);
    }

    private Told named(Speaker speaker, String read) {
        Span span = speaker.span();
        Span name = speaker.name();
        if (span == null || name == null) {
            return Told.NOBODY;
        }
        String words = Wording.bare(span.in(read));
        List<Party> several = joint(words);
        if (!several.isEmpty()) {
            return new Told(several, null, Basis.ON_RECORD, words);
        }
        String called = Wording.bare(name.in(read));
        // Of "a senior North Korean official" only the country has a name.
        if (words.matches("(?i)an? .*") && !words.endsWith(called)) {
            return unnamed(words);
        }
        // "South Korea's Joint Chiefs of Staff" is the name of those who belong to somebody.
        Matcher whose = OF_SOMEBODY.matcher(words);
        if (whose.matches() && whose.group(2).equals(called) && kind(called, null) != SourceKind.PERSON) {
            return byName(words, null);
        }
        Told told = byName(
                called,
                speaker.role() == null ? null : Wording.bare(speaker.role().in(read)));
        return words.equalsIgnoreCase("the " + called) ? told.displayed(words) : told;
    }

    private Told byName(String called, @Nullable String role) {
        String name = ARTICLE.matcher(called).replaceFirst("");
        if (name.isEmpty() || name.length() > LONGEST_NAME || Vocabulary.is("nobody", name)) {
            return Told.NOBODY;
        }
        String title = role == null ? null : ARTICLE.matcher(role).replaceFirst("");
        Set<String> full = fullNames.computeIfAbsent(name, one -> FullNames.of(one, text));
        List<String> names = new ArrayList<>(full);
        names.add(called);
        Matcher whose = OF_SOMEBODY.matcher(name);
        if (whose.matches()) {
            names.add(whose.group(2) + " of " + whose.group(1));
        }
        String best = full.size() == 1 ? full.iterator().next() : name;
        return new Told(
                List.of(new Party(best, names, kind(best, title))),
                title == null || title.isBlank() ? null : title,
                Basis.ON_RECORD,
                called);
    }

    private Told described(Speaker speaker, String read) {
        Span span = speaker.span();
        if (span == null) {
            return Told.NOBODY;
        }
        String words = Wording.bare(span.in(read));
        if (speaker.refersTo() != null) {
            return byName(Wording.bare(speaker.refersTo().in(read)), null);
        }
        List<Party> several = joint(words);
        if (!several.isEmpty()) {
            return new Told(several, null, Basis.ON_RECORD, words);
        }
        String bare = ARTICLE.matcher(words).replaceFirst("");
        if (PROPER.matcher(bare).matches() && !Vocabulary.is("nobody", bare)) {
            return byName(words, null);
        }
        return apposed(bare, words);
    }

    /** "The official Rodong Sinmun newspaper" is called Rodong Sinmun; "a senior official" is not called anything. */
    private Told apposed(String bare, String words) {
        String[] tokens = bare.split(" ");
        String last = Vocabulary.lower(tokens[tokens.length - 1]);
        if (Vocabulary.is("described", last) && !Vocabulary.lower(words).matches("an? .*")) {
            Matcher proper = PROPER.matcher(bare);
            if (proper.find() && proper.end() < bare.length()) {
                String name = proper.group();
                SourceKind kind = Vocabulary.is("publication", last) ? SourceKind.PUBLICATION : kind(name, null);
                return new Told(
                        List.of(new Party(name, List.of(), kind == SourceKind.PERSON ? SourceKind.ORGANIZATION : kind)),
                        null,
                        Basis.ON_RECORD,
                        name);
            }
        }
        return unnamed(words);
    }

    private Told unnamed(String span) {
        String words = Wording.bare(span);
        String lower = Vocabulary.lower(words);
        if (words.isEmpty()
                || words.length() > LONGEST_NAME
                || Vocabulary.is("nobody", lower)
                || lower.matches(
                        "(?:both|either|neither|the two|these|those|such|this|that|his|her|their|its|my|our) .*")) {
            return Told.NOBODY;
        }
        boolean onRecord = Arrays.stream(lower.split("[^\\p{L}-]+")).anyMatch(Vocabulary.under("on record")::contains);
        String name = Character.isUpperCase(words.codePointAt(0)) && !isProper(words) ? lowered(words) : words;
        String role = ARTICLE.matcher(name).replaceFirst("");
        return new Told(
                List.of(new Party(name, List.of(), SourceKind.UNNAMED)),
                role.equals(name) ? null : role,
                onRecord ? Basis.ON_RECORD : Basis.UNNAMED,
                words);
    }

    private static boolean isProper(String words) {
        String first = words.split(" ")[0];
        // Of several: "Washington, Seoul and others".
        if (first.endsWith(",") || words.startsWith(first + " and others")) {
            return true;
        }
        return !Vocabulary.is("openers", first)
                && (first.matches("\\p{Lu}{2,}.*|.*['\u2019]s")
                        || Vocabulary.isState(first)
                        || first.matches(".*(?:ian|ish|ese|ean|can|ern|i)"));
    }

    private static String lowered(String words) {
        return Vocabulary.lower(words.substring(0, 1)) + words.substring(1);
    }

    /** Who speaks jointly: "the United States, South Korea and other countries". Nobody where it may be one name. */
    private List<Party> joint(String words) {
        String[] parts = PARTS.split(words);
        if (parts.length < 2) {
            return List.of();
        }
        Set<String> names = new LinkedHashSet<>();
        List<Party> parties = new ArrayList<>();
        boolean sure = false;
        for (String part : parts) {
            String name = ARTICLE.matcher(part.strip()).replaceFirst("");
            if (name.isEmpty() || !names.add(name)) {
                return List.of();
            }
            boolean proper = PROPER.matcher(name).matches();
            if (Vocabulary.isState(name)) {
                sure = true;
                parties.add(new Party(name, List.of(), SourceKind.GOVERNMENT));
            } else if (proper && kind(name, null) == SourceKind.PERSON && name.indexOf(' ') > 0) {
                sure = true;
                parties.add(new Party(name, List.of(), SourceKind.PERSON));
            } else if (proper && kind(name, null) != SourceKind.PERSON) {
                parties.add(new Party(name, List.of(), kind(name, null)));
            } else if (!proper && parties.size() > 0 && Character.isLowerCase(name.codePointAt(0))) {
                parties.add(new Party(part.strip(), List.of(), SourceKind.UNNAMED));
            } else {
                return List.of();
            }
        }
        return sure && parties.stream().filter(Party::isUnnamed).count() < 2 ? parties : List.of();
    }

    /** What a named source is; a person unless its words tell something else. */
    private static SourceKind kind(String name, @Nullable String role) {
        String bare = ARTICLE.matcher(name).replaceFirst("");
        if (Vocabulary.isState(bare)) {
            return SourceKind.GOVERNMENT;
        }
        if (role != null) {
            return SourceKind.PERSON;
        }
        List<String> words = List.of(Vocabulary.lower(bare).split("[^\\p{L}\\p{N}-]+"));
        for (SourceKind kind : List.of(SourceKind.GOVERNMENT, SourceKind.PUBLICATION, SourceKind.ORGANIZATION)) {
            Set<String> known = Vocabulary.under(Vocabulary.lower(kind.name()));
            if (words.stream().anyMatch(known::contains)) {
                return kind;
            }
        }
        boolean acronym = bare.matches("\\p{Lu}[\\p{Lu}\\p{N}&.-]+");
        return acronym || bare.contains(" & ") || bare.contains(" of the ")
                ? SourceKind.ORGANIZATION
                : SourceKind.PERSON;
    }
}
