package org.claimtrail.reading.attribution;

/** @param paragraph the number of the paragraph that it stands in, from nought */
public record Sentence(Span span, int paragraph) {}
