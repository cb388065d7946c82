package org.claimtrail.likeness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A copy of the vectors of all claims, by the claims' numbers, outside the heap: in files that are mapped into memory and
 * belong to this process alone.
 *
 * <p>What is near is found by looking at all: first at the codes, a bit for each coordinate, of which many millions are
 * compared in a second; then at the vectors of those whose codes differ least. So there is no graph to keep, and the same
 * vectors give the same answer everywhere.
 */
final class VectorCopy {

    /** How many vectors a file holds. */
    private static final int CHUNK = 1 << 14;

    private static final class Chunk {

        /** Those that have a vector. */
        private final BitSet present = new BitSet(CHUNK);
        /** What there is of each, as {@link Limit#bit}, and how much of it the model knows. */
        private final byte[] limits = new byte[CHUNK];

        private final byte[] known = new byte[CHUNK];
        private final LongBuffer codes;
        private final ByteBuffer vectors;

        private Chunk(ByteBuffer bytes, int codesBytes) {
            codes = bytes.slice(0, codesBytes).order(ByteOrder.nativeOrder()).asLongBuffer();
            vectors = bytes.slice(codesBytes, bytes.capacity() - codesBytes);
        }
    }

    /**
     * What there is of a claim.
     *
     * @param vector to be compared, null where the model makes none of it
     * @param known how many hundredths of it the model knows
     */
    record Kept(byte @Nullable [] vector, int known, Set<Limit> limits) {}

    private static final Kept NOTHING = new Kept(null, 0, Set.of(Limit.PENDING));

    private final Path dir;
    private final int dimensions;
    private final int codeLength;
    private final int codesBytes;
    /** How many claims have which limit. */
    private final Map<Limit, Integer> limited = new EnumMap<>(Limit.class);

    private final Map<Long, Chunk> chunks = new TreeMap<>();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    VectorCopy(Path dir, int dimensions) {
        this.dir = dir;
        this.dimensions = dimensions;
        this.codeLength = Meaning.codeLength(dimensions);
        this.codesBytes = CHUNK * codeLength * Long.BYTES;
    }

    void put(long number, Understood claim) {
        lock.writeLock().lock();
        try {
            Chunk chunk = chunks.computeIfAbsent(number / CHUNK, n -> new Chunk(map(), codesBytes));
            int slot = (int) (number % CHUNK);
            clear(chunk, slot);
            chunk.limits[slot] = (byte) Limit.bits(claim.limits());
            chunk.known[slot] = (byte) claim.known();
            claim.limits().forEach(limit -> limited.merge(limit, 1, Integer::sum));
            Meaning meaning = claim.meaning();
            if (meaning != null) {
                chunk.codes.put(slot * codeLength, meaning.code());
                chunk.vectors.put(slot * dimensions, meaning.bytes());
                chunk.present.set(slot);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    void remove(long number) {
        lock.writeLock().lock();
        try {
            Chunk chunk = chunks.get(number / CHUNK);
            if (chunk != null) {
                clear(chunk, (int) (number % CHUNK));
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void clear(Chunk chunk, int slot) {
        Limit.of(chunk.limits[slot] & 0xff).forEach(limit -> limited.merge(limit, -1, Integer::sum));
        chunk.limits[slot] = 0;
        chunk.known[slot] = 0;
        if (chunk.present.get(slot)) {
            chunk.present.clear(slot);
            chunk.codes.put(slot * codeLength, new long[codeLength]);
            chunk.vectors.put(slot * dimensions, new byte[dimensions]);
        }
    }

    /** How many claims have which limit. */
    Map<Limit, Integer> limited() {
        lock.readLock().lock();
        try {
            Map<Limit, Integer> some = new EnumMap<>(limited);
            some.values().removeIf(claims -> claims == 0);
            return some;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Looks at the codes of all, and offers them by ascending numbers. */
    void offer(List<Nearest> nearest) {
        lock.readLock().lock();
        try {
            long[] code = new long[codeLength];
            chunks.forEach((n, chunk) -> {
                for (int slot = chunk.present.nextSetBit(0); slot >= 0; slot = chunk.present.nextSetBit(slot + 1)) {
                    chunk.codes.get(slot * codeLength, code);
                    for (Nearest one : nearest) {
                        one.offer(n * CHUNK + slot, code);
                    }
                }
            });
        } finally {
            lock.readLock().unlock();
        }
    }

    /** What there is of a claim. */
    Kept of(long number) {
        lock.readLock().lock();
        try {
            Chunk chunk = chunks.get(number / CHUNK);
            int slot = (int) (number % CHUNK);
            if (chunk == null || !chunk.present.get(slot) && chunk.limits[slot] == 0) {
                return NOTHING;
            }
            byte[] vector = chunk.present.get(slot) ? new byte[dimensions] : null;
            if (vector != null) {
                chunk.vectors.get(slot * dimensions, vector);
            }
            return new Kept(vector, chunk.known[slot], Limit.of(chunk.limits[slot] & 0xff));
        } finally {
            lock.readLock().unlock();
        }
    }

    /** A new file that nobody else finds, and that is gone with this process, however that ends. */
    private ByteBuffer map() {
        try {
            Path file = Files.createTempFile(dir, "claimtrail-vectors", null);
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
                return channel.map(FileChannel.MapMode.READ_WRITE, 0, codesBytes + (long) CHUNK * dimensions);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
