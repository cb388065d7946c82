package org.claimtrail.languagemodel;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.platform.Json;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** Keeps what a model answered of an article, as long as the article is there: asked the same again, it would be paid for again. */
final class ModelAnswers {

    private final JdbcClient db;
    private final Clock clock;

    ModelAnswers(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    Optional<ObjectNode> find(UUID article, byte[] question) {
        return db.sql("select answer::text from model_answer where article_id = :article and question = :question")
                .param("article", article)
                .param("question", question)
                .query(String.class)
                .optional()
                .map(answer -> (ObjectNode) Json.mapper().readTree(answer));
    }

    /** Not of an article that was deleted, or purged, while the answer was waited for. */
    void keep(UUID article, byte[] question, ObjectNode answer) {
        db.sql("""
                        insert into model_answer (article_id, question, answer, answered_at)
                        select a.id, :question, cast(:answer as json), :at
                        from article a where a.id = :article and a.deleted_at is null
                        on conflict do nothing""")
                .param("article", article)
                .param("question", question)
                .param("answer", answer.toString())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
