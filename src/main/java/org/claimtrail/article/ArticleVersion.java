package org.claimtrail.article;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.platform.Sha256;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** What an article said at a time. */
@Entity
class ArticleVersion implements Persistable<ArticleVersion.Key> {

    @Embeddable
    record Key(UUID articleId, int version) {}

    @EmbeddedId
    private Key key;

    private @Nullable String title;
    private @Nullable String body;
    private @Nullable String sha256;

    @Enumerated(EnumType.STRING)
    private @Nullable VersionNote note;

    // The service's role may fill in what was absent, and no more.
    @Column(updatable = false)
    private Instant recordedAt;

    @Transient
    private boolean stored;

    protected ArticleVersion() {}

    ArticleVersion(Key key, @Nullable String title, @Nullable String body, @Nullable VersionNote note, Instant now) {
        this.key = key;
        this.note = note;
        this.recordedAt = now;
        say(title, body);
    }

    /**
     * Takes a newer text. What was absent is filled in here; what is different, or taken back, is a version of its own.
     *
     * @param asked the note that the request gives, if any
     * @return the version to be stored, where there is one
     */
    Optional<ArticleVersion> revise(
            @Nullable String newTitle, @Nullable String newBody, @Nullable VersionNote asked, Instant now) {
        boolean changed = differs(title, newTitle) || differs(body, newBody);
        boolean withdrawn = asked == VersionNote.WITHDRAWN && note != VersionNote.WITHDRAWN;
        if (changed || withdrawn) {
            return Optional.of(new ArticleVersion(
                    new Key(key.articleId(), key.version() + 1),
                    newTitle,
                    newBody,
                    asked == null ? VersionNote.SILENT : asked,
                    now));
        }
        say(newTitle, newBody);
        if (key.version() > 1 && asked != null) {
            note = asked;
        }
        return Optional.empty();
    }

    /** Whether a note can be given that goes with no change. */
    boolean accepts(@Nullable String newTitle, @Nullable String newBody, @Nullable VersionNote asked) {
        return asked == null
                || asked == VersionNote.WITHDRAWN
                || key.version() > 1
                || differs(title, newTitle)
                || differs(body, newBody);
    }

    private void say(@Nullable String newTitle, @Nullable String newBody) {
        title = newTitle;
        if (!Objects.equals(body, newBody)) {
            body = newBody;
            sha256 = newBody == null ? null : sha256(newBody);
        }
    }

    private static boolean differs(@Nullable String before, @Nullable String after) {
        return before != null && !before.equals(after);
    }

    static String sha256(String text) {
        return HexFormat.of().formatHex(Sha256.of(text));
    }

    @Override
    public Key getId() {
        return key;
    }

    @Override
    public boolean isNew() {
        return !stored;
    }

    @PostLoad
    @PostPersist
    void markStored() {
        stored = true;
    }
}
