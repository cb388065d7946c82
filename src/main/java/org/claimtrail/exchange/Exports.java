package org.claimtrail.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.claimtrail.past.PastReads;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.BrokenOff;
import org.claimtrail.platform.Busy;
import org.claimtrail.platform.InvalidQuery;
import org.claimtrail.platform.Query;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Writes lists, of any length, while they are read: one state of the record, in memory that does not grow with it. What belongs
 * to an export is found by few statements, and read by sets of some hundred things; what was read is written before more is.
 */
@Service
public class Exports {

    private static final Logger log = LoggerFactory.getLogger(Exports.class);

    /** So many places are known at a time. */
    static final int MOST_PLACES = 50_000;

    private static final int SECONDS = 30;

    /** In an order in which what others refer to comes before them. */
    private static final List<Resource> OF_CLAIMS = List.of(
            Resource.TOPIC,
            Resource.MEASURE,
            Resource.SOURCE,
            Resource.ARTICLE,
            Resource.CLAIM,
            Resource.EVIDENCE,
            Resource.ASSESSMENT,
            Resource.RELATION,
            Resource.NOTE);

    private static final Set<String> OWN =
            Set.of("format", "rows", "lines", "after", PastReads.AS_OF, PastReads.KNOWN_ON);

    private final Places places;
    private final Lines lines;
    private final ForeignNames names;
    private final RecordStates states;
    private final Actor actor;
    private final Semaphore all;
    private final Semaphore strangers;

    Exports(Places places, Lines lines, ForeignNames names, RecordStates states, Actor actor, ExportSettings settings) {
        this.places = places;
        this.lines = lines;
        this.names = names;
        this.states = states;
        this.actor = actor;
        this.all = new Semaphore(settings.atOnce());
        this.strangers = new Semaphore(settings.atOnceForStrangers());
    }

    /**
     * What is about to be written.
     *
     * @param name of it, without an ending
     * @param asOf by which the same can be asked for again; empty where there is no such instant
     */
    public record Head(ExportFormat format, String name, Optional<Instant> asOf) {}

    /**
     * Gets what is about to be written, after all that can be wrong with a request was found, and gives what to write it to; null
     * where it is not wanted.
     */
    public interface Begin extends Function<Head, @Nullable OutputStream> {}

    /**
     * Writes claims, with what belongs to them and what they refer to where the format has room for it.
     *
     * @param preferred the format where the query names none
     * @throws InvalidQuery with every fault of the query
     * @throws Busy where as many exports are written as may be
     * @throws BrokenOff if it fails after it began
     */
    public void claims(Query query, ExportFormat preferred, Begin begin) {
        ExportFormat format = format(query, preferred, ExportFormat.all());
        Optional<Table> table = format.isTable()
                ? Optional.of(query.value("rows", Table::parse).orElse(Table.CLAIMS))
                : Optional.empty();
        List<Resource> kinds = table.map(one -> List.of(one.kind()))
                .orElseGet(() -> format == ExportFormat.NDJSON ? chosen(query) : List.of(Resource.CLAIM));
        write(
                query,
                format,
                table.map(Table::word).orElse("claims"),
                table.orElse(null),
                sections(
                        kinds,
                        kind -> (filters, after, most) -> kind == Resource.CLAIM
                                ? places.listed(kind, filters, after, most)
                                : places.needed(kind, filters, after, most)),
                begin);
    }

    /** Writes things of a kind that stand by themselves. */
    public void things(Resource kind, Query query, ExportFormat preferred, Begin begin) {
        ExportFormat format = format(query, preferred, ExportFormat.OF_ALL);
        write(
                query,
                format,
                kind.plural(),
                format.isTable() ? Table.of(kind) : null,
                sections(List.of(kind), same -> (filters, after, most) -> places.listed(same, filters, after, most)),
                begin);
    }

