package org.claimtrail.platform;

import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Knows which claims left the public record to be reviewed again, so that strangers are told so instead of nothing. */
@Component
public class Reviews {

    private final JdbcClient db;

    Reviews(JdbcClient db) {
        this.db = db;
    }

    /** Why strangers do not find a claim, if it is for that. */
    public Optional<UnderReview> reason(NotRecorded missing) {
        if (!missing.thing().equals("claim")) {
            return Optional.empty();
        }
        return Purges.numbered(missing.key())
                .map(number -> db.sql("select since from public_record.under_review where number = :number")
                        .param("number", number))
                .or(() -> Ids.parse(missing.key())
                        .map(id -> db.sql("select since from public_record.under_review where id = :id")
                                .param("id", id)))
                .flatMap(asked -> asked.query(OffsetDateTime.class).optional())
                .map(since -> new UnderReview(missing.key(), since.toInstant()));
    }
}
