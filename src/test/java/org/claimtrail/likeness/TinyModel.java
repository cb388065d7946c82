package org.claimtrail.likeness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A model of a few word pieces of three coordinates each, written as the format of ONNX has it, with a tokenizer of the kind
 * that multilingual models have (Unigram).
 */
final class TinyModel {

    private static final List<String> PIECES =
            List.of("<s>", "<pad>", "</s>", "<unk>", "▁", "▁cat", "▁chat", "猫", "แมว", "▁bridge", "▁pont", "桥", "s");

    private static final float[][] MEANINGS = {
        {0, 0, 0},
        {0, 0, 0},
        {0, 0, 0},
        {9, 9, 9},
        {0, 0, 0},
        {1, 0, 0},
        {1, 0, 0},
        {1, 0, 0},
        {1, 0, 0},
        {0, 1, 0},
        {0, 1, 0},
        {0, 1, 0},
        {0, 0, 0.1f}
    };

    private TinyModel() {}

    static void write(Path dir) throws IOException {
        Files.createDirectories(dir.resolve("onnx"));
        Files.write(dir.resolve("onnx/model.onnx"), model());
        String vocabulary =
                PIECES.stream().map(piece -> "[\"" + piece + "\", -1.0]").collect(Collectors.joining(","));
        String special = List.of(0, 1, 2, 3).stream()
                .map(
                        id -> "{\"id\":" + id + ",\"content\":\"" + PIECES.get(id)
                                + "\",\"single_word\":false,\"lstrip\":false,\"rstrip\":false,\"normalized\":false,\"special\":true}")
                .collect(Collectors.joining(","));
        Files.writeString(dir.resolve("tokenizer.json"), """
                {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [%s], "normalizer": null,
                 "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always"},
                 "post_processor": {"type": "TemplateProcessing",
                   "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                              {"SpecialToken": {"id": "</s>", "type_id": 0}}],
                   "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 0}}],
                   "special_tokens": {"<s>": {"id": "<s>", "ids": [0], "tokens": ["<s>"]},
                                      "</s>": {"id": "</s>", "ids": [2], "tokens": ["</s>"]}}},
                 "decoder": null,
                 "model": {"type": "Unigram", "unk_id": 3, "vocab": [%s]}}""".formatted(special, vocabulary));
        Files.createDirectories(dir.resolve("1_Pooling"));
        Files.writeString(dir.resolve("1_Pooling/config.json"), "{\"pooling_mode_mean_tokens\": true}");
        Files.writeString(dir.resolve("sentence_bert_config.json"), "{\"max_seq_length\": 16}");
    }

    /** Looks each piece up in a table. */
    private static byte[] model() {
        ByteBuffer table =
                ByteBuffer.allocate(MEANINGS.length * 3 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] meaning : MEANINGS) {
            for (float coordinate : meaning) {
                table.putFloat(coordinate);
            }
        }
        byte[] node = message(text(1, "table"), text(1, "input_ids"), text(2, "last_hidden_state"), text(4, "Gather"));
        byte[] tensor = message(
                number(1, MEANINGS.length), number(1, 3), number(2, 1), text(8, "table"), bytes(9, table.array()));
        byte[] graph = message(
                bytes(1, node),
                text(2, "tiny"),
                bytes(5, tensor),
                bytes(11, value("input_ids", 7, 2)),
                bytes(11, value("attention_mask", 7, 2)),
                bytes(12, value("last_hidden_state", 1, 3)));
        return message(number(1, 8), bytes(7, graph), bytes(8, message(text(1, ""), number(2, 13))));
    }

    private static byte[] value(String name, int type, int rank) {
        byte[][] dimensions = new byte[rank][];
        for (int i = 0; i < rank; i++) {
            dimensions[i] = bytes(1, text(2, name.charAt(0) + "" + i));
        }
        byte[] tensor = message(number(1, type), bytes(2, message(dimensions)));
        return message(text(1, name), bytes(2, bytes(1, tensor)));
    }

    private static byte[] message(byte[]... fields) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (byte[] field : fields) {
            message.writeBytes(field);
        }
        return message.toByteArray();
    }

    private static byte[] text(int field, String text) {
        return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(int field, byte[] bytes) {
        return message(varint(field << 3 | 2), varint(bytes.length), bytes);
    }

    private static byte[] number(int field, int number) {
        return message(varint(field << 3), varint(number));
    }

    private static byte[] varint(int number) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int rest = number;
        while (rest > 0x7f) {
            bytes.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        bytes.write(rest);
        return bytes.toByteArray();
    }
}
