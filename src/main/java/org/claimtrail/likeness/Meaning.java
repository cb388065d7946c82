package org.claimtrail.likeness;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The direction of what a text means, each coordinate a signed byte. Its likeness to another one is the cosine of the
 * angle between them, for which a byte each is as good as a float: it differs in the third decimal place.
 */
final class Meaning {

    /** From how many coordinates on their signs alone tell what is near. */
    private static final int ENOUGH_SIGNS = 256;

    private static final Map<Integer, float[][]> DIRECTIONS = new ConcurrentHashMap<>();

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
        byte[] coordinates = new byte[vector.length];
        for (int i = 0; i < vector.length; i++) {
            coordinates[i] = (byte) Math.round(vector[i] / largest * Byte.MAX_VALUE);
        }
        return new Meaning(coordinates);
    }

    /** What {@link #bytes()} gave. */
    static Meaning of(byte[] bytes) {
        return new Meaning(bytes);
    }

    byte[] bytes() {
        return coordinates;
    }

    /** How many longs the code of a vector with so many coordinates has. */
    static int codeLength(int dimensions) {
        return (Math.max(dimensions, ENOUGH_SIGNS) + Long.SIZE - 1) / Long.SIZE;
    }

    /**
     * A bit for each coordinate: whether it is above zero. Of few coordinates, for each of many directions: whether the vector
     * has an acute angle with it.
     */
    long[] code() {
        long[] code = new long[codeLength(coordinates.length)];
        if (coordinates.length >= ENOUGH_SIGNS) {
            for (int i = 0; i < coordinates.length; i++) {
                if (coordinates[i] > 0) {
                    code[i / Long.SIZE] |= 1L << i;
                }
            }
        } else {
            float[][] directions = DIRECTIONS.computeIfAbsent(coordinates.length, Meaning::directions);
            for (int i = 0; i < directions.length; i++) {
                float product = 0;
                for (int k = 0; k < coordinates.length; k++) {
                    product += coordinates[k] * directions[i][k];
                }
                if (product > 0) {
                    code[i / Long.SIZE] |= 1L << i;
                }
            }
        }
        return code;
    }

    /** The same everywhere and always. */
    private static float[][] directions(int dimensions) {
        Random random = new Random(dimensions);
        float[][] directions = new float[ENOUGH_SIGNS][dimensions];
        for (float[] direction : directions) {
            for (int k = 0; k < dimensions; k++) {
                direction[k] = (float) random.nextGaussian();
            }
        }
        return directions;
    }

    /** From -1 to 1. */
    double likeness(byte[] other) {
        int product = 0;
        int own = 0;
        int others = 0;
        for (int i = 0; i < coordinates.length; i++) {
            int a = coordinates[i];
            int b = other[i];
            product += a * b;
            own += a * a;
            others += b * b;
        }
        return own == 0 || others == 0 ? 0 : product / Math.sqrt((double) own * others);
    }
}
