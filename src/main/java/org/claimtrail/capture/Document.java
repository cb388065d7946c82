package org.claimtrail.capture;

import org.jspecify.annotations.Nullable;

/**
 * A document as it came in.
 *
 * @param address where it was found
 * @param mediaType what whoever sent it calls it, of which only the charset counts: {@code text/html; charset=utf-8}
 */
public record Document(
        byte[] content, @Nullable String address, @Nullable String mediaType) {

    /** In bytes. */
    public static final int LARGEST = 20 * 1024 * 1024;
}
