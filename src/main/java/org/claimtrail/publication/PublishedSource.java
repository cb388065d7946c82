package org.claimtrail.publication;

import java.util.List;
import org.claimtrail.prose.Tree;

/**
 * A source as its page tells it.
 *
 * @param record how many of the published claims it made, relayed and denied
 * @param claims the first of those in whose chains it is
 * @param markup in the words of schema.org, as JSON
 */
public record PublishedSource(Tree source, Tree record, List<Tree> claims, boolean more, String markup) {}
