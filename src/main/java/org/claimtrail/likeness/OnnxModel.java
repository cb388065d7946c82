package org.claimtrail.likeness;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.dao.TransientDataAccessResourceException;

/**
 * A sentence model that ONNX Runtime computes in this process. The libraries are optional: where they are missing, or do not
 * run on this machine, loading this class or making an instance fails with a {@link LinkageError} or an exception.
 *
 * <p>Texts are computed one at a time, since what else is in a batch changes what a quantized model makes of each.
 */
final class OnnxModel implements SentenceModel {

    private static final int BATCH = 128;

    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{M}]*");
    /** What stands for something, unlike marks between words. */
    private static final Pattern SIGN = Pattern.compile("[\\p{S}\\p{N}\\p{Co}]");
    /** Pieces of a known word have more letters than that. */
    private static final double SPELT_OUT = 1.5;
    /** Of these, pieces may have but one letter. */
    private static final Set<String> OF_SHORT_PIECES =
            Set.of("zh", "ja", "ko", "th", "lo", "km", "my", "bo", "dz", "yue", "wuu", "nan", "hak", "ii");

    private static final int MOST_UNKNOWN = 20;
    private static final int LONGEST_UNKNOWN = 100;

    private final OnnxFiles files;
    private final Languages languages;
    private final HuggingFaceTokenizer tokenizer;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Map<String, NodeInfo> inputs;
    private final int output;
    /** What stands for a piece that the tokenizer does not know; less than zero where it knows all. */
    private final long unknown;

    private final int dimensions;

    /** Many compute at once, and nobody when it is closed: that would crash the process. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private boolean closed;

    /** @param filesDir where native libraries are unpacked to */
    OnnxModel(OnnxFiles files, Languages languages, Path filesDir)
            throws IOException, OrtException, ReflectiveOperationException {
        this.files = files;
        this.languages = languages;
        environment = OrtEnvironment.getEnvironment();
        keepEnvironment();
        // Nothing is fetched, and nothing is written elsewhere.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty(
                "DJL_CACHE_DIR", filesDir.resolve("claimtrail-tokenizer").toString());
        String window = Integer.toString(files.window());
        tokenizer = HuggingFaceTokenizer.newInstance(
                files.tokenizer(),
                Map.of("padding", "false", "truncation", "true", "maxLength", window, "modelMaxLength", window));
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // Requests have threads of their own.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = files.session(environment, options);
        }
        inputs = session.getInputInfo();
        output = Math.max(0, List.copyOf(session.getOutputNames()).indexOf("sentence_embedding"));
        unknown = unknown();
        dimensions = vector(tokenizer.encode("What does it mean?")).length;
    }

    @Override
    public String name() {
        return files.name() + " (" + languages + ")";
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public int batch() {
        return BATCH;
    }

    @Override
    public boolean isSwift() {
        return true;
    }

    @Override
    public List<Understood> understand(List<Text> texts) {
        return texts.stream().map(this::understand).toList();
    }

    private Understood understand(Text text) {
        use.readLock().lock();
        try {
            if (closed) {
                throw new TransientDataAccessResourceException("The service is being stopped.");
            }
            return compute(text);
        } catch (OrtException e) {
            throw new IllegalStateException("The model cannot compute what a text means.", e);
        } finally {
            use.readLock().unlock();
        }
    }

    private Understood compute(Text text) throws OrtException {
        if (!WORD.matcher(text.words()).find()) {
            return Understood.of(null, 0, EnumSet.of(Limit.NO_WORDS));
        }
        Set<Limit> limits = EnumSet.noneOf(Limit.class);
        String language = languages.other(text.words(), text.language()).orElse(null);
        if (language != null) {
            limits.add(Limit.LANGUAGE);
        }
        Encoding pieces = tokenizer.encode(files.prefix() + text.words());
        if (pieces.exceedMaxLength()) {
            limits.add(Limit.CUT);
        }
        Reading reading = new Reading(text.words(), pieces);
        int known = reading.known();
        if (!reading.unknownParts.isEmpty()) {
            limits.add(Limit.UNKNOWN_WORDS);
            if (known > 0) {
                pieces = tokenizer.encode(files.prefix() + reading.rest());
            }
        }
        return new Understood(
                known > 0 ? Meaning.of(vector(pieces)) : null, known, limits, language, reading.unknownParts());
    }

    /** Which words of a text are known, by the pieces that the tokenizer made of it. */
    private final class Reading {

        private final String text;
        private final List<int[]> unknownParts = new ArrayList<>();
        private int knownLetters;
        private int unknownLetters;

        private Reading(String text, Encoding pieces) {
            this.text = text;
            int[][] spans = spans(pieces);
            long[] ids = pieces.getIds();
            int end = Arrays.stream(spans).mapToInt(span -> span[1]).max().orElse(0);
            int piece = 0;
            for (Matcher word = WORD.matcher(text); word.find() && word.start() < end; ) {
                while (piece < spans.length && spans[piece][1] <= word.start()) {
                    piece++;
                }
                boolean isKnown = true;
                int parts = 0;
                for (int i = piece; i < spans.length && spans[i][0] < word.end(); i++) {
                    isKnown &= ids[i] != unknown;
                    parts += hasLetters(spans[i]) ? 1 : 0;
                }
                int letters = (int)
                        word.group().codePoints().filter(Character::isLetter).count();
                if (speaksInWords()) {
                    isKnown &= letters == 1 || letters >= SPELT_OUT * parts;
                }
                if (isKnown) {
                    knownLetters += letters;
                } else {
                    unknownLetters += letters;
                    unknownParts.add(new int[] {word.start(), word.end()});
                }
            }
            for (int i = 0; i < spans.length; i++) {
                if (ids[i] == unknown && !hasLetters(spans[i])) {
                    int signs = (int) SIGN.matcher(text.substring(spans[i][0], spans[i][1]))
                            .results()
                            .count();
                    if (signs > 0) {
                        unknownLetters += signs;
                        unknownParts.add(spans[i]);
                    }
                }
            }
        }

        /** Where in the text each piece is, in its chars; nowhere for those that stand for nothing in it. */
        private int[][] spans(Encoding pieces) {
            CharSpan[] ofPieces = pieces.getCharTokenSpans();
            int[][] spans = new int[ofPieces.length][2];
            int before = files.prefix().codePointCount(0, files.prefix().length());
            int[] chars = new int[text.codePointCount(0, text.length()) + 1];
            for (int i = 1; i < chars.length; i++) {
                chars[i] = text.offsetByCodePoints(chars[i - 1], 1);
            }
            for (int i = 0; i < spans.length; i++) {
                CharSpan span = ofPieces[i];
                if (span != null && span.getStart() >= before) {
                    spans[i][0] = chars[Math.min(span.getStart() - before, chars.length - 1)];
                    spans[i][1] = chars[Math.min(span.getEnd() - before, chars.length - 1)];
                }
            }
            return spans;
        }

        private boolean hasLetters(int[] span) {
            return text.substring(span[0], span[1]).codePoints().anyMatch(Character::isLetter);
        }

        /** In hundredths; none where it is less than half. */
        private int known() {
            int letters = knownLetters + unknownLetters;
            return knownLetters == 0 || knownLetters * 2 < letters
                    ? 0
                    : Math.max(1, Understood.ALL * knownLetters / letters);
        }

        /** What is known of it. */
        private String rest() {
            StringBuilder rest = new StringBuilder(text);
            for (int[] part : unknownParts) {
                for (int i = part[0]; i < part[1]; i++) {
                    rest.setCharAt(i, ' ');
                }
            }
            return rest.toString();
        }

        private List<String> unknownParts() {
            Set<String> parts = new LinkedHashSet<>();
            for (int[] part : unknownParts) {
                if (parts.size() == MOST_UNKNOWN) {
                    break;
                }
                String words = text.substring(part[0], part[1]);
                parts.add(
                        words.codePointCount(0, words.length()) <= LONGEST_UNKNOWN
                                ? words
                                : words.substring(0, words.offsetByCodePoints(0, LONGEST_UNKNOWN)));
            }
            return List.copyOf(parts);
        }
    }

    /** Whether a word in pieces of one letter each is one that it does not know. */
    private boolean speaksInWords() {
        return !languages.areAll() && languages.tags().stream().noneMatch(OF_SHORT_PIECES::contains);
    }

    private long unknown() {
        for (String name : List.of("[UNK]", "<unk>")) {
            long[] ids = tokenizer.encode(name, false, false).getIds();
            if (ids.length == 1) {
                return ids[0];
            }
        }
        return -1;
    }

    private float[] vector(Encoding pieces) throws OrtException {
        Map<String, OnnxTensor> given = new HashMap<>();
        try {
            for (Map.Entry<String, NodeInfo> input : inputs.entrySet()) {
                given.put(input.getKey(), tensor(input.getKey(), input.getValue(), pieces));
            }
            try (OrtSession.Result result = session.run(given)) {
                return pooled(result.get(output), pieces.getIds().length);
            }
        } finally {
            given.values().forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor tensor(String input, NodeInfo info, Encoding pieces) throws OrtException {
        long[] values = switch (input) {
            case "input_ids" -> pieces.getIds();
            case "attention_mask" -> pieces.getAttentionMask();
            case "token_type_ids" -> pieces.getTypeIds();
            default ->
                throw new IllegalArgumentException("The model wants to be given " + input
                        + ", and only input_ids, attention_mask and token_type_ids are known.");
        };
        long[] shape = {1, values.length};
        return ((TensorInfo) info.getInfo()).type == OnnxJavaType.INT32
                ? OnnxTensor.createTensor(
                        environment,
                        IntBuffer.wrap(Arrays.stream(values)
                                .mapToInt(value -> (int) value)
                                .toArray()),
                        shape)
                : OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
    }

    /** The direction of the sum over all word pieces is that of their mean. */
    private float[] pooled(OnnxValue result, int pieces) {
        FloatBuffer numbers = ((OnnxTensor) result).getFloatBuffer();
        long[] shape = ((OnnxTensor) result).getInfo().getShape();
        float[] vector = new float[(int) shape[shape.length - 1]];
        if (shape.length == 2 || files.isOfFirstPiece()) {
            numbers.get(vector);
            return vector;
        }
        for (int piece = 0; piece < pieces; piece++) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] += numbers.get();
            }
        }
        return vector;
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
    public void close() {
        use.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
                tokenizer.close();
            }
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        } finally {
            use.writeLock().unlock();
        }
    }
}
