package org.claimtrail.platform;

/** What an account may do; each may what the one before may. */
public enum Role {
    /** Reads. */
    READER,
    /** Records and edits. */
    CONTRIBUTOR,
    /** Assesses, changes status, closes reviews. */
    REVIEWER,
    /** Keeps accounts, overrules, purges, merges. */
    ADMIN;

    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /** The lesser of the two. */
    public Role atMost(Role other) {
        return includes(other) ? other : this;
    }
}
