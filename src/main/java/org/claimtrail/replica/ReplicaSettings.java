package org.claimtrail.replica;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param look how often it is asked how far the replicas have come: what was written since is read from the database
 * @param lag how far one may be behind and still be read from
 */
@ConfigurationProperties("claimtrail.replicas")
record ReplicaSettings(
        @DefaultValue("200ms") Duration look,
        @DefaultValue("10s") Duration lag) {}
