package org.claimtrail.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Counts the SQL statements that the application sends for those who ask it something. By themselves those that find whom a
 * token stands for, which is remembered, and those of its own threads, which work when they please.
 */
@TestComponent
public class StatementCounter implements BeanPostProcessor {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final AtomicInteger TOKENS = new AtomicInteger();
    private static final AtomicInteger BACKGROUND = new AtomicInteger();

    /** How many statements it takes. */
    public static int of(Runnable act) {
        COUNT.set(0);
        act.run();
        return COUNT.get();
    }

    /** How many statements it takes, and all that the application does meanwhile. */
    public static int ofAll(Runnable act) {
        BACKGROUND.set(0);
        return of(act) + BACKGROUND.get();
    }

    /** How many times it is asked whom a token stands for. */
    public static int ofTokens(Runnable act) {
        TOKENS.set(0);
        act.run();
        return TOKENS.get();
    }

    private static AtomicInteger of(Object[] arguments) {
        if (arguments != null
                && arguments[0] instanceof String sql
                && sql.contains("from api_token t join account a")) {
            return TOKENS;
        }
        if (arguments != null && arguments[0] instanceof String sql && sql.startsWith("set transaction")) {
            // How a transaction begins is none of what is asked in it.
            return new AtomicInteger();
        }
        String thread = Thread.currentThread().getName();
        return thread.equals("main") || thread.contains("-exec-") ? COUNT : BACKGROUND;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source && !(bean instanceof Counting) ? new Counting(source) : bean;
    }

    private static final class Counting extends DelegatingDataSource {

        Counting(DataSource target) {
            super(target);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("prepareStatement")
                                || method.getName().equals("createStatement")) {
                            of(arguments).incrementAndGet();
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }
}
