package org.claimtrail.source;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That an article speaks of a source which only it can tell.
 *
 * @param article absent where it is not recorded yet, so that the source is not either
 */
public record Mention(@Nullable UUID article, SourceRef ref) {}
