package org.claimtrail.languagemodel;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.claimtrail.database.Sql;
import org.claimtrail.platform.BudgetSpent;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What all instances spend on the model in a day, in tokens; what these cost goes by the price. What an answer may cost at most is
 * taken before it is asked for, and what it did not cost is given back. So what nobody knows the cost of, since the service or the
 * connection broke meanwhile, counts in full.
 */
final class Spending {

    private static final String COST = "{in} * cast(:priceIn as numeric) + {out} * cast(:priceOut as numeric)";

    /**
     * What is taken for an answer.
     *
     * @param in how many tokens it is sent at most
     * @param out how many it answers at most
     */
    record Reserved(LocalDate day, long in, long out) {}

    private final ModelSettings settings;
    private final JdbcClient db;
    private final Clock clock;

    Spending(ModelSettings settings, JdbcClient db, Clock clock) {
        this.settings = settings;
        this.db = db;
        this.clock = clock;
    }

    /**
     * Takes what an answer may cost at most.
     *
     * @throws BudgetSpent if the budget of the day does not hold it
     */
    Reserved reserve(long in, long out) {
        LocalDate day = today();
        int taken = priced(Sql.of(
                        """
                        insert into model_spending as s (day, calls, tokens_in, tokens_out)
                        select :day, 1, :in, :out where {alone} <= :budget
                        on conflict (day) do update set calls = s.calls + 1, tokens_in = s.tokens_in + :in, tokens_out = s.tokens_out + :out
                        where {together} <= :budget""",
                        Map.of(
                                "alone", cost("cast(:in as bigint)", "cast(:out as bigint)"),
                                "together", cost("(s.tokens_in + :in)", "(s.tokens_out + :out)"))))
                .param("day", day)
                .param("in", in)
                .param("out", out)
                .param("budget", settings.most())
                .update();
        if (taken == 0) {
            throw new BudgetSpent(
                    "Of " + told(settings.most()) + " a day " + told(spent())
                            + " are spent on the language model, and this may cost "
                            + told(settings.price()
                                    .ofTokenIn()
                                    .multiply(BigDecimal.valueOf(in))
                                    .add(settings.price().ofTokenOut().multiply(BigDecimal.valueOf(out))))
                            + ". The next day begins at midnight UTC.",
                    secondsToTomorrow());
        }
        return new Reserved(day, in, out);
    }

    /** Gives back what an answer did not cost. What cannot be is not believed: then it cost as much as it may. */
    void settle(Reserved reserved, long in, long out) {
        boolean believable = in >= 0 && in <= reserved.in() && out >= 0 && out <= reserved.out();
        if (believable) {
            db.sql(
                            "update model_spending set tokens_in = tokens_in - :in, tokens_out = tokens_out - :out where day = :day")
                    .param("in", reserved.in() - in)
                    .param("out", reserved.out() - out)
                    .param("day", reserved.day())
                    .update();
        }
    }

    /** What is spent today, and what is taken for answers that are waited for. */
    BigDecimal spent() {
        return priced(Sql.of(
                        "select {cost} from model_spending where day = :day",
                        Map.of("cost", cost("tokens_in", "tokens_out"))))
                .param("day", today())
                .query(BigDecimal.class)
                .optional()
                .orElse(BigDecimal.ZERO);
    }

    private static String cost(String in, String out) {
        return Sql.of(COST, Map.of("in", in, "out", out));
    }

    private JdbcClient.StatementSpec priced(String sql) {
        return db.sql(sql)
                .param("priceIn", settings.price().ofTokenIn())
                .param("priceOut", settings.price().ofTokenOut());
    }

    /** "0.42", or "12,000 tokens" where nothing has a price. */
    String told(BigDecimal amount) {
        if (!settings.price().isGiven()) {
            return String.format(Locale.ROOT, "%,d tokens", amount.longValue());
        }
        BigDecimal told = amount.setScale(amount.compareTo(BigDecimal.ONE) < 0 ? 4 : 2, RoundingMode.UP)
                .stripTrailingZeros();
        return told.setScale(Math.max(2, told.scale())).toPlainString();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private long secondsToTomorrow() {
        Instant tomorrow = today().plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        return Math.max(1, Duration.between(clock.instant(), tomorrow).toSeconds());
    }
}
