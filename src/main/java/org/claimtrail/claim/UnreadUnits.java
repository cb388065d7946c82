package org.claimtrail.claim;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.claimtrail.unit.UnitReader;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps which units cannot be read, for answers, which are written by SQL. */
@Component
class UnreadUnits {

    private final JdbcClient db;

    UnreadUnits(JdbcClient db) {
        this.db = db;
    }

    /** To be called with every unit that is written, before answers are read. Nearly all are read, and cost nothing. */
    void keep(Collection<@Nullable String> units) {
        UnitReader reader = new UnitReader();
        Map<String, String> unread = new TreeMap<>();
        for (String unit : units) {
            String why = reader.read(unit).unread();
            if (unit != null && why != null) {
                unread.put(unit, why);
            }
        }
        if (!unread.isEmpty()) {
            db.sql("""
                            insert into unread_unit (unit_hash, why)
                            select sha256(convert_to(u.unit, 'UTF8')), u.why
                            from unnest(cast(:units as text[]), cast(:why as text[])) u (unit, why)
                            on conflict do nothing""")
                    .param("units", unread.keySet().toArray(String[]::new))
                    .param("why", unread.values().toArray(String[]::new))
                    .update();
        }
    }

    /** Where units are read otherwise than when these were kept, reads all of them. */
    @EventListener(ApplicationStartedEvent.class)
    @Transactional
    public void compareTables() {
        // Of several instances that start at once, one writes the row and the others find it written.
        int changed = db.sql("""
                        insert into unit_basis as b (tables) values (:tables)
                        on conflict (only_row) do update set tables = :tables where b.tables <> :tables""").param("tables", UnitReader.tables()).update();
        if (changed > 0) {
            db.sql("delete from unread_unit").update();
            keep(db.sql("""
                            select unit from figure where unit is not null
                            union
                            select unit from measure where unit is not null""").query(String.class).list().stream()
                    .filter(Objects::nonNull)
                    .toList());
        }
    }
}
