package org.claimtrail.capture;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimtrail.address.AddressRules;
import org.claimtrail.address.Site;
import org.claimtrail.platform.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An article as it would be recorded from a document, for somebody to look at.
 *
 * @param body as the API takes it
 * @param origins where each of its values is from, in words, by its pointer
 */
public record ProposedArticle(ObjectNode body, Map<String, String> origins) {

    private static final int LONGEST_CITATION = 300;

    /** How a document came in. */
    public enum Way {
        FETCHED,
        FILE,
        PASTED,
        /** By the bookmarklet, from a page that somebody looked at. */
        FROM_PAGE
    }

    /**
     * What to propose of a document.
     *
     * @param given the address that somebody typed, or from which it was fetched in the end
     * @param retrieved when it was fetched or looked at, where that is now
     */
    public static ProposedArticle of(
            Captured captured, Way way, @Nullable String given, @Nullable Instant retrieved, AddressRules rules) {
        ProposedArticle proposal = new ProposedArticle(Json.object(), new LinkedHashMap<>());
        proposal.address(captured.url(), given, way, rules);
        proposal.put("title", captured.title());
        ObjectNode publisher = proposal.body.putObject("publisher").put("kind", "PUBLICATION");
        if (captured.publisher() != null) {
            publisher.put("name", captured.publisher().value());
            proposal.origin("/publisher/name", captured.publisher());
        }
        if (captured.authors() != null) {
            ArrayNode authors = proposal.body.putArray("authors");
            captured.authors().value().forEach(authors::add);
            proposal.origin("/authors", captured.authors());
        }
        proposal.put("publishedOn", captured.publishedOn());
        proposal.put("language", captured.language());
        proposal.put("body", captured.text());
        if (retrieved != null) {
            proposal.body.put(
                    "retrievedAt", retrieved.truncatedTo(ChronoUnit.SECONDS).toString());
            proposal.origins.put(
                    "/retrievedAt", way == Way.FETCHED ? "When it was fetched." : "When you looked at it.");
        }
        if (!proposal.body.has("url")) {
            proposal.cite(captured);
        }
        return proposal;
    }

    private void put(String member, @Nullable Found<String> found) {
        if (found != null) {
            body.put(member, found.value());
            origin("/" + member, found);
        }
    }

    private void origin(String pointer, Found<?> found) {
        origins.put(pointer, "From " + found.from() + ".");
    }

    /** What a page calls its own counts, as far as it is of the same site: other pages can say of themselves what they like. */
    private void address(@Nullable Found<String> said, @Nullable String given, Way way, AddressRules rules) {
        if (given == null) {
            put("url", said);
            return;
        }
        String typed = way == Way.FETCHED
                ? "Where it was fetched."
                : way == Way.FROM_PAGE ? "Where you looked at it." : "As you typed it.";
        if (said == null) {
            body.put("url", given);
            origins.put("/url", typed);
        } else if (rules.document(said.value()).equals(rules.document(given))) {
            put("url", said);
        } else if (isOfOneSite(said.value(), given, rules)) {
            put("url", said);
            body.putArray("addresses").add(given);
            origins.put("/addresses", typed);
        } else {
            body.put("url", given);
            origins.put("/url", typed + " The page calls itself " + said.value() + ", which is of another site.");
        }
    }

    private static boolean isOfOneSite(String one, String other, AddressRules rules) {
        Site site = rules.site(one);
        return site != null && Objects.equals(site, rules.site(other));
    }

    private void cite(Captured captured) {
        List<String> parts = Stream.of(captured.title(), captured.publisher(), captured.publishedOn())
                .filter(Objects::nonNull)
                .map(Found::value)
                .collect(Collectors.toCollection(ArrayList::new));
        if (parts.isEmpty() && captured.text() != null) {
            parts.add("“" + captured.text().value().lines().findFirst().orElse("") + "”");
        }
        String citation = String.join(", ", parts);
        body.put(
                "citation",
                citation.length() > LONGEST_CITATION ? citation.substring(0, LONGEST_CITATION) + "…" : citation);
        body.put("medium", captured.kind() == Kind.PDF || captured.kind() == Kind.WORD ? "DOCUMENT" : "OTHER");
        origins.put(
                "/citation", "As it has no address here: made of what is known of it. It must tell it from others.");
        origins.put("/medium", "What it was published in.");
    }
}
