package org.claimtrail.proposal;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.languagemodel.LanguageModel;
import org.claimtrail.platform.Ids;
import org.claimtrail.reading.ArticleText;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What is known of the language model that may read articles: where it is, what it may cost, and how much of what it told was dropped. */
@Service
public class ModelReadings {

    /**
     * Where texts go that somebody has read, and at what cost.
     *
     * @param name of the model
     * @param spent today, as people write it
     * @param budget of a day
     */
    public record Reader(String name, String host, String spent, String budget) {}

    /**
     * The last time that it read an article.
     *
     * @param told how many claims
     * @param notInText how many of these were dropped since the article does not have the words that they rest on
     * @param kept how many were proposed that had not been before
     * @param readAt RFC 3339
     */
    public record Last(
            String proposer,
            int told,
            int notInText,
            int speakerNotInText,
            int numberNotInText,
            int notOfSchema,
            int kept,
            String readBy,
            String readAt) {}

    private final LanguageModel model;
    private final JdbcClient db;
    private final Clock clock;

    ModelReadings(LanguageModel model, JdbcClient db, Clock clock) {
        this.model = model;
        this.db = db;
        this.clock = clock;
    }

    /** Null where the operator named none. */
    public @Nullable Reader reader() {
        if (!model.isThere()) {
            return null;
        }
        LanguageModel.Budget budget = model.budget();
        return new Reader(model.name(), model.host(), budget.spent(), budget.most());
    }

    public Optional<Last> last(UUID article) {
        return db.sql("""
                        select proposer, told, not_in_text, speaker_not_in_text, number_not_in_text, not_of_schema, kept, read_by,
                            rfc3339(read_at) as read_at
                        from model_reading where article_id = :article order by read_at desc, id desc limit 1""").param("article", article).query(Last.class).optional();
    }

    void note(ArticleText article, String proposer, ModelReader.Dropped dropped, int kept, String by) {
        db.sql("""
                        insert into model_reading (id, article_id, article_version, proposer, proposer_version, told, not_in_text,
                            speaker_not_in_text, number_not_in_text, not_of_schema, kept, read_by, read_at)
                        values (:id, :article, :version, :proposer, :proposerVersion, :told, :notInText, :speakerNotInText, :numberNotInText,
                            :notOfSchema, :kept, :by, :at)""")
                .param("id", Ids.next())
                .param("article", article.article())
                .param("version", article.version())
                .param("proposer", proposer)
                .param("proposerVersion", ModelPrompt.VERSION)
                .param("told", dropped.told())
                .param("notInText", dropped.notInText())
                .param("speakerNotInText", dropped.speakerNotInText())
                .param("numberNotInText", dropped.numberNotInText())
                .param("notOfSchema", dropped.notOfSchema())
                .param("kept", kept)
                .param("by", by)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
