package org.claimtrail.database.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.util.UriUtils;

/**
 * The service's database in a cluster of its own, and the roles that it logs in with: all have the one password that lies
 * beside the data.
 *
 * @param cluster whose server runs
 * @param port where it listens
 */
record ServiceDatabase(Cluster cluster, int port, String password) implements Database {

    private static final Logger log = LoggerFactory.getLogger(ServiceDatabase.class);

    /** Of the database, and of the role that owns it. */
    private static final String NAME = "claimtrail";

    private static final String APPLICATION_ROLE = "claimtrail_app";

    /**
     * Locales whose rules of characters know all of Unicode, the first that the system has: by these the text search of
     * PostgreSQL tells letters from quotation marks and dashes. By the locale C it takes all beyond ASCII for letters.
     */
    private static final List<String> LOCALES_OF_LETTERS =
            List.of("C.UTF-8", "C.utf8", "en_US.UTF-8", "en_US.utf8", "UTF-8", "en-US");

    /** Who reports could fill the disk by these, whatever his settings are: settings are his to change. */
    private static final String CLOSE_TO_EVERYBODY = """
            do $$
            declare
                change text;
            begin
                for change in
                    select format('revoke temporary on database %I from public', d.datname)
                    from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) held
                    where d.datname = current_database() and held.grantee = 0 and held.privilege_type = 'TEMPORARY'
                    union all
                    select format('revoke execute on function %s from public', f.oid::regprocedure)
                    from pg_proc f, aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) held
                    where f.pronamespace = 'pg_catalog'::regnamespace
                      and f.proname in ('lo_creat', 'lo_create', 'lo_from_bytea', 'lo_open', 'lo_put')
                      and held.grantee = 0
                loop
                    execute change;
                end loop;
            end
            $$""";

    /** Makes of the server that listens there what the service needs, and leaves alone what is. */
    void prepare() throws SQLException, IOException {
        try (Connection connection = superuser("postgres");
                Statement statement = connection.createStatement()) {
            Path served = Path.of(ask(statement, "select current_setting('data_directory')"));
            if (!Files.isSameFile(served, cluster.path())) {
                throw new DatabaseUnavailableException(
                        "Port %d is served by a PostgreSQL with other data (%s): end it, or set CLAIMTRAIL_EMBEDDED_PORT to another port."
                                .formatted(port, served));
            }
            for (String role : List.of(NAME, APPLICATION_ROLE, REPORTING_ROLE)) {
                if (ask(statement, "select count(*) from pg_roles where rolname = '" + role + "'")
                        .equals("0")) {
                    statement.execute("create role " + role + " login password '" + password + "'");
                }
            }
            Optional<String> locale = localeOfLetters(statement);
            if (locale.isEmpty()) {
                log.warn(
                        "{}",
                        ExternalDatabase.noLetters(
                                "The embedded PostgreSQL", "The system has no UTF-8 locale: install C.UTF-8."));
            }
            if (ask(statement, "select count(*) from pg_database where datname = '" + NAME + "'")
                    .equals("0")) {
                statement.execute("create database %1$s owner %1$s template template0 lc_ctype '%2$s'"
                        .formatted(NAME, locale.orElse("C")));
            } else {
                tellLetters(statement, locale.orElse("C"));
            }
        }
        makeReportingReady();
    }

    /** As db/report/role.sql does on a server of somebody else's. Here nobody else shares the database, so nobody loses anything. */
    private void makeReportingReady() throws SQLException, IOException {
        String role = new ClassPathResource("db/report/role.sql").getContentAsString(StandardCharsets.UTF_8);
        try (Connection connection = superuser(NAME);
                Statement statement = connection.createStatement()) {
            statement.execute(role);
            statement.execute(CLOSE_TO_EVERYBODY);
        }
    }

    private static Optional<String> localeOfLetters(Statement statement) throws SQLException {
        for (String locale : LOCALES_OF_LETTERS) {
            if (hasLocale(statement, locale)) {
                return Optional.of(locale);
            }
        }
        return Optional.empty();
    }

    private static boolean hasLocale(Statement statement, String locale) throws SQLException {
        statement.execute("begin");
        try {
            statement.execute("create collation pg_temp.wanted (provider = libc, lc_collate = 'C', lc_ctype = '%s')"
                    .formatted(locale.replace("'", "''")));
            return true;
        } catch (SQLException e) {
            return false;
        } finally {
            statement.execute("rollback");
        }
    }

    /**
     * Databases were made with the locale C, and directories may come from a system with other locales. All of it stays in its
     * place, as nothing but text search asks the locale: order, case and patterns are those of PostgreSQL's own C.UTF-8, by
     * which the cluster was made, and remain so. So one row of one catalogue changes, or does not. What the database holds
     * for text search is made by search.folded(), which leaves this server nothing but letters, digits and space, and comes
     * out the same by any locale; what earlier releases made of texts, the migrations that follow make anew.
     */
    private static void tellLetters(Statement statement, String wanted) throws SQLException {
        String present = ask(statement, "select datctype from pg_database where datname = '" + NAME + "'");
        boolean isRight = !ExternalDatabase.isWithoutLetters(present) && hasLocale(statement, present);
        if (!isRight && !present.equals(wanted)) {
            statement.execute("update pg_database set datctype = '" + wanted + "' where datname = '" + NAME + "'");
            log.info("The embedded database had the locale {} and has the locale {} now", present, wanted);
        }
    }

    static String ask(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    Connection superuser(String database) throws SQLException {
        return DriverManager.getConnection(Cluster.urlOf(port, database), Cluster.SUPERUSER, password);
    }

    @Override
    public Optional<ServiceDatabase> embedded() {
        return Optional.of(this);
    }

    @Override
    public String url() {
        return Cluster.urlOf(port, NAME);
    }

    @Override
    public Login application() {
        return new Login(APPLICATION_ROLE, password);
    }

    @Override
    public Login migration() {
        return new Login(NAME, password);
    }

    @Override
    public String location() {
        return "%s, psql \"postgresql://%s@%s:%d/%s?passfile=%s\""
                .formatted(
                        cluster.path(),
                        NAME,
                        Cluster.HOST,
                        port,
                        NAME,
                        UriUtils.encodePath(cluster.path().resolve("pgpass").toString(), StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return location();
    }
}
