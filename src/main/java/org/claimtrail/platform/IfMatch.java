package org.claimtrail.platform;

import java.util.List;

/** The state that a change was made for (RFC 9110, section 13.1.1). */
public final class IfMatch {

    /** For changes that depend on no earlier state, such as adding a part. */
    public static final IfMatch ANY = new IfMatch(List.of("*"));

    private final List<String> etags;

    private IfMatch(List<String> etags) {
        this.etags = etags;
    }

    /** @param etags entity tags in quotes; {@code *} stands for any */
    public static IfMatch of(List<String> etags) {
        return new IfMatch(List.copyOf(etags));
    }

    /** @throws Stale if the thing is no longer in that state; weak tags match nothing, as the comparison is strong */
    public void check(Representation present) {
        if (!etags.contains("*") && etags.stream().noneMatch(present::isTagged)) {
            throw new Stale(present.etag());
        }
    }
}
