package org.claimtrail.capture;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.claimtrail.date.Edtf;
import org.jspecify.annotations.Nullable;

/** What is found of a document, as it is looked through: of each thing the first that says something counts. */
final class Findings {

    private static final int LONGEST = 1000;
    private static final int MOST_AUTHORS = 50;

    private static final Pattern DAY =
            Pattern.compile("\\s*([0-9]{4})(?:-?([0-9]{2})(?:-?([0-9]{2})(?![0-9]).*)?)?\\s*", Pattern.DOTALL);
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}");
    private static final Pattern ADDRESS = Pattern.compile("(?i)https?://\\S+");
    private static final Pattern BY = Pattern.compile("(?i)^(?:by|von|par)\\s+");

    private @Nullable Found<String> url;
    private @Nullable Found<String> title;
    private @Nullable Found<List<String>> authors;
    private @Nullable Found<String> publisher;
    private @Nullable Found<String> publishedOn;
    private @Nullable Found<String> language;
    private @Nullable Found<String> text;

    private static @Nullable Found<String> first(@Nullable Found<String> before, @Nullable String value, String from) {
        return before != null || value == null || value.isBlank() || value.length() > LONGEST
                ? before
                : new Found<>(Paragraphs.without(value).strip().replaceAll("\\s+", " "), from);
    }

    void url(@Nullable String value, String from) {
        if (value != null && ADDRESS.matcher(value.strip()).matches()) {
            url = first(url, value, from);
        }
    }

    void title(@Nullable String value, String from) {
        title = first(title, value, from);
    }

    /** One that counts more than what was found before. */
    void betterTitle(@Nullable String value, String from) {
        Found<String> better = first(null, value, from);
        title = better == null ? title : better;
    }

    void publisher(@Nullable String value, String from) {
        publisher = first(publisher, value, from);
    }

    void authors(List<String> names, String from) {
        Set<String> known = new LinkedHashSet<>();
        for (String name : names) {
            String called = BY.matcher(Paragraphs.without(name).strip().replaceAll("\\s+", " "))
                    .replaceFirst("");
            // Where an account is named instead of somebody, it says nothing here.
            if (!called.isEmpty()
                    && called.length() <= 200
                    && !ADDRESS.matcher(called).matches()) {
                known.add(called);
            }
        }
        if (authors == null && !known.isEmpty()) {
            authors = new Found<>(known.stream().limit(MOST_AUTHORS).toList(), from);
        }
    }

    void publishedOn(@Nullable String value, String from) {
        Matcher day = DAY.matcher(value == null ? "" : value);
        if (publishedOn != null || !day.matches()) {
            return;
        }
        List<String> parts = new ArrayList<>();
        for (int i = 1; i <= 3 && day.group(i) != null; i++) {
            parts.add(day.group(i));
        }
        try {
            publishedOn = new Found<>(Edtf.parse(String.join("-", parts)).text(), from);
        } catch (IllegalArgumentException e) {
            // No day of the calendar.
        }
    }

    void language(@Nullable String value, String from) {
        String tag = value == null ? "" : value.strip().replace('_', '-');
        if (LANGUAGE.matcher(tag).matches()) {
            language = first(language, tag, from);
        }
    }

    void text(String value, String from) {
        if (text == null && !value.isBlank()) {
            text = new Found<>(value.strip(), from);
        }
    }

    Captured as(Kind kind) {
        return new Captured(kind, url, title, authors, publisher, publishedOn, language, text);
    }
}
