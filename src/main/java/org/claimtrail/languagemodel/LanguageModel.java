package org.claimtrail.languagemodel;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.claimtrail.languagemodel.Dialect.Told;
import org.claimtrail.languagemodel.Spending.Reserved;
import org.claimtrail.platform.BoundedWork;
import org.claimtrail.platform.BudgetSpent;
import org.claimtrail.platform.Busy;
import org.claimtrail.platform.Endpoint;
import org.claimtrail.platform.Endpoint.Reply;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.MalformedBody;
import org.claimtrail.platform.ModelFailed;
import org.claimtrail.platform.Sha256;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.node.ObjectNode;

/** The language model that the operator named, if he did. What it answers is data, of which nothing is believed. */
@Service
public class LanguageModel implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(LanguageModel.class);

    private static final int TRIES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration TO_TIDY_UP = Duration.ofSeconds(5);
    private static final long WORTH_ANOTHER_TRY = 10;
    private static final Duration TO_CONNECT = Duration.ofSeconds(5);
    private static final int LONGEST_ANSWER = 4 * 1024 * 1024;

    /** Some servers put their answer into a block of Markdown. */
    private static final Pattern BLOCK = Pattern.compile("^\\s*```(?:json)?\\s*|\\s*```\\s*$");

    /**
     * What may be spent in a day, and what is.
     *
     * @param spent as people write it
     */
    public record Budget(String spent, String most) {}

    /** It gave no answer, and may give one when it is asked again. */
    private static final class Failed extends Exception {

        private static final long serialVersionUID = 1;

        private final Duration after;

        Failed(String why, Duration after) {
            super(why);
            this.after = after;
        }
    }

    private final ModelSettings settings;
    private final Spending spending;
    private final ModelAnswers answers;
    private final @Nullable Dialect dialect;
    private final @Nullable Endpoint endpoint;
    private final BoundedWork work;

    LanguageModel(ModelSettings settings, JdbcClient db, Clock clock) {
        this.settings = settings;
        this.spending = new Spending(settings, db, clock);
        this.answers = new ModelAnswers(db, clock);
        this.work = new BoundedWork(
                "language-model",
                settings.atOnce(),
                PATIENCE,
                settings.timeout().plus(TO_TIDY_UP),
                "The language model is reading as much as it may at once.");
        if (isThere()) {
            Dialect spoken = Dialect.of(settings.kind());
            this.dialect = spoken;
            Duration toConnect = settings.timeout().compareTo(TO_CONNECT) < 0 ? settings.timeout() : TO_CONNECT;
            this.endpoint = new Endpoint(
                    "language-model",
                    spoken.address(settings.base()),
                    spoken.headers(settings.secret()),
                    new Endpoint.Bounds(toConnect, settings.timeout(), settings.atOnce(), LONGEST_ANSWER));
        } else {
            this.dialect = null;
            this.endpoint = null;
        }
    }

    public boolean isThere() {
        return settings.kind() != ModelSettings.Kind.NONE;
    }

    /** What its service calls it. */
    public String name() {
        return settings.model();
    }

    /** Where it is: whoever has a text read there sends it there. */
    public String host() {
        return settings.base().getAuthority();
    }

    /** How long an answer may take. */
    public Duration timeout() {
        return settings.timeout();
    }

    public Budget budget() {
        return new Budget(spending.told(spending.spent()), spending.told(settings.most()));
    }

    /**
     * What it answers, or answered before. It is waited for: no transaction may be under way.
     *
     * @param article that the question is about: the answer is kept as long as that
     * @param wanted whether an answer is one of the schema; else it is asked again
     * @throws Busy if there is no answer just now
     * @throws BudgetSpent if it may cost more than is left today
     * @throws ModelFailed if there is no use in asking again
     */
    public ObjectNode ask(UUID article, Prompt prompt, Predicate<ObjectNode> wanted) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A connection to the database would wait for a language model.");
        }
        byte[] question = question(prompt);
        Optional<ObjectNode> kept = answers.find(article, question);
        if (kept.isPresent()) {
            return kept.get();
        }
        try {
            return work.run(() -> {
                ObjectNode answer = answer(prompt, wanted);
                answers.keep(article, question, answer);
                return answer;
            });
        } catch (TimeoutException e) {
            throw busy("no answer in time", WORTH_ANOTHER_TRY);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private byte[] question(Prompt prompt) {
        return Sha256.of(String.join(
                "\n",
                settings.kind().name(),
                settings.base().toString(),
                settings.model(),
                prompt.identity(),
                prompt.schema().toString(),
                prompt.instructions()));
    }

    private ObjectNode answer(Prompt prompt, Predicate<ObjectNode> wanted) throws InterruptedException {
        byte[] body = Json.write(Objects.requireNonNull(dialect).request(settings, prompt));
        long end = System.nanoTime() + settings.timeout().toNanos();
        Duration pause = FIRST_PAUSE;
        for (int nth = 1; ; nth++) {
            try {
                return tried(body, wanted, Duration.ofNanos(end - System.nanoTime()));
            } catch (Failed e) {
                log.warn("The language model at {} gave no answer: {}.", host(), e.getMessage());
                Duration wait = e.after.compareTo(pause) > 0 ? e.after : pause;
                if (nth == TRIES || System.nanoTime() + wait.toNanos() >= end) {
                    throw busy(String.valueOf(e.getMessage()), Math.max(e.after.toSeconds(), WORTH_ANOTHER_TRY));
                }
                Thread.sleep(wait.toMillis());
                pause = pause.multipliedBy(2);
            }
        }
    }

    private ObjectNode tried(byte[] body, Predicate<ObjectNode> wanted, Duration within) throws Failed {
        // A token is a byte at least.
        Reserved reserved = spending.reserve(body.length, settings.tokens());
        Reply reply;
        try {
            reply = Objects.requireNonNull(endpoint).post(body, within);
        } catch (ConnectException | UnknownHostException | NoRouteToHostException e) {
            spending.settle(reserved, 0, 0);
            throw new Failed("no connection", Duration.ZERO);
        } catch (Endpoint.TooLongException e) {
            throw new ModelFailed("The language model at " + host() + " answers without an end.");
        } catch (IOException e) {
            throw new Failed("no answer in time", Duration.ZERO);
        }
        if (reply.status() != 200) {
            spending.settle(reserved, 0, 0);
            if (reply.status() == 429 || reply.status() == 408 || reply.status() >= 500) {
                throw new Failed("it answered " + reply.status(), reply.after());
            }
            throw new ModelFailed("The language model at " + host() + " answered " + reply.status() + ": "
                    + (reply.status() == 401 || reply.status() == 403
                            ? "it does not take the key that the operator gave."
                            : "it does not take the request. The operator finds out why in its own log."));
        }
        return read(reply.body(), reserved, wanted);
    }

    private ObjectNode read(byte[] body, Reserved reserved, Predicate<ObjectNode> wanted) throws Failed {
        Told told;
        try {
            told = Objects.requireNonNull(dialect).told(Json.parseObject(body));
        } catch (MalformedBody e) {
            throw new Failed("what it answered is no JSON", Duration.ZERO);
        }
        spending.settle(reserved, told.in(), told.out());
        if (told.refused()) {
            throw new ModelFailed("The language model at " + host() + " does not want to read this text.");
        }
        if (told.cut()) {
            throw new ModelFailed("What the language model at " + host() + " has to say is longer than "
                    + settings.tokens() + " tokens: see claimtrail.reading.model.tokens.");
        }
        try {
            ObjectNode answer =
                    Json.parseObject(BLOCK.matcher(told.text()).replaceAll("").getBytes(StandardCharsets.UTF_8));
            if (wanted.test(answer)) {
                return answer;
            }
        } catch (MalformedBody e) {
            throw new Failed("its answer is no JSON", Duration.ZERO);
        }
        throw new Failed("its answer is not of the schema", Duration.ZERO);
    }

    private Busy busy(String why, long seconds) {
        return new Busy("The language model at " + host() + " gave no answer of use: " + why + ".", seconds);
    }

    @Override
    public void destroy() {
        if (endpoint != null) {
            endpoint.close();
        }
    }
}
