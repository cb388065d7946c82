package org.claimtrail.database.embedded;

import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tells whoever waits for an upgrade how far it is. Of a database that is made anew there is nothing to be told. */
@Component
class MigrationLines implements Callback {

    private static final Logger log = LoggerFactory.getLogger("claimtrail");

    private static final MigrationVersion FIRST = MigrationVersion.fromVersion("1");

    private boolean isNew;

    @Override
    public boolean supports(Event event, @Nullable Context context) {
        return event == Event.BEFORE_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, @Nullable Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        MigrationInfo migration = context.getMigrationInfo();
        if (migration.getVersion() == null) {
            return;
        }
        isNew |= migration.getVersion().equals(FIRST);
        if (!isNew) {
            log.info("Brings the database to version {}: {}", migration.getVersion(), migration.getDescription());
        }
    }

    @Override
    public String getCallbackName() {
        return "lines";
    }
}
