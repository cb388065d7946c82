package org.claimtrail.follow;

import java.util.UUID;
import org.claimtrail.thing.Resource;

/** A thing of a followed installation. */
record There(Resource resource, UUID id) {

    /** As an export is told it. */
    @Override
    public String toString() {
        return resource + ":" + id;
    }
}
