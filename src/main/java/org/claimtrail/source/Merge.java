package org.claimtrail.source;

import java.util.UUID;

/** That a duplicate became part of a survivor. */
record Merge(UUID id, UUID duplicate, UUID survivor) {}
