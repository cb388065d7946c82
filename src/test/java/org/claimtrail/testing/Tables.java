package org.claimtrail.testing;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.flywaydb.core.Flyway;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The tables of the database that the tests share. */
public final class Tables {

    /** One connection for each context: every test asks for it. */
    private static final Map<Flyway, JdbcClient> OWNERS = new ConcurrentHashMap<>();

    /** The database as the role that migrates sees it. */
    public static JdbcClient owner(Flyway flyway) {
        return OWNERS.computeIfAbsent(flyway, one -> {
            try {
                return JdbcClient.create(new SingleConnectionDataSource(
                        one.getConfiguration().getDataSource().getConnection(), true));
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
    }

    private Tables() {}

    /**
     * A table that is empty is left alone: to truncate one makes it and all its indexes anew. Its numbers begin anew all the
     * same.
     */
    private static final String EMPTY = """
            do $$
            declare
                one record;
                filled boolean;
                tables text;
            begin
                for one in
                    select format('%I.%I', schemaname, tablename) as name from pg_tables
                    where schemaname in ('public', 'history')
                      and tablename not in ('flyway_schema_history', 'installation', 'status_transition', 'numbering', 'retention')
                    order by schemaname, tablename
                loop
                    execute format('select exists (select from %s)', one.name) into filled;
                    if filled then
                        tables := concat_ws(', ', tables, one.name);
                    end if;
                end loop;
                if tables is not null then
                    execute format('truncate table %s restart identity cascade', tables);
                end if;
                for one in
                    select format('%I.%I', schemaname, sequencename) as name from pg_sequences
                    where schemaname in ('public', 'history') and last_value is not null
                loop
                    execute format('alter sequence %s restart', one.name);
                end loop;
            end
            $$""";

    /** Tries again where what goes on in the background, and locks the tables in another order, is in the way. */
    private static void truncate(JdbcClient owner) {
        for (int tries = 1; ; tries++) {
            try {
                owner.sql(EMPTY).update();
                return;
            } catch (PessimisticLockingFailureException e) {
                if (tries == 10) {
                    throw e;
                }
            }
        }
    }

    /**
     * Leaves a database as the migrations made it, with {@link People} in it: what the migrations put in stays, and
     * claims count from C-1 again.
     */
    public static void empty(JdbcClient owner) {
        truncate(owner);
        People.moveIn(owner);
    }

    /** Everything that the files of tables and logic make, as the catalogue of the database tells it. */
    public static List<String> objects(JdbcClient db) {
        return db.sql("""
                        with space as (
                            select oid, nspname from pg_namespace
                            where nspname in (
                                'public', 'history', 'as_of', 'known_on', 'public_record', 'search', 'report', 'catalogue')
                        )
                        select format('%s.%s %s %s %s', s.nspname, c.relname, c.relkind, c.reloptions,
                            obj_description(c.oid, 'pg_class'))
                        from pg_class c join space s on s.oid = c.relnamespace
                        where c.relkind in ('r', 'v', 'S')
                        union all
                        select format('%s.%s.%s %s %s %s %s %s', s.nspname, c.relname, a.attname,
                            format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attstattarget,
                            pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum))
                        from pg_class c
                        join space s on s.oid = c.relnamespace
                        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                        left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
                        where c.relkind in ('r', 'v')
                        union all
                        select format('%s.%s %s', s.nspname, c.relname, pg_get_viewdef(c.oid))
                        from pg_class c join space s on s.oid = c.relnamespace
                        where c.relkind = 'v'
                        union all
                        select pg_get_indexdef(c.oid) from pg_class c join space s on s.oid = c.relnamespace
                        where c.relkind = 'i'
                        union all
                        select format('%s %s %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid))
                        from pg_constraint k join space s on s.oid = k.connamespace
                        union all
                        select pg_get_triggerdef(t.oid)
                        from pg_trigger t join pg_class c on c.oid = t.tgrelid join space s on s.oid = c.relnamespace
                        where not t.tgisinternal
                        union all
                        select case f.prokind when 'a' then f.oid::regprocedure::text else pg_get_functiondef(f.oid) end
                            || obj_description(f.oid, 'pg_proc')
                        from pg_proc f join space s on s.oid = f.pronamespace
                        union all
                        select format('%s %s', m.mapcfg::regconfig, string_agg(m.mapdict::regdictionary::text, ', '
                            order by m.maptokentype, m.mapseqno))
                        from pg_ts_config_map m join pg_ts_config c on c.oid = m.mapcfg join space s on s.oid = c.cfgnamespace
                        group by m.mapcfg
                        union all
                        select to_jsonb(t)::text from status_transition t
                        order by 1""").query(String.class).list();
    }
}
