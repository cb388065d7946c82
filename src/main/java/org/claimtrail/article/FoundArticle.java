package org.claimtrail.article;

import java.util.UUID;

/** An article that a body named, with its newest version. */
public record FoundArticle(UUID id, int version) {}
