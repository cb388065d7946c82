package org.claimtrail.fetch;

import java.time.Instant;
import java.util.Map;

/**
 * A page as it was answered.
 *
 * @param address where it was in the end, after redirects
 * @param mediaType as it was sent
 * @param headers of the answer, by their names in lower case; of those that stood there several times the first
 */
public record Fetched(byte[] content, String address, String mediaType, Map<String, String> headers, Instant at) {}
