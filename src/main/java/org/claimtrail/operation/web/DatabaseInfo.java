package org.claimtrail.operation.web;

import java.util.Map;
import org.claimtrail.operation.RecordState;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** What /actuator/info tells of the database, beside the build, its commit and Java: empty where it does not answer. */
@Component
class DatabaseInfo implements InfoContributor {

    private final RecordState state;

    DatabaseInfo(RecordState state) {
        this.state = state;
    }

    @Override
    public void contribute(Info.Builder builder) {
        ObjectNode known = state.now();
        builder.withDetail(
                "database",
                known.isEmpty()
                        ? Map.of()
                        : Map.of(
                                "schema", known.path("schema").asString(""),
                                "postgresql", known.path("server").asString("")));
    }
}
