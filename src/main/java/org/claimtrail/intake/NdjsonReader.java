package org.claimtrail.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.MalformedBody;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads bodies of the API, one a line. {@code resource} says what a line is, which is a claim unless it says otherwise; what
 * belongs to a claim names it as {@code claim}. {@code why} is what {@link Imports#faults} adds, and is nothing here.
 */
final class NdjsonReader implements EntryReader {

    static final String WHY = "why";

    /** As long as a body may be. */
    private static final int LONGEST = 32 * 1024 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[64 * 1024];
    private int at;
    private int end;
    private long lines;

    NdjsonReader(InputStream in) {
        this.in = in;
    }

    @Override
    public @Nullable Entry next() throws IOException {
        while (true) {
            byte[] line = line();
            if (line == null) {
                return null;
            }
            byte[] object = lines == 1 && startsWithMark(line) ? Arrays.copyOfRange(line, 3, line.length) : line;
            String text = new String(object, StandardCharsets.UTF_8);
            if (!text.isBlank()) {
                return entry(object, text.strip());
            }
        }
    }

    private static boolean startsWithMark(byte[] line) {
        return line.length >= 3 && line[0] == (byte) 0xEF && line[1] == (byte) 0xBB && line[2] == (byte) 0xBF;
    }

    private Entry entry(byte[] object, String text) {
        ObjectNode body;
        try {
            body = Json.parseObject(object);
        } catch (MalformedBody e) {
            return Entry.faulty(lines, text, Remark.of(e.getMessage().replace("The body", "The line")));
        }
        body.remove(WHY);
        Resource resource = Resource.CLAIM;
        JsonNode named = body.remove("resource");
        if (named != null && !named.isNull()) {
            try {
                resource = Resource.parse(named.asString(""));
            } catch (IllegalArgumentException e) {
                return Entry.faulty(lines, text, new Remark("/resource", null, String.valueOf(e.getMessage())));
            }
        }
        ObjectNode claim = null;
        if (resource.isPart()) {
            if (!(body.remove("claim") instanceof ObjectNode given)) {
                return Entry.faulty(
                        lines,
                        text,
                        new Remark(
                                "/claim",
                                null,
                                "must be the claim that the %s belongs to: its id, or its externalIds."
                                        .formatted(resource.thing())));
            }
            claim = given;
        }
        return Entry.of(lines, text, new Draft(resource, body, claim, Map.of()));
    }

    private byte @Nullable [] line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        boolean any = false;
        while (true) {
            if (at == end) {
                end = in.read(buffer);
                at = 0;
                if (end <= 0) {
                    end = 0;
                    break;
                }
            }
            any = true;
            int from = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            line.write(buffer, from, at - from);
            if (line.size() > LONGEST) {
                throw new Unreadable(
                        "Line " + (lines + 1) + " has more than 32 MiB: this is no file with one object a line.");
            }
            if (at < end) {
                at++;
                break;
            }
        }
        if (!any) {
            return null;
        }
        lines++;
        return line.toByteArray();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
