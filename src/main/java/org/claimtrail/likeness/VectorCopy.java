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
import java.util.List;
import java.util.Map;
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

    private static final int CODE_BYTES = Meaning.CODE_LENGTH * Long.BYTES;
    private static final int CODES_BYTES = CHUNK * CODE_BYTES;

    private static final class Chunk {

        private final BitSet present = new BitSet(CHUNK);
        private final LongBuffer codes;
        private final ByteBuffer vectors;

        private Chunk(ByteBuffer bytes) {
            codes = bytes.slice(0, CODES_BYTES).order(ByteOrder.nativeOrder()).asLongBuffer();
            vectors = bytes.slice(CODES_BYTES, CHUNK * Meaning.DIMENSIONS);
        }
    }

    private final Path dir;
    private final Map<Long, Chunk> chunks = new TreeMap<>();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    VectorCopy(Path dir) {
        this.dir = dir;
    }

    void put(long number, Meaning meaning) {
        lock.writeLock().lock();
        try {
            Chunk chunk = chunks.computeIfAbsent(number / CHUNK, n -> new Chunk(map()));
            int slot = (int) (number % CHUNK);
            chunk.codes.put(slot * Meaning.CODE_LENGTH, meaning.code());
            chunk.vectors.put(slot * Meaning.DIMENSIONS, meaning.bytes());
            chunk.present.set(slot);
        } finally {
            lock.writeLock().unlock();
        }
    }

    void remove(long number) {
        lock.writeLock().lock();
        try {
            Chunk chunk = chunks.get(number / CHUNK);
            if (chunk != null) {
                int slot = (int) (number % CHUNK);
                chunk.present.clear(slot);
                chunk.codes.put(slot * Meaning.CODE_LENGTH, new long[Meaning.CODE_LENGTH]);
                chunk.vectors.put(slot * Meaning.DIMENSIONS, new byte[Meaning.DIMENSIONS]);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Looks at the codes of all, and offers them by ascending numbers. */
    void offer(List<Nearest> nearest) {
        lock.readLock().lock();
        try {
            long[] code = new long[Meaning.CODE_LENGTH];
            chunks.forEach((n, chunk) -> {
                for (int slot = chunk.present.nextSetBit(0); slot >= 0; slot = chunk.present.nextSetBit(slot + 1)) {
                    chunk.codes.get(slot * Meaning.CODE_LENGTH, code);
                    for (Nearest one : nearest) {
                        one.offer(n * CHUNK + slot, code);
                    }
                }
            });
        } finally {
            lock.readLock().unlock();
        }
    }

    /** The vector of a claim, to be compared; null where there is none. */
    byte @Nullable [] vector(long number) {
        lock.readLock().lock();
        try {
            Chunk chunk = chunks.get(number / CHUNK);
            int slot = (int) (number % CHUNK);
            if (chunk == null || !chunk.present.get(slot)) {
                return null;
            }
            byte[] vector = new byte[Meaning.DIMENSIONS];
            chunk.vectors.get(slot * Meaning.DIMENSIONS, vector);
            return vector;
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
                return channel.map(FileChannel.MapMode.READ_WRITE, 0, CODES_BYTES + (long) CHUNK * Meaning.DIMENSIONS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
