package org.claimtrail.likeness;

/**
 * The direction of what a text means, each coordinate a signed byte. Its likeness to another one is the cosine of the
 * angle between them, for which a byte each is as good as a float: it differs in the third decimal place.
 */
final class Meaning {

    static final int DIMENSIONS = 384;
    /** A bit for each coordinate: whether it is above zero. */
    static final int CODE_LENGTH = DIMENSIONS / Long.SIZE;

    private final byte[] coordinates;

    private Meaning(byte[] coordinates) {
        this.coordinates = coordinates;
    }

    /** @param vector of any length above zero */
    static Meaning of(float[] vector) {
        float largest = 0;
        for (float coordinate : vector) {
            largest = Math.max(largest, Math.abs(coordinate));
        }
        byte[] coordinates = new byte[DIMENSIONS];
        for (int i = 0; i < DIMENSIONS; i++) {
            coordinates[i] = (byte) Math.round(vector[i] / largest * Byte.MAX_VALUE);
        }
        return new Meaning(coordinates);
    }

    /** What {@link #bytes()} gave. */
    static Meaning of(byte[] bytes) {
        if (bytes.length != DIMENSIONS) {
            throw new IllegalArgumentException("A vector of " + bytes.length + " bytes is none of this model.");
        }
        return new Meaning(bytes);
    }

    byte[] bytes() {
        return coordinates;
    }

    long[] code() {
        long[] code = new long[CODE_LENGTH];
        for (int i = 0; i < DIMENSIONS; i++) {
            if (coordinates[i] > 0) {
                code[i / Long.SIZE] |= 1L << i;
            }
        }
        return code;
    }

    /** From -1 to 1. */
    double likeness(byte[] other) {
        int product = 0;
        int own = 0;
        int others = 0;
        for (int i = 0; i < DIMENSIONS; i++) {
            int a = coordinates[i];
            int b = other[i];
            product += a * b;
            own += a * a;
            others += b * b;
        }
        return own == 0 || others == 0 ? 0 : product / Math.sqrt((double) own * others);
    }
}
