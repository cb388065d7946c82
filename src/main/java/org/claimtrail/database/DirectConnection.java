package org.claimtrail.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** How to connect to the database itself, past the pool and past any pooler, in the role that serves requests. */
public record DirectConnection(
        String url, @Nullable String username, @Nullable String password) {

    /** @param properties of the driver */
    Connection open(Properties properties) throws SQLException {
        if (username != null) {
            properties.setProperty("user", username);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        return DriverManager.getConnection(url, properties);
    }

    @Override
    public String toString() {
        return String.valueOf(username);
    }
}
