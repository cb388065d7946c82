package org.claimtrail.reading;

import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.claimtrail.platform.Deleted;
import org.claimtrail.platform.NotRecorded;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds what recorded articles say. */
@Component
public class ArticleTexts {

    private record Found(ArticleText text, @Nullable OffsetDateTime deletedAt) {}

    private final JdbcClient db;

    ArticleTexts(JdbcClient db) {
        this.db = db;
    }

    /** What it says by now. */
    public ArticleText newest(UUID article) {
        return of(article, null);
    }

    /**
     * @param version the newest one where it is null
     * @throws NotRecorded if there is no such version of it
     * @throws Deleted if the article is
     */
    public ArticleText of(UUID article, @Nullable Integer version) {
        Found found = db.sql("""
                        select v.version, v.body, a.language, a.deleted_at,
                            case when a.published_on_earliest = a.published_on_latest then a.published_on_earliest end as day
                        from article a
                        join article_version v on v.article_id = a.id and v.version = coalesce(:version, a.current_version)
                        where a.id = :article""")
                .param("article", article)
                .param("version", version, Types.INTEGER)
                .query((row, number) -> new Found(
                        new ArticleText(
                                article,
                                row.getInt("version"),
                                row.getString("body"),
                                row.getString("language"),
                                row.getObject("day", LocalDate.class)),
                        row.getObject("deleted_at", OffsetDateTime.class)))
                .optional()
                .orElseThrow(() -> new NotRecorded("article", article));
        if (found.deletedAt() != null) {
            throw new Deleted("article", article, found.deletedAt().toInstant());
        }
        return found.text();
    }
}
