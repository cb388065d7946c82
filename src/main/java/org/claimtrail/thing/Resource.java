package org.claimtrail.thing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The kinds of things that the record holds, each with a history. The names are those in {@code history.change}.
 *
 * <p>Another kind is a constant here, a row of the catalogue ({@code R__10_catalogue.sql}), and a {@link Life}.
 */
public enum Resource {
    CLAIM("claims", Is.PUBLIC, Is.PURGED, Is.SHOWN, Is.NOTED),
    RELATION("claims/*/relations", List.of("from_claim_id", "to_claim_id"), Is.PUBLIC),
    EVIDENCE("claims/*/evidence", List.of("claim_id"), Is.PUBLIC),
    ASSESSMENT("claims/*/assessments", List.of("claim_id"), Is.PUBLIC, Is.NOTED),
    /** On whatever is {@link #isNoted}; the claim is that of an assessment, too. */
    NOTE("claims/*/notes", List.of("claim_id")),
    SOURCE("sources", Is.PUBLIC, Is.PURGED, Is.SHOWN, Is.NOTED),
    ARTICLE("articles", Is.PUBLIC, Is.PURGED, Is.SHOWN, Is.NOTED),
    MEASURE("measures", Is.PUBLIC, Is.PURGED, Is.SHOWN),
    TOPIC("topics", Is.PUBLIC, Is.PURGED, Is.SHOWN),
    EXCHANGE_RATE("exchange-rates");

    private enum Is {
        /** Strangers may read it, where they may read at all. */
        PUBLIC,
        /** It can be purged by itself. */
        PURGED,
        /** It has pages of its own. */
        SHOWN,
        /** There are notes on it. */
        NOTED
    }

    private final String address;
    private final List<String> claims;
    private final Set<Is> traits;

    Resource(String address, Is... traits) {
        this(address, List.of(), traits);
    }

    Resource(String address, List<String> claims, Is... traits) {
        this.address = address;
        this.claims = claims;
        this.traits = Set.of(traits);
    }

    /** @throws IllegalArgumentException in a sentence, if it is none */
    public static Resource parse(String name) {
        return parse(name, resource -> true);
    }

    /** Like the other, of those of which something holds. */
    public static Resource parse(String name, Predicate<Resource> wanted) {
        return those(wanted)
                .filter(resource -> resource.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + those(wanted).map(Resource::toString).collect(Collectors.joining(", ")) + "."));
    }

    public static Stream<Resource> those(Predicate<Resource> wanted) {
        return Arrays.stream(values()).filter(wanted);
    }

    /** Of the API, below its base; a star stands for a claim that it belongs to. */
    public String address() {
        return address;
    }

    /** What such things are called together: the last part of their address. */
    public String plural() {
        return address.substring(address.lastIndexOf('/') + 1);
    }

    /** The columns that name the claims it belongs to; none of what stands by itself. */
    public List<String> claims() {
        return claims;
    }

    /** The columns that name what it belongs to, of whichever kind that is. */
    public List<String> owners() {
        return this == NOTE ? List.of("on_id") : claims;
    }

    /** The columns of all to whose history its changes belong, that of the claim, too, whose assessment has a note. */
    public List<String> tellers() {
        return Stream.concat(claims.stream(), owners().stream()).distinct().toList();
    }

    public boolean isPart() {
        return !claims.isEmpty();
    }

    /** Whether it stands by itself and claims show something of it. */
    public boolean isNamedByClaims() {
        return this != CLAIM && traits.contains(Is.SHOWN);
    }

    public boolean isPublic() {
        return traits.contains(Is.PUBLIC);
    }

    public boolean isPurged() {
        return traits.contains(Is.PURGED);
    }

    /** Whether there are notes on such things. */
    public boolean isNoted() {
        return traits.contains(Is.NOTED);
    }

    public boolean hasPages() {
        return traits.contains(Is.SHOWN);
    }

    /** Its table, here and in the history. */
    public String table() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What one is called in sentences. */
    public String thing() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
