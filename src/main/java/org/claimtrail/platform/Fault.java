package org.claimtrail.platform;

/**
 * One thing wrong with a request.
 *
 * @param pointer where: a JSON Pointer (RFC 6901) into the body, or the name of a query parameter
 * @param detail the rule, in a sentence
 */
public record Fault(String pointer, String detail) {}
