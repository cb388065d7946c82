package org.claimtrail.intake;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimtrail.database.Listing;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.database.StoredJson;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Busy;
import org.claimtrail.platform.Caller;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.MalformedBody;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Keeps imports: takes files, starts and stops what records them, and tells how far that is. */
@Service
public class Imports {

    private static final String JSON = """
            json_strip_nulls(json_build_object(
                'id', m.id,
                'number', m.number,
                'name', m.name,
                'format', m.format,
                'state', m.state,
                'dryRun', m.dry_run,
                'reading', m.reading,
                'by', m.by,
                'bytes', m.bytes,
                'bytesRead', m.bytes_read,
                'rows', json_build_object(
                    'done', m.position,
                    'recorded', m.recorded,
                    'unchanged', m.unchanged,
                    'changed', m.changed,
                    'duplicate', m.duplicate,
                    'faulty', m.faulty),
                'rowsPerSecond', case when m.worked_for > interval '0' then
                    round((m.position / extract(epoch from m.worked_for))::numeric, 1) end,
                'undone', m.undone,
                'failure', m.failure,
                'createdAt', rfc3339(m.created_at),
                'startedAt', rfc3339(m.started_at),
                'endedAt', rfc3339(m.ended_at),
                'updatedAt', rfc3339(m.updated_at)))""";

    private static final Listing LISTING =
            new Listing("import m", "m", JSON, "-createdAt").sortedBy("createdAt", "m.created_at", "timestamptz");

    private static final String ITEM_JSON = """
            json_strip_nulls(json_build_object(
                'nth', i.nth,
                'line', i.line,
                'outcome', i.outcome,
                'resource', i.resource,
                'id', i.thing_id,
                'number', case when i.resource = 'claim' then (select c.number from claim c where c.id = i.thing_id) end,
                'remarks', coalesce(i.faults, '[]')))""";

    /** So many files may arrive at an instance at the same time: each takes one of its threads. */
    private static final int MOST_UPLOADS = 8;

    private static final int MOST_PREVIEWED = 100;

    /**
     * What is told of a file before it arrives.
     *
     * @param format absent where it is to be found out
     * @param start whether to begin when all of it arrived: a table only if it is said how it is read
     */
    public record Head(
            String name,
            @Nullable Format format,
            boolean dryRun,
            boolean start,
            @Nullable ObjectNode reading) {}

    private final ImportStore store;
    private final EntryReaders readers;
    private final ImportRunner runner;
    private final Sniffer sniffer;
    private final ImportSettings settings;
    private final Actor actor;
    private final JdbcClient db;
    private final Clock clock;
    private final Semaphore uploads = new Semaphore(MOST_UPLOADS);

    Imports(
            ImportStore store,
            EntryReaders readers,
            ImportRunner runner,
            Sniffer sniffer,
            ImportSettings settings,
            Actor actor,
            JdbcClient db,
            Clock clock) {
        this.store = store;
        this.readers = readers;
        this.runner = runner;
        this.sniffer = sniffer;
        this.settings = settings;
        this.actor = actor;
        this.db = db;
        this.clock = clock;
    }

    public Page list(Query query) {
        return LISTING.page(
                db, query, new Selection().whereOneOf("m.state", "state", query.choices("state", State.class)));
    }

    public Representation read(UUID id) {
        return StoredJson.one(
                db,
                "import",
                Sql.of(
                        "select null::timestamptz as deleted_at, {json} as json from import m where m.id = :id",
                        Map.of("json", JSON)),
                id);
    }

    /**
     * Keeps a file as it arrives, piece by piece. One that does not arrive whole leaves nothing.
     *
     * @throws InvalidInput if it is not said rightly how it is read, or is nothing that can be
     * @throws Busy if as many arrive as may
     */
    public Representation upload(Head head, InputStream file) throws IOException {
        if (!uploads.tryAcquire()) {
            throw new Busy("As many files are arriving as may at the same time.", 5);
        }
        UUID id = Ids.next();
        boolean whole = false;
        try {
            Caller caller = actor.caller().orElse(null);
            begin(id, head, caller);
            byte[] first = store(id, file);
            Format format = head.format() != null ? head.format() : sniffer.format(head.name(), first);
            ObjectNode reading = sniffer.reading(format, head.name(), head.reading(), () -> store.open(id));
            boolean starts = head.start() && (!format.isTable() || head.reading() != null);
            db.sql("""
                            update import
                            set format = :format, reading = cast(:reading as jsonb), state = 'READY', updated_at = :now
                            where id = :id""")
                    .param("format", format.name())
                    .param("reading", reading.toString())
                    .param("now", now())
                    .param("id", id)
                    .update();
            whole = true;
            return starts ? start(id, head.dryRun()) : read(id);
        } catch (Unreadable e) {
            throw new InvalidInput(List.of(new Fault("", e.getMessage())));
        } finally {
            uploads.release();
            if (!whole) {
                db.sql("delete from import where id = :id").param("id", id).update();
            }
        }
    }

