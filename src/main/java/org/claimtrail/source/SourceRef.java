package org.claimtrail.source;

import java.util.List;
import java.util.UUID;
import org.claimtrail.platform.Fields;
import org.jspecify.annotations.Nullable;

/**
 * How a body names a source: by id, or by what it is called elsewhere, or by a name that finds it or, with a kind, creates
 * it. The other fields count only when it creates.
 *
 * @param pointer where the body names it
 */
public record SourceRef(
        String pointer,
        @Nullable UUID id,
        @Nullable String name,
        @Nullable SourceKind kind,
        SourceDetails details,
        List<SourceInput.PartOf> partOf) {

    public static SourceRef read(Fields body) {
        SourceRef ref = new SourceRef(
                body.pointer(),
                body.id("id"),
                body.name("name"),
                body.choice("kind", SourceKind.class),
                SourceDetails.read(body),
                body.objects("partOf", SourceInput.PartOf::read));
        if (!body.has("id") && !body.has("name") && ref.externalIds().isEmpty()) {
            body.fault("name", "is required, or the id of one that is recorded.");
        }
        body.done();
        return ref;
    }

    List<String> externalIds() {
        return details.externalIds();
    }

    /** Whether it will be found by its name, or be created by it. */
    public boolean willBeNamed() {
        return id == null && name != null && kind != null && kind != SourceKind.UNNAMED;
    }

    /** No two references of a request stand at one place. */
    @Override
    public int hashCode() {
        return pointer.hashCode();
    }

    /** Whether only an article can tell who is meant. */
    boolean isUnnamed() {
        return id == null && kind == SourceKind.UNNAMED;
    }
}
