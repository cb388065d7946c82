package org.claimtrail.proposal;

import tools.jackson.databind.node.ObjectNode;

/**
 * What a passage most likely claims.
 *
 * @param body what {@code POST /claims} takes
 * @param from where the passage begins in the text, in UTF-16 code units
 * @param to the place behind it
 * @param confidence from 0 to 1
 */
public record Candidate(ObjectNode body, int from, int to, double confidence) {}
