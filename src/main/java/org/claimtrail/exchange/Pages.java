package org.claimtrail.exchange;

import java.io.IOException;
import java.util.List;
import org.claimtrail.platform.Query;
import org.jspecify.annotations.Nullable;

/** Leads a writer through sections, page by page; pages are smaller where things are large. */
final class Pages {

    private static final int MOST_OF_PAGE = 500;

    /** About as many bytes a page is to have. */
    private static final long SIZE = 2L << 20;

    private final State state;
    private final PageWriter writer;

    Pages(State state, PageWriter writer) {
        this.state = state;
        this.writer = writer;
    }

    List<Place> find(Section section, Query filters, @Nullable String after) {
        return state.read(() -> section.finder().find(filters, after, Exports.MOST_PLACES));
    }

    /** @param found the first of the section */
    void write(Section section, Query filters, List<Place> found) throws IOException {
        for (List<Place> places = found; !places.isEmpty(); ) {
            for (int begin = 0, end; begin < places.size(); begin = end) {
                end = endOfPage(places, begin);
                writer.write(section, state, places.subList(begin, end));
            }
            places = places.size() < Exports.MOST_PLACES
                    ? List.of()
                    : find(
                            section,
                            new Query(filters.given()),
                            places.get(places.size() - 1).key());
        }
    }

    private static int endOfPage(List<Place> places, int begin) {
        long size = places.get(begin).weight();
        int end = begin + 1;
        while (end < places.size()
                && end - begin < MOST_OF_PAGE
                && size + places.get(end).weight() <= SIZE) {
            size += places.get(end).weight();
            end++;
        }
        return end;
    }
}
