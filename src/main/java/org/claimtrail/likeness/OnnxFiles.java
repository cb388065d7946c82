package org.claimtrail.likeness;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Sha256;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Of which files a model is made: those that come along, or those of a directory as sentence-transformers lays it out. */
final class OnnxFiles {

    private static final String MINILM = "/all-minilm-l6-v2-q";
    private static final int WINDOW_OF_MINILM = 256;
    /** Where nothing says how many pieces the model reads. */
    private static final int USUAL_WINDOW = 512;

    private static final int LONGEST_WINDOW = 8192;

    private final @Nullable Path dir;
    private final @Nullable Path model;
    private final String name;
    private final String prefix;
    private final int window;
    private final boolean ofFirstPiece;

    private OnnxFiles(
            @Nullable Path dir, @Nullable Path model, String name, String prefix, int window, boolean ofFirstPiece) {
        this.dir = dir;
        this.model = model;
        this.name = name;
        this.prefix = prefix;
        this.window = window;
        this.ofFirstPiece = ofFirstPiece;
    }

    /** all-MiniLM-L6-v2, quantized. */
    static OnnxFiles minilm() {
        return new OnnxFiles(null, null, "all-MiniLM-L6-v2-q", "", WINDOW_OF_MINILM, false);
    }

    static OnnxFiles of(LikenessSettings.Onnx settings) throws IOException {
        Path dir = Objects.requireNonNull(settings.dir());
        Path model = settings.model();
        ObjectNode pooling = config(dir, "1_Pooling/config.json");
        boolean ofFirstPiece = pooling.path("pooling_mode_cls_token").asBoolean(false);
        if (!pooling.isEmpty()
                && !ofFirstPiece
                && !pooling.path("pooling_mode_mean_tokens").asBoolean(false)) {
            throw new IllegalArgumentException(
                    "The model makes its vectors neither of the mean of all pieces nor of the first one: 1_Pooling/config.json.");
        }
        int window = window(dir);
        String name = "onnx " + hash(dir, model, settings.prefix() + window + ofFirstPiece);
        return new OnnxFiles(dir, model, name, settings.prefix(), window, ofFirstPiece);
    }

    private static int window(Path dir) {
        long stated =
                config(dir, "sentence_bert_config.json").path("max_seq_length").asLong(0);
        if (stated <= 0) {
            stated = (long) config(dir, "tokenizer_config.json")
                    .path("model_max_length")
                    .asDouble(0);
        }
        // Where it has no end, a number that is said to be very large.
        return stated > 0 && stated <= LONGEST_WINDOW ? (int) stated : USUAL_WINDOW;
    }

    private static ObjectNode config(Path dir, String file) {
        Path path = dir.resolve(file);
        try {
            return Files.isReadable(path) ? Json.parseObject(Files.readAllBytes(path)) : Json.object();
        } catch (IOException e) {
            throw new IllegalArgumentException("The model's " + file + " cannot be read.", e);
        }
    }

    /** The same wherever the directory is, another one for whatever gives other vectors. */
    private static String hash(Path dir, Path model, String settings) throws IOException {
        MessageDigest digest = Sha256.begin();
        digest.update(settings.getBytes(StandardCharsets.UTF_8));
        List<Path> files = List.of(
                model,
                model.resolveSibling(model.getFileName() + "_data"),
                dir.resolve("tokenizer.json"),
                dir.resolve("vocab.txt"));
        for (Path file : files) {
            if (Files.isReadable(file)) {
                try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    String name() {
        return name;
    }

    /** What is written before each text. */
    String prefix() {
        return prefix;
    }

    /** How many word pieces the model was made for; what follows is not read. */
    int window() {
        return window;
    }

    /** Whether the vector of a text is that of its first piece instead of the mean of all. */
    boolean isOfFirstPiece() {
        return ofFirstPiece;
    }

    OrtSession session(OrtEnvironment environment, OrtSession.SessionOptions options) throws IOException, OrtException {
        if (model != null) {
            // By its path, as large models have more files than one, and are mapped.
            return environment.createSession(model.toString(), options);
        }
        try (InputStream in = resource(MINILM + ".onnx")) {
            return environment.createSession(in.readAllBytes(), options);
        }
    }

    /** In the form of tokenizer.json. */
    InputStream tokenizer() throws IOException {
        if (dir == null) {
            return resource(MINILM + "-tokenizer.json");
        }
        Path json = dir.resolve("tokenizer.json");
        return Files.isReadable(json) ? Files.newInputStream(json) : new ByteArrayInputStream(ofVocabulary(dir));
    }

    /** What BERT makes of a list of word pieces. */
    private static byte[] ofVocabulary(Path dir) throws IOException {
        List<String> pieces = Files.readAllLines(dir.resolve("vocab.txt"));
        ObjectNode tokenizer = Json.object();
        ArrayNode special = tokenizer.putArray("added_tokens");
        for (String token : List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")) {
            int id = pieces.indexOf(token);
            if (id >= 0) {
                special.addObject()
                        .put("id", id)
                        .put("content", token)
                        .put("single_word", false)
                        .put("lstrip", false)
                        .put("rstrip", false)
                        .put("normalized", false)
                        .put("special", true);
            } else if (!token.equals("[PAD]") && !token.equals("[MASK]")) {
                throw new IllegalArgumentException("The model's vocab.txt lacks " + token + ".");
            }
        }
        tokenizer
                .putObject("normalizer")
                .put("type", "BertNormalizer")
                .put("clean_text", true)
                .put("handle_chinese_chars", true)
                .putNull("strip_accents")
                .put(
                        "lowercase",
                        config(dir, "tokenizer_config.json")
                                .path("do_lower_case")
                                .asBoolean(!pieces.contains("The")));
        tokenizer.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
        ObjectNode around = tokenizer.putObject("post_processor").put("type", "BertProcessing");
        around.putArray("sep").add("[SEP]").add(pieces.indexOf("[SEP]"));
        around.putArray("cls").add("[CLS]").add(pieces.indexOf("[CLS]"));
        ObjectNode model = tokenizer
                .putObject("model")
                .put("type", "WordPiece")
                .put("unk_token", "[UNK]")
                .put("continuing_subword_prefix", "##")
                .put("max_input_chars_per_word", 100);
        ObjectNode vocabulary = model.putObject("vocab");
        for (int i = 0; i < pieces.size(); i++) {
            vocabulary.put(pieces.get(i), i);
        }
        return Json.write(tokenizer);
    }

    private static InputStream resource(String name) throws IOException {
        InputStream resource = OnnxFiles.class.getResourceAsStream(name);
        if (resource == null) {
            throw new FileNotFoundException(name.substring(1));
        }
        return resource;
    }
}
