package org.claimtrail.proposal;

/** Who reads articles for claims. */
public enum Proposer {
    /** The tables and grammars that come with the service. */
    RULES,
    /** The language model that the operator named. */
    MODEL
}
