package org.claimtrail.database;

import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.claimtrail.database.StatementWatch.Plan;
import org.claimtrail.database.StatementWatch.Ran;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Has {@link StatementWatch} told of the statements of connections, once the service is put together. */
@Component
public class WatchedStatements implements SmartInitializingSingleton {

    private static final Plan NONE = Optional::empty;

    /** What has a plan, and is one statement. */
    private static final Pattern PLANNED =
            Pattern.compile("(?is)\\s*(select|with|insert|update|delete|merge|values)\\b[^;]*");

    private final ObjectProvider<StatementWatch> watches;
    private volatile @Nullable StatementWatch watch;

    WatchedStatements(ObjectProvider<StatementWatch> watches) {
        this.watches = watches;
    }

    @Override
    public void afterSingletonsInstantiated() {
        watch = watches.getIfAvailable();
    }

    public Connection watched(Connection connection) {
        StatementWatch present = watch;
        return present == null ? connection : proxy(Connection.class, new OfConnection(connection, present));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(WatchedStatements.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /** What every proxy is asked of itself, and not of what it stands for. */
    private static @Nullable Object ofItself(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> null;
        };
    }

    private record OfConnection(Connection connection, StatementWatch watch) implements InvocationHandler {

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            Object own = ofItself(proxy, method, arguments);
            if (own != null) {
                return own;
            }
            if (method.getName().equals("commit")) {
                return timed(watch, "commit", NONE, connection, method, arguments);
            }
            Object answer = call(connection, method, arguments);
            return switch (method.getName()) {
                case "prepareStatement" ->
                    proxy(PreparedStatement.class, new OfStatement(this, (Statement) answer, sql(arguments)));
                case "prepareCall" ->
                    proxy(CallableStatement.class, new OfStatement(this, (Statement) answer, sql(arguments)));
                case "createStatement" -> proxy(Statement.class, new OfStatement(this, (Statement) answer, null));
                default -> answer;
            };
        }
    }

    private static @Nullable String sql(Object @Nullable [] arguments) {
        return arguments != null && arguments.length > 0 && arguments[0] instanceof String sql ? sql : null;
    }

    private static @Nullable Object timed(
            StatementWatch watch, String sql, Plan plan, Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        long begin = System.nanoTime();
        boolean failed = true;
        try {
            Object answer = call(target, method, arguments);
            failed = false;
            return answer;
        } finally {
            watch.ran(new Ran(sql, System.nanoTime() - begin, failed, failed ? NONE : plan));
        }
    }

    /** A value as it was bound. */
    private record Binding(Method method, Object[] arguments) {

        boolean isOfAStream() {
            return arguments.length > 1 && (arguments[1] instanceof InputStream || arguments[1] instanceof Reader);
        }
    }

    private static final class OfStatement implements InvocationHandler {

        private final OfConnection of;
        private final @Nullable Statement statement;
        private final @Nullable String prepared;
        private final List<Binding> bindings = new ArrayList<>(0);

        OfStatement(OfConnection of, @Nullable Statement statement, @Nullable String prepared) {
            this.of = of;
            this.statement = statement;
            this.prepared = prepared;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            Object own = ofItself(proxy, method, arguments);
            if (own != null || statement == null) {
                return own;
            }
            String name = method.getName();
            if (name.startsWith("execute")) {
                String given = sql(arguments);
                String sql = given != null ? given : prepared != null ? prepared : "batch";
                return timed(of.watch(), sql, planOf(name, sql), statement, method, arguments);
            }
            if (prepared != null
                    && arguments != null
                    && name.startsWith("set")
                    && of.watch().mayExplain()) {
                bind(new Binding(method, arguments));
            }
            return call(statement, method, arguments);
        }

        /** The last value that a place was given counts. */
        private void bind(Binding binding) {
            if (binding.method().getParameterCount() > 1 && binding.arguments()[0] instanceof Integer place) {
                bindings.removeIf(other -> place.equals(other.arguments()[0]));
                bindings.add(binding);
            }
        }

        private Plan planOf(String execution, String sql) {
            return of.watch().mayExplain()
                            && !execution.contains("Batch")
                            && PLANNED.matcher(sql).matches()
                            && bindings.stream().noneMatch(Binding::isOfAStream)
                    ? () -> explain(sql)
                    : NONE;
        }

        /** What it would be now, for the same values: nothing of it is run again. */
        private Optional<String> explain(String sql) {
            try {
                // What a savepoint is for: whoever asks must not lose his transaction by it.
                Savepoint before =
                        of.connection().getAutoCommit() ? null : of.connection().setSavepoint();
                try (PreparedStatement explaining = of.connection().prepareStatement("explain " + sql)) {
                    for (Binding binding : bindings) {
                        call(explaining, binding.method(), binding.arguments());
                    }
                    StringJoiner lines = new StringJoiner("\n");
                    try (ResultSet rows = explaining.executeQuery()) {
                        while (rows.next()) {
                            lines.add(rows.getString(1));
                        }
                    }
                    return Optional.of(lines.toString());
                } finally {
                    if (before != null) {
                        of.connection().rollback(before);
                        of.connection().releaseSavepoint(before);
                    }
                }
            } catch (SQLException | RuntimeException e) {
                return Optional.empty();
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
