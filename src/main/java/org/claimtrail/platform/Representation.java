package org.claimtrail.platform;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import tools.jackson.databind.node.ObjectNode;

/**
 * A thing as it is answered: JSON that the database wrote, and the strong ETag of exactly these bytes. So the tag changes
 * with anything in the answer, embedded names included.
 */
public final class Representation {

    /** Stands between the tag of a thing and that of more; none of the signs that tags are written in. */
    private static final char MORE = '.';

    private final byte[] json;
    private final String etag;

    public Representation(byte[] json) {
        this.json = json;
        this.etag = etagOf(Sha256.of(json));
    }

    /** A part of a thing, guarded by the ETag of the whole. */
    public Representation(byte[] json, String etag) {
        this.json = json;
        this.etag = etag;
    }

    /**
     * The same thing answered with more, which has a tag of its own; this tells the thing's own tag, too, for whoever changes
     * it by that.
     */
    public Representation withMore(byte[] more) {
        String tag = new Representation(more).etag();
        return new Representation(more, etag.substring(0, etag.length() - 1) + MORE + tag.substring(1));
    }

    /** Whether a tag is this one, or one of the same thing answered with more. */
    boolean isTagged(String tag) {
        return tag.equals(etag) || tag.startsWith(etag.substring(0, etag.length() - 1) + MORE);
    }

    public static Representation of(String json) {
        return new Representation(json.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] json() {
        return json;
    }

    public String etag() {
        return etag;
    }

    /** The id in the JSON. */
    public String id() {
        return tree().path("id").stringValue();
    }

    public ObjectNode tree() {
        return Json.parseObject(json);
    }

    /** @param hash of the answer, by SHA-256 */
    public static String etagOf(byte[] hash) {
        return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 15)) + '"';
    }
}
