package org.claimtrail.article;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.platform.Fields;
import org.claimtrail.source.SourceRef;
import org.jspecify.annotations.Nullable;

/**
 * How a body names an article: by id, or by what it is called elsewhere, or by an address or a citation that finds it or
 * creates it. The other fields count only when it creates.
 */
public final class ArticleRef {

    private final String pointer;
    private final @Nullable UUID id;
    private final ArticleInput input;

    private ArticleRef(String pointer, @Nullable UUID id, ArticleInput input) {
        this.pointer = pointer;
        this.id = id;
        this.input = input;
    }

    /** One that a body describes for its own sake. */
    static ArticleRef of(ArticleInput input) {
        return new ArticleRef("", null, input);
    }

    public static ArticleRef read(Fields body) {
        ArticleRef ref = new ArticleRef(body.pointer(), body.id("id"), ArticleInput.fields(body));
        if (!body.has("id")
                && !body.has("url")
                && !body.has("citation")
                && ref.externalIds().isEmpty()) {
            body.fault("url", "is required, or a citation, or the id of a recorded article.");
        }
        body.done();
        return ref;
    }

    public String pointer() {
        return pointer;
    }

    /** Whether it can be created where it is not found. */
    public boolean isNew() {
        return id == null && (input.url() != null || input.citation() != null);
    }

    List<String> externalIds() {
        return input.externalIds();
    }

    @Nullable
    UUID id() {
        return id;
    }

    ArticleInput input() {
        return input;
    }

    Optional<SourceRef> publisher() {
        return Optional.ofNullable(input.publisher());
    }
}
