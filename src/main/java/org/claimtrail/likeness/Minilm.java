package org.claimtrail.likeness;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.springframework.dao.TransientDataAccessResourceException;

/**
 * The sentence embeddings of all-MiniLM-L6-v2, quantized, by ONNX Runtime in this process. The libraries are optional:
 * where they are missing, or do not run on this machine, loading this class or making an instance fails with a
 * {@link LinkageError} or an exception.
 *
 * <p>Texts are computed one at a time, since what else is in a batch changes what a quantized model makes of each.
 */
final class Minilm implements AutoCloseable {

    /** What {@code claim_vector.model} says. */
    static final String NAME = "all-MiniLM-L6-v2-q";

    /** How many word pieces the model was made for; what follows is not read. */
    private static final String LONGEST = "256";

    private final HuggingFaceTokenizer tokenizer;
    private final OrtEnvironment environment;
    private final OrtSession session;

    /** Many compute at once, and nobody when it is closed: that would crash the process. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private boolean closed;

    /** @param filesDir where native libraries are unpacked to */
    Minilm(Path filesDir) throws IOException, OrtException, ReflectiveOperationException {
        environment = OrtEnvironment.getEnvironment();
        keepEnvironment();
        // Nothing is fetched, and nothing is written elsewhere.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty(
                "DJL_CACHE_DIR", filesDir.resolve("claimtrail-tokenizer").toString());
        try (InputStream json = resource("all-minilm-l6-v2-q-tokenizer.json")) {
            tokenizer = HuggingFaceTokenizer.newInstance(
                    json,
                    Map.of("padding", "false", "truncation", "true", "maxLength", LONGEST, "modelMaxLength", LONGEST));
        }
        try (InputStream model = resource("all-minilm-l6-v2-q.onnx");
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // Requests have threads of their own.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = environment.createSession(model.readAllBytes(), options);
        }
    }

    Meaning meaning(String text) {
        use.readLock().lock();
        try {
            if (closed) {
                throw new TransientDataAccessResourceException("The service is being stopped.");
            }
            return compute(tokenizer.encode(text));
        } catch (OrtException e) {
            throw new IllegalStateException("The model cannot compute what a text means.", e);
        } finally {
            use.readLock().unlock();
        }
    }

    private Meaning compute(Encoding pieces) throws OrtException {
        long[] shape = {1, pieces.getIds().length};
        try (OnnxTensor ids = tensor(pieces.getIds(), shape);
                OnnxTensor mask = tensor(pieces.getAttentionMask(), shape);
                OnnxTensor types = tensor(pieces.getTypeIds(), shape);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
            return mean(((OnnxTensor) result.get(0)).getFloatBuffer());
        }
    }

    /** The direction of the sum over all word pieces, which is that of their mean. */
    private static Meaning mean(FloatBuffer pieces) {
        float[] sum = new float[Meaning.DIMENSIONS];
        while (pieces.hasRemaining()) {
            for (int i = 0; i < Meaning.DIMENSIONS; i++) {
                sum[i] += pieces.get();
            }
        }
        return Meaning.of(sum);
    }

    private OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
    }

    private static InputStream resource(String name) throws IOException {
        InputStream resource = Minilm.class.getResourceAsStream("/" + name);
        if (resource == null) {
            throw new FileNotFoundException(name);
        }
        return resource;
    }

    /**
     * ONNX Runtime frees its environment by a shutdown hook of its own, whoever still computes or loads a model, which then
     * crashes. It counts who asked for the environment, and offers no way to ask twice: one count more keeps it for as long
     * as the process lives.
     */
    private static void keepEnvironment() throws ReflectiveOperationException {
        Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
        api.setAccessible(true);
        Method count = OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
        count.setAccessible(true);
        count.invoke(null, api.getLong(null), OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING.getValue(), "claimtrail");
    }

    @Override
    public void close() throws OrtException {
        use.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
                tokenizer.close();
            }
        } finally {
            use.writeLock().unlock();
        }
    }
}
