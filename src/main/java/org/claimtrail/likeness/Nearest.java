package org.claimtrail.likeness;

import java.util.Arrays;

/**
 * The codes that differ least from one, of all that are offered: so many of them, those with the lowest numbers where many
 * differ as much. They are offered by ascending numbers.
 */
final class Nearest {

    private final long[] code;
    private final int many;
    private final long[] numbers;
    private final short[] distances;
    private int size;
    /** Only what differs less can still be among them. */
    private int bound = Short.MAX_VALUE;

    Nearest(long[] code, int many) {
        this.code = code;
        this.many = many;
        // Whatever is above many is thrown away once this is full, so seldom.
        this.numbers = new long[4 * many];
        this.distances = new short[4 * many];
    }

    void offer(long number, long[] other) {
        int distance = 0;
        for (int i = 0; i < code.length; i++) {
            distance += Long.bitCount(code[i] ^ other[i]);
        }
        if (distance >= bound) {
            return;
        }
        if (size == numbers.length) {
            keepNearest();
            if (distance >= bound) {
                return;
            }
        }
        numbers[size] = number;
        distances[size++] = (short) distance;
    }

    long[] numbers() {
        keepNearest();
        return Arrays.copyOf(numbers, size);
    }

    private void keepNearest() {
        if (size <= many) {
            return;
        }
        int[] counts = new int[code.length * Long.SIZE + 1];
        for (int i = 0; i < size; i++) {
            counts[distances[i]]++;
        }
        int farthest = 0;
        int nearer = 0;
        while (nearer + counts[farthest] < many) {
            nearer += counts[farthest++];
        }
        int room = many - nearer;
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (distances[i] < farthest || distances[i] == farthest && room-- > 0) {
                numbers[kept] = numbers[i];
                distances[kept++] = distances[i];
            }
        }
        size = kept;
        bound = farthest;
    }
}
