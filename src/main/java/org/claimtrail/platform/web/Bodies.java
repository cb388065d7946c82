package org.claimtrail.platform.web;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Limits;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads request bodies within the limits. */
@Component
class Bodies {

    private static final int PIECE = 16 * 1024;

    private final Limits limits;
    private final BodiesInFlight inFlight;

    Bodies(Limits limits, BodiesInFlight inFlight) {
        this.limits = limits;
        this.inFlight = inFlight;
    }

    byte[] read(HttpServletRequest request) {
        long most = limits.bodySize().toBytes();
        if (request.getContentLengthLong() > most) {
            throw tooLarge();
        }
        inFlight.reserve(request, request.getContentLengthLong());
        // Tomcat bounds the wait for each piece, which a client that sends byte by byte never reaches.
        long deadline = System.nanoTime() + limits.bodyTime().toNanos();
        ByteArrayOutputStream body = new ByteArrayOutputStream((int) Math.max(PIECE, request.getContentLengthLong()));
        byte[] piece = new byte[PIECE];
        try (ServletInputStream in = request.getInputStream()) {
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                if (body.size() + (long) length > most) {
                    throw tooLarge();
                }
                if (System.nanoTime() > deadline) {
                    throw BadRequest.tooSlow();
                }
                inFlight.reserve(request, body.size() + (long) length);
                body.write(piece, 0, length);
            }
            return body.toByteArray();
        } catch (IOException e) {
            throw BadRequest.whileReading(e);
        }
    }

    /** The body as a JSON object, none of whose lists is too long. */
    ObjectNode object(HttpServletRequest request) {
        ObjectNode body = Json.parseObject(read(request));
        requireShortLists("", body);
        return body;
    }

    private void requireShortLists(String pointer, JsonNode node) {
        if (node.isArray()) {
            if (node.size() > limits.listElements()) {
                throw new InvalidInput(
                        List.of(new Fault(pointer, "must have at most " + limits.listElements() + " elements.")));
            }
            for (int i = 0; i < node.size(); i++) {
                if (node.get(i).isContainer()) {
                    requireShortLists(pointer + "/" + i, node.get(i));
                }
            }
        } else {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                if (member.getValue().isContainer()) {
                    String name = member.getKey().replace("~", "~0").replace("/", "~1");
                    requireShortLists(pointer + "/" + name, member.getValue());
                }
            }
        }
    }

    private BadRequest tooLarge() {
        DataSize most = limits.bodySize();
        return new BadRequest(
                ProblemType.BODY_TOO_LARGE,
                "A body may have at most "
                        + (most.equals(DataSize.ofMegabytes(most.toMegabytes()))
                                ? most.toMegabytes() + " MiB."
                                : most.toBytes() + " bytes."));
    }
}