    private void begin(UUID id, Head head, @Nullable Caller caller) {
        db.sql("""
                        insert into import (id, name, format, state, dry_run, reading, account_id, by, role, bytes, bytes_read,
                            position, recorded, unchanged, changed, duplicate, faulty, undone, worked_for, created_at, updated_at)
                        values (:id, :name, 'NDJSON', 'UPLOADING', false, '{}', :account, :by, :role, 0, 0,
                            0, 0, 0, 0, 0, 0, 0, interval '0', :now, :now)""")
                .param("id", id)
                .param("name", head.name())
                .param("account", caller == null ? null : caller.account())
                .param("by", actor.name())
                .param("role", (caller == null ? Role.ADMIN : caller.role()).name())
                .param("now", now())
                .update();
    }

    /** @return its first piece */
    private byte[] store(UUID id, InputStream file) throws IOException {
        byte[] first = new byte[0];
        long bytes = 0;
        int place = 0;
        for (byte[] piece = file.readNBytes(ImportStore.PIECE);
                piece.length > 0;
                piece = file.readNBytes(ImportStore.PIECE)) {
            if (place == 0) {
                first = piece;
            }
            bytes += piece.length;
            if (bytes > settings.size().toBytes()) {
                throw new Unreadable("It has more than the %d MiB that a file may have here (claimtrail.imports.size)."
                        .formatted(settings.size().toMegabytes()));
            }
            store.addPiece(id, place++, piece, bytes);
        }
        if (bytes == 0) {
            throw new Unreadable("There is nothing in it.");
        }
        return first;
    }

    /** Begins, or begins anew after a dry run. */
    @Transactional
    public Representation start(UUID id, boolean dryRun) {
        Import held = hold(id, State.READY, State.TRIED);
        if (held.format().isTable()) {
            sniffer.requireUsable(held.reading());
        }
        if (held.state() == State.TRIED) {
            db.sql("delete from import_item where import_id = :id")
                    .param("id", id)
                    .update();
        }
        db.sql("""
                        update import
                        set state = 'RUNNING', dry_run = :dryRun, position = 0, bytes_read = 0, recorded = 0, unchanged = 0,
                            changed = 0, duplicate = 0, faulty = 0, worked_for = interval '0', failure = null,
                            started_at = :now, ended_at = null, updated_at = :now
                        where id = :id""").param("dryRun", dryRun).param("now", now()).param("id", id).update();
        beginAfterwards(id);
        return read(id);
    }

    @Transactional
    public Representation pause(UUID id) {
        return become(hold(id, State.RUNNING), State.PAUSED);
    }

    /** Goes on with one that was paused. */
    @Transactional
    public Representation resume(UUID id) {
        Import held = hold(id, State.PAUSED);
        beginAfterwards(id);
        return become(held, State.RUNNING);
    }

    /** What is recorded stays. */
    @Transactional
    public Representation cancel(UUID id) {
        Import held = hold(id, State.READY, State.RUNNING, State.PAUSED, State.TRIED);
        store.drop(id);
        return become(held, State.CANCELLED);
    }

    /** Takes back what it recorded, as far as nobody has changed it since. */
    @Transactional
    public Representation undo(UUID id) {
        Import held = hold(id, State.DONE, State.CANCELLED, State.FAILED, State.PAUSED);
        beginAfterwards(id);
        return become(held, State.UNDOING);
    }

    /** Says how a table is read, while it is not started. */
    @Transactional
    public Representation read(UUID id, ObjectNode reading) {
        Import held = hold(id, State.READY, State.TRIED);
        ObjectNode checked = sniffer.reading(held.format(), held.name(), reading, () -> store.open(id));
        db.sql("update import set reading = cast(:reading as jsonb), updated_at = :now where id = :id")
                .param("reading", checked.toString())
                .param("now", now())
                .param("id", id)
                .update();
        return read(id);
    }

