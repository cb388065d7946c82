package org.claimtrail.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Lets requests read alone, for a while: as if the database were a replica, whatever would write fails. */
@TestComponent
public class ReadOnlyRequests implements BeanPostProcessor {

    private static volatile boolean on;

    public static void during(Runnable act) {
        on = true;
        try {
            act.run();
        } finally {
            on = false;
        }
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source && !(bean instanceof ReadOnly) ? new ReadOnly(source) : bean;
    }

    private static final class ReadOnly extends DelegatingDataSource {

        ReadOnly(DataSource target) {
            super(target);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            // Those who serve requests are called so by Tomcat.
            if (!on || !Thread.currentThread().getName().contains("-exec-")) {
                return connection;
            }
            execute(connection, "set default_transaction_read_only = on");
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("close")) {
                            execute(connection, "set default_transaction_read_only = off");
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        private static void execute(Connection connection, String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
