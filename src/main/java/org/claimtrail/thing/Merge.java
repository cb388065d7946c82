package org.claimtrail.thing;

import java.util.UUID;

/** That a duplicate became part of a survivor. */
public record Merge(UUID id, UUID duplicate, UUID survivor) {}