    /** Forgets an import and what it kept of its file; what it recorded stays, and can no longer be undone. */
    @Transactional
    public void delete(UUID id) {
        hold(
                id,
                EnumSet.complementOf(EnumSet.of(State.UPLOADING, State.RUNNING, State.UNDOING))
                        .toArray(State[]::new));
        db.sql("delete from import where id = :id").param("id", id).update();
    }

    private Import hold(UUID id, State... allowed) {
        Import held = store.hold(id).orElseThrow(() -> new NotRecorded("import", id));
        if (!List.of(allowed).contains(held.state())) {
            throw new Conflict(
                    Conflict.Reason.IMPORT_STATE,
                    "The import is %s; this can be done while it is %s."
                            .formatted(
                                    held.state(),
                                    Arrays.stream(allowed).map(State::name).collect(Collectors.joining(" or "))));
        }
        return held;
    }

    private Representation become(Import held, State state) {
        db.sql("""
                        update import set state = :state, updated_at = :now,
                            failure = null, ended_at = case when :state = 'CANCELLED' then cast(:now as timestamptz) end
                        where id = :id""")
                .param("state", state.name())
                .param("now", now())
                .param("id", held.id())
                .update();
        return read(held.id());
    }

    /** When this is committed: before, nobody else sees that it is to be worked on. */
    private void beginAfterwards(UUID id) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    runner.begin(id);
                }
            });
        } else {
            runner.begin(id);
        }
    }

    /** What became of its rows, in the order of the file. */
    public Page items(UUID id, Query query) {
        read(id);
        List<Outcome> outcomes = query.choices("outcome", Outcome.class);
        int limit = query.number("limit", 1, Page.MOST, Page.DEFAULT_LIMIT);
        long after = query.value("cursor", text -> {
                    if (!text.matches("[0-9]{1,15}")) {
                        throw new IllegalArgumentException("must be one that an answer gave.");
                    }
                    return Long.valueOf(text);
                })
                .orElse(0L);
        query.done();
        List<Map.Entry<String, String>> found = db.sql(Sql.of("""
                        select i.nth, {json} as json from import_item i
                        where i.import_id = :id and i.nth > :after and (:all or i.outcome = any(:outcomes))
                        order by i.nth limit :limit""", Map.of("json", ITEM_JSON)))
                .param("id", id)
                .param("after", after)
                .param("all", outcomes.isEmpty())
                .param("outcomes", Selection.texts(outcomes))
                .param("limit", limit + 1)
                .query((row, n) -> Map.entry(row.getString("nth"), row.getString("json")))
                .list();
        return page(found, limit);
    }

    /** What its undo left, and why. */
    public Page stayed(UUID id, Query query) {
        read(id);
        int limit = query.number("limit", 1, Page.MOST, Page.DEFAULT_LIMIT);
        UUID after = query.value("cursor", UUID::fromString).orElse(new UUID(0, 0));
        query.done();
        List<Map.Entry<String, String>> found = db.sql("""
                        select s.thing_id::text as place, json_strip_nulls(json_build_object(
                            'resource', s.resource,
                            'id', s.thing_id,
                            'number', case when s.resource = 'claim' then (select c.number from claim c where c.id = s.thing_id) end,
                            'why', s.why)) as json
                        from import_stayed s where s.import_id = :id and s.thing_id > :after
                        order by s.thing_id limit :limit""")
                .param("id", id)
                .param("after", after)
                .param("limit", limit + 1)
                .query((row, n) -> Map.entry(row.getString("place"), row.getString("json")))
                .list();
        return page(found, limit);
    }

    private static Page page(List<Map.Entry<String, String>> found, int limit) {
        boolean more = found.size() > limit;
        List<Map.Entry<String, String>> page = more ? found.subList(0, limit) : found;
        return new Page(
                page.stream().map(Map.Entry::getValue).toList(),
                more ? page.get(limit - 1).getKey() : null,
                null);
    }

    /** The first rows of a file that is not recorded yet, and what is made of them. */
    public Representation preview(UUID id, Query query) {
        int most = query.number("rows", 1, MOST_PREVIEWED, 10);
        query.done();
        Import run = store.find(id).orElseThrow(() -> new NotRecorded("import", id));
        ObjectNode preview = Json.object();
        ArrayNode rows = preview.putArray("rows");
        try (EntryReader reader = readers.open(run, new BufferedInputStream(store.open(id)))) {
            for (Entry entry = reader.next(); entry != null; entry = rows.size() < most ? reader.next() : null) {
                ObjectNode row = rows.addObject().put("line", entry.line());
                if (run.format().isTable()) {
                    row.set("cells", Json.mapper().readTree(entry.content()));
                }
                ArrayNode bodies = row.putArray("bodies");
                entry.drafts().forEach(draft -> {
                    ObjectNode body = bodies.addObject();
                    body.put("resource", draft.resource().toString());
                    body.set("body", draft.body());
                });
                ArrayNode remarks = row.putArray("remarks");
                Stream.concat(entry.faults().stream(), entry.told().stream())
                        .forEach(remark -> remarks.addPOJO(remark.members()));
            }
        } catch (Unreadable e) {
            preview.put("failure", e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Representation(Json.write(preview));
    }

    /**
     * Rows as a file.
     *
     * @param rows writes it, and gathers nothing
     */
    public record Download(String name, String mediaType, Rows rows) {

        /** What is written to whoever takes it. */
        @FunctionalInterface
        public interface Rows {
            void to(OutputStream out) throws IOException;
        }
    }

    /**
     * The rows that were refused, as they stood in the file, each with why: a table with one column more, or objects with one
     * member more. To be mended and sent again.
     */
    public Download faults(UUID id) {
        Import run = store.find(id).orElseThrow(() -> new NotRecorded("import", id));
        return run.format().isTable()
                ? new Download("faults.csv", "text/csv;charset=UTF-8", out -> write(id, out, to -> table(run, to)))
                : new Download("faults.ndjson", "application/x-ndjson", out -> write(id, out, Imports::lines));
    }

    private void write(UUID id, OutputStream out, Function<Writer, Consumer<Refused>> form) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        Consumer<Refused> row = form.apply(writer);
        List<Refused> some = refused(id, 0);
        while (!some.isEmpty()) {
            some.forEach(row);
            some = refused(id, some.get(some.size() - 1).nth());
        }
        writer.flush();
    }

    private record Refused(long nth, String content, String why) {}

    private List<Refused> refused(UUID id, long after) {
        return db.sql("""
                        select i.nth, coalesce(i.content, '') as content, (
                            select string_agg(concat_ws(' ', coalesce(f ->> 'column', f ->> 'pointer') || ':', f ->> 'detail'), ' ')
                            from jsonb_array_elements(i.faults) f) as why
                        from import_item i
                        where i.import_id = :id and i.outcome = 'FAULTY' and i.nth > :after
                        order by i.nth limit 500""")
                .param("id", id)
                .param("after", after)
                .query((row, n) ->
                        new Refused(row.getLong("nth"), row.getString("content"), String.valueOf(row.getString("why"))))
                .list();
    }

    private static Consumer<Refused> table(Import run, Writer out) {
        Reading reading = Reading.read(Fields.of(run.reading()));
        String delimiter = reading.delimiter();
        CsvWriter rows = CsvWriter.builder()
                .fieldSeparator(delimiter == null ? ',' : delimiter.charAt(0))
                .lineDelimiter(LineDelimiter.CRLF)
                .bufferSize(0)
                .build(out);
        List<String> header = new ArrayList<>(reading.columns().stream()
                .map(Reading.Column::name)
                .filter(name -> !name.equals(Reading.WHY))
                .toList());
        int columns = header.size();
        header.add(Reading.WHY);
        rows.writeRecord(header);
        return refusal -> {
            List<String> cells = new ArrayList<>();
            Json.mapper().readTree(refusal.content()).forEach(cell -> cells.add(cell.asString("")));
            while (cells.size() < columns) {
                cells.add("");
            }
            List<String> row = new ArrayList<>(cells.subList(0, columns));
            row.add(refusal.why());
            rows.writeRecord(row);
        };
    }

    private static Consumer<Refused> lines(Writer out) {
        return refusal -> {
            ObjectNode line;
            try {
                line = Json.parseObject(refusal.content().getBytes(StandardCharsets.UTF_8));
            } catch (MalformedBody e) {
                line = Json.object().put("line", refusal.content());
            }
            line.put(NdjsonReader.WHY, refusal.why());
            try {
                out.write(line + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /** What a column can be. */
    public static List<String> fields() {
        return Field.names();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
