package org.claimtrail.likeness;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.claimtrail.platform.Endpoint;
import org.claimtrail.platform.Endpoint.Reply;
import org.claimtrail.platform.Json;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A sentence model that another service computes, by the API of OpenAI. The operator names it, so that it may be anywhere.
 *
 * <p>After a failure it is left alone for a while, in which nobody waits for it.
 */
final class EndpointModel implements SentenceModel {

    private static final Logger log = LoggerFactory.getLogger(EndpointModel.class);

    /** What the servers of such models take at once, all of them. */
    private static final int BATCH = 32;

    private static final int CONNECTIONS = 8;
    private static final int LONGEST_ANSWER = 32 * 1024 * 1024;

    /** Something is wrong with the texts, and not with us or with the endpoint. */
    private static final Set<Integer> OF_THE_TEXTS = Set.of(400, 413, 422);

    private static final Pattern WORD = Pattern.compile("\\p{L}");

    /** The endpoint does not want what it was given. */
    private static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1;

        RefusedException(int status) {
            super("it answered " + status);
        }
    }

    /** It failed, and may be asked again after that. */
    private static final class FailedException extends Exception {

        private static final long serialVersionUID = 1;

        private final Duration after;

        FailedException(String why, Duration after) {
            super(why);
            this.after = after;
        }
    }

    private final LikenessSettings.Endpoint settings;
    private final Languages languages;
    private final URI address;
    private final int dimensions;
    private final Endpoint endpoint;
    private final AtomicLong tokens = new AtomicLong();
    private int failures;
    private long notBefore = System.nanoTime();
    private String lastFailure = "";

    EndpointModel(LikenessSettings.Endpoint settings, Languages languages) {
        this.settings = settings;
        this.languages = languages;
        this.address =
                URI.create(Objects.requireNonNull(settings.url()).toString().replaceFirst("(/embeddings)?/*$", "")
                        + "/embeddings");
        this.dimensions = Objects.requireNonNull(settings.dimensions());
        this.endpoint = new Endpoint(
                "likeness",
                address,
                settings.key() == null || settings.key().isBlank()
                        ? Map.of()
                        : Map.of("Authorization", "Bearer " + settings.key().strip()),
                new Endpoint.Bounds(settings.timeout(), settings.timeout(), CONNECTIONS, LONGEST_ANSWER));
    }

    @Override
    public String name() {
        return "endpoint " + settings.model() + " " + dimensions + " " + settings.longest() + " " + settings.prefix()
                + "(" + languages + ")";
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public int batch() {
        return BATCH;
    }

    @Override
    public boolean isSwift() {
        return false;
    }

    @Override
    public long tokens() {
        return tokens.get();
    }

    @Override
    public List<Understood> understand(List<Text> texts) {
        List<Understood> understood = new ArrayList<>();
        List<String> sent = new ArrayList<>();
        for (Text text : texts) {
            Understood before = before(text);
            understood.add(before);
            if (before.known() > 0) {
                sent.add(settings.prefix() + cut(text.words()));
            }
        }
        List<@Nullable Meaning> meanings = sent.isEmpty() ? List.of() : meanings(sent);
        int next = 0;
        for (int i = 0; i < understood.size(); i++) {
            Understood one = understood.get(i);
            if (one.known() > 0) {
                understood.set(i, with(one, meanings.get(next++)));
            }
        }
        return understood;
    }

    /** What is known of a text before it is sent: without a letter, it never is. */
    private Understood before(Text text) {
        if (!WORD.matcher(text.words()).find()) {
            return Understood.of(null, 0, EnumSet.of(Limit.NO_WORDS));
        }
        Set<Limit> limits = EnumSet.noneOf(Limit.class);
        String language = languages.other(text.words(), text.language()).orElse(null);
        if (language != null) {
            limits.add(Limit.LANGUAGE);
        }
        if (cut(text.words()).length() < text.words().length()) {
            limits.add(Limit.CUT);
        }
        return new Understood(null, Understood.ALL, limits, language, List.of());
    }

    private static Understood with(Understood text, @Nullable Meaning meaning) {
        if (meaning == null) {
            text.limits().add(Limit.REFUSED);
        }
        return new Understood(
                meaning, meaning == null ? 0 : text.known(), text.limits(), text.language(), text.unknown());
    }

    private String cut(String text) {
        int end = settings.longest();
        if (text.length() <= end) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }

    private List<@Nullable Meaning> meanings(List<String> texts) {
        mayBeAsked();
        try {
            List<@Nullable Meaning> meanings = new ArrayList<>();
            try {
                meanings.addAll(ask(texts));
            } catch (RefusedException e) {
                meanings.addAll(oneByOne(texts));
            }
            answered();
            return meanings;
        } catch (FailedException e) {
            throw failed(e);
        }
    }

    /** Null for what it refuses, if it does not refuse everything. */
    private List<@Nullable Meaning> oneByOne(List<String> texts) throws FailedException {
        List<@Nullable Meaning> meanings = new ArrayList<>();
        for (String text : texts) {
            try {
                meanings.add(ask(List.of(text)).get(0));
            } catch (RefusedException e) {
                meanings.add(null);
            }
        }
        if (meanings.stream().allMatch(Objects::isNull)) {
            try {
                ask(List.of(settings.prefix() + "What does it mean?"));
            } catch (RefusedException e) {
                throw new FailedException(String.valueOf(e.getMessage()), Duration.ZERO);
            }
        }
        return meanings;
    }

    private List<Meaning> ask(List<String> texts) throws FailedException, RefusedException {
        ObjectNode body = Json.object().put("model", settings.model()).put("encoding_format", "float");
        ArrayNode input = body.putArray("input");
        texts.forEach(input::add);
        try {
            Reply reply = endpoint.post(Json.write(body), settings.timeout().multipliedBy(2));
            if (OF_THE_TEXTS.contains(reply.status())) {
                throw new RefusedException(reply.status());
            }
            if (reply.status() != 200) {
                throw new FailedException("it answered " + reply.status(), reply.after());
            }
            ObjectNode told = Json.parseObject(reply.body());
            tokens.addAndGet(Math.max(0, told.at("/usage/total_tokens").asLong(0)));
            return meanings(told, texts.size());
        } catch (Endpoint.TooLongException | Endpoint.TooLateException e) {
            throw new FailedException(String.valueOf(e.getMessage()), Duration.ZERO);
        } catch (IOException e) {
            throw new FailedException("no connection, or no answer in time", Duration.ZERO);
        } catch (RuntimeException e) {
            throw new FailedException("what it answered cannot be read", Duration.ZERO);
        }
    }

    private List<Meaning> meanings(ObjectNode told, int many) throws FailedException {
        @Nullable Meaning[] meanings = new Meaning[many];
        int nth = 0;
        for (JsonNode one : told.path("data")) {
            int index = one.path("index").asInt(nth++);
            if (index < 0 || index >= many) {
                throw new FailedException("it answered more than it was asked", Duration.ZERO);
            }
            meanings[index] = meaning(one.path("embedding"));
        }
        if (Arrays.stream(meanings).anyMatch(Objects::isNull)) {
            throw new FailedException("it answered less than it was asked", Duration.ZERO);
        }
        return Arrays.stream(meanings).map(Objects::requireNonNull).toList();
    }

    private Meaning meaning(JsonNode embedding) throws FailedException {
        if (embedding.size() != dimensions) {
            throw new FailedException(
                    "it answered " + embedding.size() + " dimensions, and claimtrail.likeness.endpoint.dimensions says "
                            + dimensions,
                    Duration.ZERO);
        }
        float[] vector = new float[dimensions];
        boolean pointsSomewhere = false;
        for (int i = 0; i < dimensions; i++) {
            if (!embedding.get(i).isNumber()) {
                throw new FailedException("what it answered are no numbers", Duration.ZERO);
            }
            vector[i] = (float) embedding.get(i).doubleValue();
            if (Float.isInfinite(vector[i])) {
                throw new FailedException("what it answered are no numbers", Duration.ZERO);
            }
            pointsSomewhere |= vector[i] != 0;
        }
        if (!pointsSomewhere) {
            throw new FailedException("it answered nothing but noughts", Duration.ZERO);
        }
        return Meaning.of(vector);
    }

    private synchronized void mayBeAsked() {
        if (failures > 0 && System.nanoTime() - notBefore < 0) {
            throw new UnavailableException(lastFailure);
        }
    }

    private synchronized void answered() {
        if (failures > 0) {
            log.info("What computes the meaning of texts, at {}, answers again.", address);
        }
        failures = 0;
    }

    private synchronized UnavailableException failed(FailedException e) {
        lastFailure = String.valueOf(e.getMessage());
        if (failures == 0) {
            log.warn(
                    "What computes the meaning of texts, at {}, fails, and will be asked again: {}. Until then, likeness is"
                            + " found by words alone where the meaning is not there.",
                    address,
                    lastFailure);
        }
        Duration pause = settings.retryAfter()
                .get(Math.min(failures, settings.retryAfter().size() - 1));
        failures++;
        notBefore = System.nanoTime() + (pause.compareTo(e.after) < 0 ? e.after : pause).toNanos();
        return new UnavailableException(lastFailure);
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
