package org.claimtrail.comparison;

import java.util.Collection;
import java.util.UUID;
import org.claimtrail.database.Rows;
import org.claimtrail.platform.Currencies;
import org.claimtrail.unit.ReadUnit;
import org.claimtrail.unit.UnitReader;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps how units are read of figures that are not in the unit of their measure, for reports, which are written by SQL. */
@Component
public class UnitSizes {

    /** Both units of each figure that has one of its own. */
    private static final String UNREAD = """
            select u.unit
            from (
                select distinct x.unit
                from figure f
                join measure m on m.id = f.measure_id and m.unit <> f.unit
                cross join lateral (values (f.unit), (m.unit)) x (unit)
                where f.claim_id = any(:claims) and f.deleted_at is null
            ) u
            where not exists (
                select from unit_size s
                where s.unit_hash = sha256(convert_to(u.unit, 'UTF8')) and s.tables = :tables)""";

    private final JdbcClient db;

    UnitSizes(JdbcClient db) {
        this.db = db;
    }

    /** Reads the units of figures of these claims, as far as they were not. */
    public void store(Collection<UUID> claims) {
        String tables = UnitReader.tables();
        UnitReader reader = new UnitReader();
        Rows rows = new Rows();
        db.sql(UNREAD)
                .param("claims", claims.toArray(UUID[]::new))
                .param("tables", tables)
                .query(row -> {
                    String unit = row.getString("unit");
                    ReadUnit read = reader.read(unit);
                    rows.add()
                            .put("unit", unit)
                            .put("kind", ComparedRow.named(read.kind()))
                            .put("currency", Currencies.isCode(read.kind()) ? read.kind() : null)
                            .put("dividend", read.dividend().toString())
                            .put("shift", read.offset().toString())
                            .put("divisor", read.divisor().toString());
                });
        if (rows.isEmpty()) {
            return;
        }
        db.sql("""
                        insert into unit_size (unit_hash, kind, currency, dividend, shift, divisor, tables)
                        select sha256(convert_to(r.unit, 'UTF8')), r.kind, r.currency, r.dividend, r.shift, r.divisor, :tables
                        from json_to_recordset(cast(:rows as json)) r (
                            unit text, kind uuid, currency text, dividend numeric, shift numeric, divisor numeric)
                        on conflict (unit_hash) do update
                        set kind = excluded.kind, currency = excluded.currency, dividend = excluded.dividend,
                            shift = excluded.shift, divisor = excluded.divisor, tables = excluded.tables""").param("rows", rows.json()).param("tables", tables).update();
    }
}
