package org.claimtrail.origin;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.claimtrail.date.Edtf;
import org.claimtrail.origin.ClaimGroup.Appearance;
import org.claimtrail.origin.ClaimGroup.Article;
import org.claimtrail.origin.ClaimGroup.Link;
import org.claimtrail.origin.ClaimGroup.Source;
import org.jspecify.annotations.Nullable;

/** The orders that make the same record give the same answer, whatever order it was read in. */
public final class Order {

    /** As PostgreSQL orders them; {@link UUID#compareTo} takes the halves for signed numbers. */
    public static final Comparator<UUID> BY_ID = (one, other) -> {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    };

    static final Comparator<Appearance> OF_PUBLICATION = Comparator.comparing(
                    (Appearance appearance) -> firstDay(appearance.article().publishedOn()))
            .thenComparing(Appearance::id, BY_ID);

    private Order() {}

    /**
     * By the day of publication; of one day, by what articles are called and who speaks in them, so that it does not matter
     * which was recorded first: for what sentences say, and whom they show.
     */
    static Comparator<Appearance> ofTelling(Map<UUID, Source> sources) {
        Map<UUID, String> known = new HashMap<>();
        return Comparator.comparing(
                        (Appearance appearance) -> firstDay(appearance.article().publishedOn()))
                .thenComparing(appearance -> known.computeIfAbsent(appearance.id(), id -> words(appearance, sources)))
                .thenComparing(Appearance::id, BY_ID);
    }

    private static String words(Appearance appearance, Map<UUID, Source> sources) {
        Article article = appearance.article();
        StringBuilder words = new StringBuilder()
                .append(article.title())
                .append('\n')
                .append(article.site())
                .append('\n')
                .append(name(article.publishingSource(), sources));
        for (Link link : appearance.chain()) {
            words.append('\n').append(link.saidOn());
            link.sources().stream()
                    .map(source -> name(source, sources))
                    .sorted()
                    .forEach(name -> words.append('\t').append(name));
        }
        return words.toString();
    }

    private static String name(@Nullable UUID id, Map<UUID, Source> sources) {
        Source source = id == null ? null : sources.get(id);
        return source == null ? "" : source.name();
    }

    /** An unknown day comes after all others. */
    private static LocalDate firstDay(@Nullable Edtf date) {
        return date == null || date.earliest() == null ? LocalDate.MAX : date.earliest();
    }
}
