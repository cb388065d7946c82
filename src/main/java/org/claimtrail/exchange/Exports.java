package org.claimtrail.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.claimtrail.past.PastReads;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.BrokenOff;
import org.claimtrail.platform.Busy;
import org.claimtrail.platform.Ids;
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

    /** When it is worth another try. */
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

    /** The parameters that filter nothing. */
    private static final Set<String> OWN =
            Set.of("format", "rows", "lines", "thing", "profile", "after", PastReads.AS_OF, PastReads.KNOWN_ON);

    /** So many things can be named: their names fit into an address. */
    private static final int MOST_NAMED = 100;

    private final Places places;
    private final Lines lines;
    private final ForeignNames names;
    private final Dossiers dossiers;
    private final ReportPackage reports;
    private final RecordStates states;
    private final Actor actor;
    private final Clock clock;
    private final Semaphore all;
    private final Semaphore strangers;
    private final Semaphore packages = new Semaphore(1);

    Exports(
            Places places,
            Lines lines,
            ForeignNames names,
            Dossiers dossiers,
            ReportPackage reports,
            RecordStates states,
            Actor actor,
            Clock clock,
            ExportSettings settings) {
        this.places = places;
        this.lines = lines;
        this.names = names;
        this.dossiers = dossiers;
        this.reports = reports;
        this.states = states;
        this.actor = actor;
        this.clock = clock;
        this.all = new Semaphore(settings.atOnce());
        this.strangers = new Semaphore(settings.atOnceForStrangers());
    }

    /**
     * What is about to be written.
     *
     * @param name of it, without an ending
     * @param asOf by which the same can be asked for again; empty where there is no such instant
     */
    public record Head(ExportFormat format, String name, Optional<Instant> asOf) {

        Head(ExportFormat format, String name) {
            this(format, name, Optional.empty());
        }

        Head at(Optional<Instant> instant) {
            return new Head(format, name, instant);
        }
    }

    /**
     * Gets what is about to be written, after all that can be wrong with a request was found, and gives what to write it to; null
     * where it is not wanted.
     */
    public interface Begin extends Function<Head, @Nullable OutputStream> {}

    /** How an export is written to where it goes. */
    private interface Writers {

        PageWriter to(Head head, OutputStream out) throws IOException;
    }

    /**
     * Writes claims, with what belongs to them and what they refer to where the format has room for it.
     *
     * @param preferred the format where the query names none
     * @param base the address of the API, for those of things
     * @throws InvalidQuery with every fault of the query
     * @throws Busy where as many exports are written as may be
     * @throws BrokenOff if it fails after it began
     */
    public void claims(Query query, ExportFormat preferred, String base, Begin begin) {
        ExportFormat format = format(query, preferred, ExportFormat.OF_CLAIMS);
        if (format.isTable()) {
            Table table = query.value("rows", Table::parse).orElse(Table.CLAIMS);
            write(query, new Head(format, table.word()), ofClaims(List.of(table.kind())), begin, tables(table));
            return;
        }
        Head head = new Head(format, "claims");
        switch (format) {
            case JSON_LD -> {
                boolean forGoogle = query.value("profile", Exports::isGoogle).orElse(false);
                List<Section> done = List.of(new Section(Resource.CLAIM, places::done));
                write(query, head, done, begin, (at, out) -> new FeedPages(dossiers, base, forGoogle, at.asOf(), out));
            }
            case TURTLE, N_QUADS ->
                write(
                        query,
                        head,
                        ofClaims(List.of(Resource.CLAIM)),
                        begin,
                        (at, out) -> new GraphPages(dossiers, base, format == ExportFormat.TURTLE, out));
            default -> write(query, head, ofClaims(chosen(query)), begin, this::lines);
        }
    }

    private static boolean isGoogle(String profile) {
        if (profile.equals("google")) {
            return true;
        }
        throw new IllegalArgumentException("must be google.");
    }

    /** Writes things of a kind that stand by themselves. */
    public void things(Resource kind, Query query, ExportFormat preferred, Begin begin) {
        ExportFormat format = format(query, preferred, ExportFormat.OF_ALL);
        List<Section> sections =
                sections(List.of(kind), same -> (filters, after, most) -> places.listed(same, filters, after, most));
        write(
                query,
                new Head(format, kind.plural()),
                sections,
                begin,
                format.isTable() ? tables(Table.of(kind)) : this::lines);
    }

    /** Writes all of the record that can be read by another installation, or what is named of it. */
    public void record(Query query, Begin begin) {
        List<Resource> kinds = new ArrayList<>(OF_CLAIMS);
        kinds.add(Resource.EXCHANGE_RATE);
        ExportFormat format = format(query, ExportFormat.NDJSON, List.of(ExportFormat.NDJSON));
        List<Resource> chosen = query.values("lines", text -> Resource.parse(text, kinds::contains));
        Map<Resource, Set<UUID>> named = named(query, kinds);
        List<Resource> wanted = kinds.stream()
                .filter(kind -> chosen.isEmpty() || chosen.contains(kind))
                .filter(kind -> named.isEmpty() || named.containsKey(kind))
                .toList();
        if (wanted.isEmpty()) {
            query.fault("thing", "must be of one of the resources of which there are to be lines.");
        }
        List<Section> sections = sections(wanted.isEmpty() ? kinds : wanted, kind -> (filters, after, most) -> {
            filters.done();
            Optional<Set<UUID>> among = Optional.ofNullable(named.get(kind));
            return kind.isPart() && kind != Resource.NOTE
                    ? places.needed(kind, among, filters, after, most)
                    : places.all(kind, among, after, most);
        });
        write(query, new Head(format, "record"), sections, begin, this::lines);
    }

    /** By kinds; nothing where all are wanted. */
    private static Map<Resource, Set<UUID>> named(Query query, List<Resource> kinds) {
        List<Map.Entry<Resource, UUID>> things = query.values("thing", text -> thing(text, kinds));
        if (things.size() > MOST_NAMED) {
            query.fault("thing", "must not be given more than %d times.".formatted(MOST_NAMED));
        }
        return things.stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toSet())));
    }

    private static Map.Entry<Resource, UUID> thing(String text, List<Resource> kinds) {
        int colon = Math.max(text.indexOf(':'), 0);
        Resource kind = Resource.parse(text.substring(0, colon), kinds::contains);
        return Map.entry(
                kind,
                Ids.parse(text.substring(colon + 1))
                        .orElseThrow(() -> new IllegalArgumentException(
                                "must be what a thing is and its id, with a colon between: " + kind + ":ID.")));
    }

    /** Writes the views for reports, as they are. One at a time: it holds a connection to its end. */
    public void reports(Query query, Begin begin) {
        query.done();
        inTurn(
                all,
                () -> inTurn(
                        packages,
                        () -> states.inOne(() -> {
                            OutputStream out = begin.apply(new Head(ExportFormat.ZIP, "reports"));
                            if (out != null) {
                                written(
                                        "reports",
                                        () -> reports.write(out, clock.instant().toString()));
                            }
                        })));
    }

    private static ExportFormat format(Query query, ExportFormat preferred, List<ExportFormat> possible) {
        return query.value("format", text -> ExportFormat.parse(text, possible))
                .orElse(possible.contains(preferred) ? preferred : possible.get(0));
    }

    private List<Resource> chosen(Query query) {
        boolean isStranger = actor.caller().isEmpty();
        List<Resource> possible = OF_CLAIMS.stream()
                .filter(kind -> !isStranger || kind.isPublic())
                .toList();
        List<Resource> chosen = query.values("lines", text -> Resource.parse(text, possible::contains));
        return possible.stream()
                .filter(kind -> chosen.isEmpty() || chosen.contains(kind))
                .toList();
    }

    private List<Section> ofClaims(List<Resource> kinds) {
        return sections(
                kinds,
                kind -> (filters, after, most) -> kind == Resource.CLAIM
                        ? places.listed(kind, filters, after, most)
                        : places.needed(kind, Optional.empty(), filters, after, most));
    }

    /** Strangers find only what is for them. */
    private List<Section> sections(List<Resource> kinds, Function<Resource, Section.Finder> finder) {
        boolean isStranger = actor.caller().isEmpty();
        return kinds.stream()
                .filter(kind -> !isStranger || kind.isPublic())
                .map(kind -> new Section(kind, finder.apply(kind)))
                .toList();
    }

    private PageWriter lines(Head head, OutputStream out) {
        return new LinePages(lines, names.schemeOfNumbers(), out);
    }

    private Writers tables(Table table) {
        return (head, out) -> new TablePages(table, rows(head.format(), table, out), lines);
    }

    private static RowWriter rows(ExportFormat format, Table table, OutputStream out) throws IOException {
        return switch (format) {
            case XLSX -> new SheetRows(out, table.word(), table.columns());
            case TSV -> new DelimitedRows(out, table.columns(), "\t");
            default -> new DelimitedRows(out, table.columns(), ",");
        };
    }

    private void write(Query query, Head head, List<Section> sections, Begin begin, Writers writers) {
        After after = query.value("after", text -> After.parse(text, sections, head.format()))
                .orElse(null);
        boolean isPublished =
                sections.stream().map(Section::kind).anyMatch(kind -> kind == Resource.CLAIM || kind.isPart());
        inTurn(
                actor.caller().isEmpty() ? strangers : all,
                () -> states.with(
                        query,
                        isPublished,
                        (state, instant) -> write(query, head.at(instant), sections, after, state, begin, writers)));
    }

    private void write(
            Query query,
            Head head,
            List<Section> sections,
            @Nullable After after,
            State state,
            Begin begin,
            Writers writers) {
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
        written(head.name(), () -> {
            PageWriter writer = writers.to(head, out);
            Pages pages = new Pages(state, writer);
            writer.begin(after != null);
            pages.write(first, filters(query), found);
            for (Section section : left.subList(1, left.size())) {
                pages.write(section, filters(query), pages.find(section, filters(query), null));
            }
            writer.end();
        });
    }

    private interface Writing {

        void run() throws IOException;
    }

    private static void written(String name, Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            // Whoever asked went away, or takes it too slowly: nobody is there to be told.
            log.debug("An export ended early", e);
            throw new BrokenOff("The export of " + name + " could not be sent to its end.", e);
        } catch (RuntimeException e) {
            throw new BrokenOff("The export of " + name + " failed after it began.", e);
        }
    }

    private static void inTurn(Semaphore turns, Runnable writing) {
        if (!turns.tryAcquire()) {
            throw new Busy("As many exports are being written as may be at once.", SECONDS);
        }
        try {
            writing.run();
        } finally {
            turns.release();
        }
    }

    /** The filters of a list, for whoever reads them anew. */
    private static Query filters(Query query) {
        Map<String, List<String>> filters = new HashMap<>(query.given());
        filters.keySet().removeAll(OWN);
        return new Query(filters);
    }
}
