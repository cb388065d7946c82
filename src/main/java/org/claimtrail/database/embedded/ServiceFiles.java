package org.claimtrail.database.embedded;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the service may keep files.
 *
 * @param directory the data directory of the embedded database; a service with a database of its own keeps none
 */
public record ServiceFiles(Optional<Path> directory) {}
