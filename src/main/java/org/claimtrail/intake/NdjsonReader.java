package org.claimtrail.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.MalformedBody;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads bodies of the API, one a line. {@code resource} says what a line is, which is a claim unless it says otherwise; what
 * belongs to a claim names it as {@code claim}, and a note that is on something else names that. {@code why} is what {@link Imports#faults} adds, and is nothing here.
 */
final class NdjsonReader implements EntryReader {

    static final String WHY = "why";

    /** What an export tells of every thing. */
    private static final List<String> EVERYWHERE = List.of("id", "number", "createdAt", "updatedAt", "files");

    private static final Map<Resource, List<String>> TOLD_BESIDES = Map.of(
            Resource.CLAIM, List.of("id", "number", "createdAt", "updatedAt", "status", "stage", "assignee", "gaps"),
            Resource.ARTICLE, List.of("id", "createdAt", "updatedAt", "version", "note", "versions", "files"),
            Resource.NOTE,
                    List.of("id", "createdAt", "updatedAt", "author", "editedAt", "resolvedAt", "resolvedBy", "files"));

    private static final List<Resource> NOTED = List.of(Resource.ASSESSMENT, Resource.SOURCE, Resource.ARTICLE);

    /** What a claim is at first. */
    private static final Map<String, String> AT_FIRST = Map.of("status", "UNVERIFIED", "stage", "INBOX");

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
        return entry(lines, text, body);
    }

    /** What a line says, as an object that may be altered. */
    static Entry entry(long line, String text, ObjectNode body) {
        body.remove(WHY);
        Resource resource = Resource.CLAIM;
        JsonNode named = body.remove("resource");
        if (named != null && !named.isNull()) {
            try {
                resource = Resource.parse(named.asString(""));
            } catch (IllegalArgumentException e) {
                return Entry.faulty(line, text, new Remark("/resource", null, String.valueOf(e.getMessage())));
            }
        }
        ObjectNode owner = null;
        Resource ownerKind = resource == Resource.NOTE ? noted(body) : Resource.CLAIM;
        if (resource.isPart()) {
            if (!(body.remove(ownerKind.toString()) instanceof ObjectNode given)) {
                return Entry.faulty(
                        line,
                        text,
                        new Remark(
                                "/" + ownerKind,
                                null,
                                "must be the %s that the %s belongs to: its id, or its externalIds."
                                        .formatted(ownerKind.thing(), resource.thing())));
            }
            owner = given;
        }
        if (body.has("withinArticle")) {
            return new Entry(
                    line,
                    text,
                    List.of(),
                    List.of(),
                    List.of(
                            Remark.of(
                                    "A source that nobody names is recorded with the claims that have it, by its name and kind alone.")));
        }
        return new Entry(
                line,
                text,
                List.of(new Draft(resource, body, owner, ownerKind, Map.of())),
                List.of(),
                told(resource, body));
    }

    /** What a note is on; a claim that is named besides is that of the assessment. */
    private static Resource noted(ObjectNode body) {
        for (Resource kind : NOTED) {
            if (body.has(kind.toString())) {
                if (kind == Resource.ASSESSMENT) {
                    body.remove(Resource.CLAIM.toString());
                }
                return kind;
            }
        }
        return Resource.CLAIM;
    }

    /** Takes away what an export tells of a thing besides, and nothing records, and says what of that will be missed. */
    private static List<Remark> told(Resource resource, ObjectNode body) {
        List<Remark> told = new ArrayList<>();
        if (resource == Resource.CLAIM) {
            AT_FIRST.forEach((member, first) -> {
                JsonNode value = body.get(member);
                if (value != null && !value.asString("").equals(first)) {
                    told.add(new Remark(
                            "/" + member,
                            null,
                            "is " + value.asString("") + " where it came from: here it is decided anew."));
                }
            });
        }
        if (resource == Resource.ARTICLE && body.path("versions").size() > 0) {
            told.add(new Remark("/versions", null, "before the present one are not recorded."));
        }
        body.remove(TOLD_BESIDES.getOrDefault(resource, EVERYWHERE));
        return List.copyOf(told);
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