    /** Writes all of the record that can be read by another installation. */
    public void record(Query query, Begin begin) {
        List<Resource> kinds = new ArrayList<>(OF_CLAIMS);
        kinds.add(Resource.EXCHANGE_RATE);
        write(
                query,
                format(query, ExportFormat.NDJSON, List.of(ExportFormat.NDJSON)),
                "record",
                null,
                sections(kinds, kind -> (filters, after, most) -> {
                    if (kind.isPart()) {
                        return places.needed(kind, filters, after, most);
                    }
                    filters.done();
                    return places.all(kind, after, most);
                }),
                begin);
    }

    private static ExportFormat format(Query query, ExportFormat preferred, List<ExportFormat> possible) {
        return query.value("format", text -> ExportFormat.parse(text, possible))
                .orElse(possible.contains(preferred) ? preferred : possible.get(0));
    }

    private List<Resource> chosen(Query query) {
        List<Resource> chosen = query.values("lines", text -> Resource.parse(text, OF_CLAIMS::contains));
        return OF_CLAIMS.stream()
                .filter(kind -> chosen.isEmpty() || chosen.contains(kind))
                .toList();
    }

    /** Strangers find only what is for them. */
    private List<Section> sections(List<Resource> kinds, Function<Resource, Section.Finder> finder) {
        boolean isStranger = actor.caller().isEmpty();
        return kinds.stream()
                .filter(kind -> !isStranger || kind.isPublic())
                .map(kind -> new Section(kind, finder.apply(kind)))
                .toList();
    }

    private void write(
            Query query, ExportFormat format, String name, @Nullable Table table, List<Section> sections, Begin begin) {
        After after = query.value("after", text -> After.parse(text, sections, format))
                .orElse(null);
        boolean isStranger = actor.caller().isEmpty();
        Semaphore turns = isStranger ? strangers : all;
        if (!turns.tryAcquire()) {
            throw new Busy("As many exports are being written as may be at once.", SECONDS);
        }
        try {
            states.with(
                    query,
                    sections.stream()
                            .anyMatch(section -> section.kind() == Resource.CLAIM
                                    || section.kind().isPart()),
                    (state, instant) ->
                            write(query, new Head(format, name, instant), table, sections, after, state, begin));
        } finally {
            turns.release();
        }
    }

    private void write(
            Query query,
            Head head,
            @Nullable Table table,
            List<Section> sections,
            @Nullable After after,
            State state,
            Begin begin) {
        List<Section> left = after == null
                ? sections
                : sections.stream()
                        .dropWhile(section -> section.kind() != after.kind())
                        .toList();
        String behind = after == null ? null : after.key();
        Section first = left.get(0);
        List<Place> found = state.read(() -> first.finder().find(query, behind, MOST_PLACES));
        OutputStream out = begin.apply(head);
        if (out == null) {
            return;
        }
        try {
            PageWriter writer = writer(head, table, out);
            Pages pages = new Pages(state, writer);
            writer.begin(after != null);
            pages.write(first, filters(query), found);
            for (Section section : left.subList(1, left.size())) {
                pages.write(section, filters(query), pages.find(section, filters(query), null));
            }
            writer.end();
        } catch (IOException e) {
            // Whoever asked went away, or what he is to get cannot be sent: nobody is there to be told.
            log.debug("An export ended early", e);
            throw new BrokenOff("The export of " + head.name() + " could not be sent to its end.", e);
        } catch (RuntimeException e) {
            throw new BrokenOff("The export of " + head.name() + " failed after it began.", e);
        }
    }

    private PageWriter writer(Head head, @Nullable Table table, OutputStream out) throws IOException {
        if (table != null) {
            return new TablePages(table, rows(head.format(), table, out), lines);
        }
        return new LinePages(lines, names.schemeOfNumbers(), out);
    }

    private static RowWriter rows(ExportFormat format, Table table, OutputStream out) throws IOException {
        return switch (format) {
            case XLSX -> new SheetRows(out, table.word(), table.columns());
            case TSV -> new DelimitedRows(out, table.columns(), "\t");
            default -> new DelimitedRows(out, table.columns(), ",");
        };
    }

    /** The filters of a list, for whoever reads them anew. */
    private static Query filters(Query query) {
        Map<String, List<String>> filters = new HashMap<>(query.given());
        filters.keySet().removeAll(OWN);
        return new Query(filters);
    }
}
