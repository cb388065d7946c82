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
     * A truncated table, with all its indexes, is made anew in files of their own, which takes longer than most tests: so what
     * is small is deleted, without triggers, where the role may leave them out. Who has a copy of vectors tells by the file that
     * they are all gone.
     */
    private static final String EMPTY = """
            do $$
            declare
                one record;
                tables text;
                small text[] := '{}';
                name text;
                without_triggers constant boolean := has_parameter_privilege('session_replication_role', 'SET');
            begin
                if without_triggers then
                    set local session_replication_role = replica;
                end if;
                for one in
                    select c.oid::regclass as name, pg_total_relation_size(c.oid) < 4000000 and c.relname <> 'claim_vector' as small
                    from pg_class c
                    where c.relnamespace in ('public'::regnamespace, 'history'::regnamespace) and c.relkind = 'r'
                      and c.relname not in ('flyway_schema_history', 'installation', 'status_transition', 'numbering', 'retention')
                      and pg_relation_size(c.oid) > 0
                    order by c.oid
                loop
                    if one.small and without_triggers then
                        small := small || one.name::text;
                    else
                        tables := concat_ws(', ', tables, one.name);
                    end if;
                end loop;
                if small <> '{}' then
                    -- What is being written in the background goes, too.
                    execute format('lock table %s in exclusive mode', array_to_string(small, ', '));
                end if;
                foreach name in array small loop
                    execute format('delete from %s', name);
                end loop;
                if tables is not null then
                    execute format('truncate table %s cascade', tables);
                end if;
                perform setval(format('%I.%I', schemaname, sequencename), start_value, false) from pg_sequences
                where schemaname in ('public', 'history') and last_value is not null;
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
