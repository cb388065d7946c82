package org.claimtrail.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.database.Rows;
import org.claimtrail.database.Selection;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Role;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** The tables of imports, for those who work on them. */
@Component
class ImportStore {

    /** How much of a file is written and read at a time. */
    static final int PIECE = 1024 * 1024;

    private static final String IMPORT = """
            select m.id, m.number, m.name, m.format, m.state, m.dry_run, m.reading, m.account_id, m.by, m.role, m.position,
                m.bytes, coalesce(a.role, m.role) as present_role, coalesce(a.disabled, false) as disabled
            from import m left join account a on a.id = m.account_id
            where m.id = :id""";

    private final JdbcClient db;
    private final Clock clock;

    ImportStore(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    Optional<Import> find(UUID id) {
        return db.sql(IMPORT).param("id", id).query(ImportStore::row).optional();
    }

    /** Held until the transaction ends, so that nobody else works on it meanwhile. */
    Optional<Import> hold(UUID id) {
        return db.sql(IMPORT + " for update of m")
                .param("id", id)
                .query(ImportStore::row)
                .optional();
    }

    private static Import row(ResultSet row, int n) throws SQLException {
        return new Import(
                row.getObject("id", UUID.class),
                row.getLong("number"),
                row.getString("name"),
                Format.valueOf(row.getString("format")),
                State.valueOf(row.getString("state")),
                row.getBoolean("dry_run"),
                (ObjectNode) Json.mapper().readTree(row.getString("reading")),
                row.getObject("account_id", UUID.class),
                row.getString("by"),
                Role.valueOf(row.getString("role")).atMost(Role.valueOf(row.getString("present_role"))),
                row.getBoolean("disabled"),
                row.getLong("position"),
                row.getLong("bytes"));
    }

    /** Those that are to be worked on and that nobody has worked on for so long. */
    List<UUID> idle(Duration since) {
        return db.sql("""
                        select id from import
                        where state in ('RUNNING', 'UNDOING') and updated_at < :before
                        order by updated_at limit 20""")
                .param("before", Timestamp.from(clock.instant().minus(since)))
                .query(UUID.class)
                .list();
    }

    void addPiece(UUID id, int place, byte[] content, long bytes) {
        db.sql("insert into import_piece (import_id, place, content) values (:id, :place, :content)")
                .param("id", id)
                .param("place", place)
                .param("content", content)
                .update();
        db.sql("update import set bytes = :bytes, updated_at = :now where id = :id")
                .param("bytes", bytes)
                .param("now", now())
                .param("id", id)
                .update();
    }

    /** The file, read piece by piece, each by a statement of its own. */
    InputStream open(UUID id) {
        return new Pieces(id);
    }

    void drop(UUID id) {
        db.sql("delete from import_piece where import_id = :id").param("id", id).update();
    }

    /** Notes what became of rows, in the transaction that did it. */
    void keep(Import held, List<Item> items, long bytesRead, Duration worked) {
        Rows rows = new Rows();
        long nth = held.position();
        int[] counts = new int[Outcome.values().length];
        for (Item item : items) {
            counts[item.outcome().ordinal()]++;
            Key key = item.key();
            Rows.Row row = rows.add()
                    .put("nth", ++nth)
                    .put("line", item.entry().line())
                    .put("outcome", item.outcome())
                    .put(
                            "resource",
                            item.resource() == null ? null : item.resource().toString())
                    .put("thing_id", item.thing())
                    .put("called", key == null ? null : key.called())
                    .put("digest", key == null ? null : "\\x" + HexFormat.of().formatHex(key.digest()))
                    .put(
                            "content",
                            item.outcome() == Outcome.FAULTY
                                    ? storable(item.entry().content())
                                    : null);
            row.put("faults", item.remarks().isEmpty() ? null : json(item.remarks()));
        }
        db.sql("""
                        insert into import_item (import_id, nth, line, outcome, resource, thing_id, called, digest,
                            change_set_id, faults, content)
                        select :id, nth, line, outcome, resource, thing_id, called, digest,
                            case when outcome in ('RECORDED', 'CHANGED') then (pg_current_xact_id()::text::bigint + n.shift)::text::xid8
                                when outcome = 'UNCHANGED' then (
                                    select o.change_set_id from import_item o
                                    where o.called = i.called and o.resource = i.resource
                                    order by o.import_id desc, o.nth desc limit 1)
                            end,
                            cast(faults as jsonb), content
                        from json_to_recordset(cast(:items as json)) i (nth bigint, line bigint, outcome text, resource text,
                            thing_id uuid, called text, digest bytea, faults text, content text),
                            history.numbering n""").param("id", held.id()).param("items", rows.json()).update();
        db.sql("""
                        update import
                        set position = position + :items, bytes_read = :read, recorded = recorded + :recorded,
                            unchanged = unchanged + :unchanged, changed = changed + :changed,
                            duplicate = duplicate + :duplicate, faulty = faulty + :faulty,
                            worked_for = worked_for + cast(:worked as interval), updated_at = :now
                        where id = :id""")
                .param("id", held.id())
                .param("items", items.size())
                .param("read", bytesRead)
                .param("recorded", counts[Outcome.RECORDED.ordinal()])
                .param("unchanged", counts[Outcome.UNCHANGED.ordinal()])
                .param("changed", counts[Outcome.CHANGED.ordinal()])
                .param("duplicate", counts[Outcome.DUPLICATE.ordinal()])
                .param("faulty", counts[Outcome.FAULTY.ordinal()])
                .param("worked", worked.toMillis() + " milliseconds")
                .param("now", now())
                .update();
    }

    private static String json(List<Remark> remarks) {
        return new String(Json.write(remarks.stream().map(Remark::members).toList()), StandardCharsets.UTF_8);
    }

    /** As PostgreSQL can keep it: without NUL and halves of surrogate pairs. */
    private static String storable(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    /** Whether a dry run came across any of these before, and nothing was wrong with it. */
    boolean wereTried(UUID id, List<String> called) {
        return db.sql("""
                        select exists (
                            select from import_item
                            where called = any(:called) and import_id = :id and outcome in ('RECORDED', 'CHANGED'))""")
                .param("called", Selection.texts(called))
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    /** @return whether it was worked on until now, and not stopped by somebody */
    boolean end(UUID id, State state, @Nullable String failure) {
        return db.sql("""
                        update import set state = :state, failure = :failure, ended_at = :now, updated_at = :now
                        where id = :id and state in ('RUNNING', 'UNDOING')""")
                        .param("state", state.name())
                        .param("failure", failure)
                        .param("now", now())
                        .param("id", id)
                        .update()
                == 1;
    }

    void forget(Duration since) {
        db.sql("delete from import where state in ('UPLOADING', 'READY', 'TRIED') and updated_at < :before")
                .param("before", Timestamp.from(clock.instant().minus(since)))
                .update();
    }

    /** What an undo leaves, and why. */
    void stays(UUID id, Resource kind, UUID thing, String why) {
        db.sql("""
                        insert into import_stayed (import_id, resource, thing_id, why) values (:id, :kind, :thing, :why)
                        on conflict (import_id, thing_id) do update set why = excluded.why""")
                .param("id", id)
                .param("kind", kind.toString())
                .param("thing", thing)
                .param("why", why)
                .update();
    }

    void undone(UUID id, int things) {
        db.sql("update import set undone = undone + :things, updated_at = :now where id = :id")
                .param("things", things)
                .param("now", now())
                .param("id", id)
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private final class Pieces extends InputStream {

        private final UUID id;
        private int place;
        private byte[] piece = new byte[0];
        private int at;

        Pieces(UUID id) {
            this.id = id;
        }

        @Override
        public int read() {
            return hasMore() ? piece[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!hasMore()) {
                return -1;
            }
            int given = Math.min(length, piece.length - at);
            System.arraycopy(piece, at, into, offset, given);
            at += given;
            return given;
        }

        private boolean hasMore() {
            while (at == piece.length) {
                Optional<byte[]> next = db.sql(
                                "select content from import_piece where import_id = :id and place = :place")
                        .params(Map.of("id", id, "place", place))
                        .query((row, n) -> row.getBytes("content"))
                        .optional();
                if (next.isEmpty()) {
                    return false;
                }
                place++;
                piece = next.get();
                at = 0;
            }
            return true;
        }
    }
}
