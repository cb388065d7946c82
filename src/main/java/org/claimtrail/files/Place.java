package org.claimtrail.files;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.database.Sql;
import org.claimtrail.note.NotePlace;
import org.jspecify.annotations.Nullable;

/**
 * What files are attached to.
 *
 * @param claim that evidence belongs to
 * @param on what a note is on
 * @param id of the thing itself
 */
public record Place(
        Kind kind, @Nullable ClaimKey claim, @Nullable NotePlace on, UUID id) {

    /** The kinds of things that have files. */
    public enum Kind {
        EVIDENCE,
        NOTE,
        ARTICLE;

        /** Its table, and what one is called. */
        String thing() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Place ofEvidence(ClaimKey claim, UUID id) {
        return new Place(Kind.EVIDENCE, claim, null, id);
    }

    public static Place ofNote(NotePlace on, UUID id) {
        return new Place(Kind.NOTE, null, on, id);
    }

    public static Place ofArticle(UUID id) {
        return new Place(Kind.ARTICLE, null, null, id);
    }

    /**
     * A statement about its table, <code>{thing}</code>, and that of its files. Files of articles tell to which version they were
     * attached: <code>{version}</code> and <code>{current}</code>.
     */
    String sql(String template) {
        boolean hasVersions = kind == Kind.ARTICLE;
        return Sql.of(
                template,
                Map.of(
                        "thing",
                        kind.thing(),
                        "version",
                        hasVersions ? ", article_version" : "",
                        "current",
                        hasVersions ? ", t.current_version" : ""));
    }
}
