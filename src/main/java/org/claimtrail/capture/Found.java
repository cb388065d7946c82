package org.claimtrail.capture;

/**
 * Something that a document says of itself.
 *
 * @param from where it stood, in words for people: {@code JSON-LD}, {@code first line}
 */
public record Found<T>(T value, String from) {}
