package org.claimtrail.origin;

/**
 * An article that seems to confirm a claim by naming its source, while that source has it from somebody else.
 *
 * @param citation who has it from the source, in the article that names it first
 * @param relay from whom the source has it, in another article
 */
public record FalseConfirmation(Step citation, Step relay) {}
