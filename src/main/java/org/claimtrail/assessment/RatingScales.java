package org.claimtrail.assessment;

import static org.claimtrail.platform.Fields.given;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.platform.Faults;
import org.claimtrail.platform.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The scales that reviewers rate on, found by name and created when new. */
@Service
public class RatingScales {

    private static final int MOST = 200;

    /** A scale that assessments are on, with how many these are. */
    public record Used(
            String name,
            @Nullable BigDecimal worst,
            @Nullable BigDecimal best,
            long assessments) {}

    /** What was concluded on a scale. */
    public record Rating(
            String scale, @Nullable String label, @Nullable BigDecimal value) {

        /** What it is offered as, beside its label. */
        public String offered() {
            return value == null ? scale : scale + ": " + value.toPlainString();
        }
    }

    private record Scale(
            UUID id, @Nullable BigDecimal worst, @Nullable BigDecimal best) {}

    private final JdbcClient db;
    private final Clock clock;

    RatingScales(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** The scales that are in use, the most used first. */
    public List<Used> used() {
        return db.sql("""
                        select s.name, s.worst, s.best, count(*) as assessments
                        from rating_scale s join assessment a on a.scale_id = s.id and a.deleted_at is null
                        group by s.id
                        order by count(*) desc, s.name
                        limit :most""")
                .param("most", MOST)
                .query((row, n) -> new Used(
                        row.getString("name"),
                        row.getBigDecimal("worst"),
                        row.getBigDecimal("best"),
                        row.getLong("assessments")))
                .list();
    }

    /**
     * What was concluded so far, from the worst on.
     *
     * @param scale the name of one; of all where it is blank
     */
    public List<Rating> ratings(String scale) {
        return db.sql("""
                        select s.name as scale, a.rating, a.rating_value
                        from rating_scale s join assessment a on a.scale_id = s.id and a.deleted_at is null
                        where (:scale = '' or s.name_key = name_key(:scale))
                          and (a.rating is not null or a.rating_value is not null)
                        group by s.id, a.rating, a.rating_value
                        order by s.name, a.rating_value * sign(s.best - s.worst) nulls last, a.rating
                        limit :most""")
                .param("scale", scale.strip())
                .param("most", MOST)
                .query((row, n) ->
                        new Rating(row.getString("scale"), row.getString("rating"), row.getBigDecimal("rating_value")))
                .list();
    }

    /** The id of the scale of an assessment, whose rating has to lie on it. */
    @Nullable
    UUID resolve(Assessment.Input input, Faults faults) {
        BigDecimal value = input.rating() == null ? null : input.rating().value();
        Assessment.ScaleInput given = input.scale();
        if (given == null || given.name() == null) {
            if (value != null && given == null) {
                faults.add("/rating/value", "wants a scale with worst and best to lie on.");
            }
            return null;
        }
        Optional<Scale> known = find(given.name());
        BigDecimal worst = known.map(Scale::worst).orElse(known.isPresent() ? null : given.worst());
        BigDecimal best = known.map(Scale::best).orElse(known.isPresent() ? null : given.best());
        if (value != null) {
            if (worst == null || best == null) {
                faults.add("/rating/value", "wants a scale with worst and best to lie on.");
            } else if (value.compareTo(worst.min(best)) < 0 || value.compareTo(worst.max(best)) > 0) {
                faults.add(
                        "/rating/value",
                        "must lie on the scale, between " + worst.toPlainString() + " and " + best.toPlainString()
                                + ".");
            }
        }
        return faults.any() ? null : known.map(Scale::id).orElseGet(() -> create(given));
    }

    private Optional<Scale> find(String name) {
        return db.sql(
                        "select id, worst, best from rating_scale where name_key = name_key(:name) order by name = :name desc, shares_name limit 1")
                .param("name", name)
                .query((row, n) -> new Scale(
                        row.getObject("id", UUID.class), row.getBigDecimal("worst"), row.getBigDecimal("best")))
                .optional();
    }

    private UUID create(Assessment.ScaleInput scale) {
        db.sql("""
                        insert into rating_scale (id, name, worst, best, created_at)
                        values (:id, :name, :worst, :best, :now)
                        on conflict do nothing""")
                .param("id", Ids.next())
                .param("name", scale.name())
                .param("worst", scale.worst())
                .param("best", scale.best())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        return find(given(scale.name())).orElseThrow().id();
    }
}
