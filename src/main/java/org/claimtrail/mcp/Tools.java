package org.claimtrail.mcp;

import static java.util.Objects.requireNonNull;
import static org.claimtrail.past.PastReads.AS_OF;
import static org.claimtrail.past.PastReads.KNOWN_ON;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.claimtrail.access.Channel;
import org.claimtrail.access.SecurityEvent;
import org.claimtrail.access.SecurityLog;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.Claims;
import org.claimtrail.claim.Inclusion;
import org.claimtrail.claim.Inclusions;
import org.claimtrail.claim.Measures;
import org.claimtrail.comparison.Comparisons;
import org.claimtrail.history.ChangeFeed;
import org.claimtrail.history.Histories;
import org.claimtrail.likeness.Likeness;
import org.claimtrail.past.PastReads;
import org.claimtrail.past.PastReads.Moment;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Caller;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.InvalidQuery;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Limits;
import org.claimtrail.platform.NotAllowed;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.PublicRecord;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Role;
import org.claimtrail.platform.SchemaTransaction;
import org.claimtrail.source.Sources;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tools: what the API answers, asked by name. {@code tools.json} beside this class tells what each is called with; its bounds and
 * defaults of {@code limit} hold here, all else is decided where the API decides it.
 */
@Component
@ConditionalOnBooleanProperty("claimtrail.mcp.enabled")
public class Tools {

    /** What the history tells of records that came this way, before the name of the token. */
    static final String CHANNEL = "mcp";

    private static final String LIMIT = "limit";
    private static final int MOST_ITEMS = 50;
    private static final int USUAL_ITEMS = 10;
    private static final int USUAL_CHANGES = 20;
    private static final int MOST_SIMILAR = 5;

    private final List<Tool> tools = new ArrayList<>();
    private final JsonNode described;

    private final Claims claims;
    private final Inclusions inclusions;
    private final Histories histories;
    private final Likeness likeness;
    private final Comparisons comparisons;
    private final ChangeFeed feed;
    private final PastReads past;
    private final PublicRecord publicRecord;
    private final PlatformTransactionManager transactions;
    private final Actor actor;
    private final SecurityLog log;
    private final int answerSize;
    private final int queryLength;

    Tools(
            Claims claims,
            Inclusions inclusions,
            Sources sources,
            Measures measures,
            Histories histories,
            Likeness likeness,
            Comparisons comparisons,
            ChangeFeed feed,
            PastReads past,
            PublicRecord publicRecord,
            PlatformTransactionManager transactions,
            Actor actor,
            SecurityLog log,
            Limits limits,
            McpSettings settings) {
        this.claims = claims;
        this.inclusions = inclusions;
        this.histories = histories;
        this.likeness = likeness;
        this.comparisons = comparisons;
        this.feed = feed;
        this.past = past;
        this.publicRecord = publicRecord;
        this.transactions = transactions;
        this.actor = actor;
        this.log = log;
        this.answerSize = (int) settings.answerSize().toBytes();
        this.queryLength = limits.queryLength();
        this.described = descriptions();

        add("search_claims", null, arguments -> list(arguments, true, this::claims));
        add("read_claim", null, this::claim);
        add("find_similar_claims", Role.READER, this::similar);
        add("search_sources", null, arguments -> list(arguments, false, sources::list));
        add("search_measures", null, arguments -> list(arguments, false, measures::list));
        add("compare_measure", Role.READER, this::comparison);
        add("list_changes", Role.READER, this::changes);
        add("record_claim", Role.CONTRIBUTOR, this::record);
    }

    private static JsonNode descriptions() {
        try (var json = requireNonNull(Tools.class.getResourceAsStream("tools.json"))) {
            return Json.mapper().readTree(json.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String name, @Nullable Role least, Function<ObjectNode, ObjectNode> call) {
        ObjectNode description = described
                .valueStream()
                .filter(one -> one.path("name").stringValue().equals(name))
                .map(ObjectNode.class::cast)
                .findFirst()
                .orElseThrow();
        tools.add(new Tool(description, least, call));
    }

    /** Those that the caller may use. */
    public List<Tool> offered() {
        return tools.stream().filter(tool -> tool.isFor(actor.caller())).toList();
    }

    public Optional<Tool> named(String name) {
        return tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
    }

    /** Whether it is for those who have an account, and nobody is known. */
    public boolean wantsAnAccount(Tool tool) {
        return actor.caller().isEmpty() && !tool.isFor(actor.caller());
    }

    /**
     * What it answers, as the API would.
     *
     * @throws NotAllowed if it is not for the caller
     */
    public ObjectNode call(Tool tool, ObjectNode arguments) {
        Role least = tool.least();
        if (least != null && !tool.isFor(actor.caller())) {
            Caller caller = actor.caller().orElseThrow();
            log.record(SecurityEvent.DENIED, caller, tool.name());
            actor.require(least, "use " + tool.name());
        }
        return tool.call().apply(arguments);
    }

    /** What a tool refused, of a size as any answer. */
    public ObjectNode bounded(ObjectNode problem) {
        return Bounded.whole(problem, answerSize);
    }

    private ObjectNode list(ObjectNode given, boolean published, Function<Query, Page> read) {
        Arguments arguments = arguments(given);
        return atItsMoment(
                arguments,
                published,
                moment -> Bounded.page(tree(read.apply(limited(arguments, USUAL_ITEMS))), answerSize));
    }

    private Arguments arguments(ObjectNode given) {
        return new Arguments(given, queryLength);
    }

    private static Query limited(Arguments arguments, int usual) {
        Query asked = arguments.take(LIMIT);
        int limit = asked.number(LIMIT, 1, MOST_ITEMS, usual);
        asked.done();
        return arguments.or(LIMIT, String.valueOf(limit)).query();
    }

    private Page claims(Query query) {
        List<Inclusion> included = inclusions.asked(query);
        return included.isEmpty() ? claims.list(query) : inclusions.list(query, () -> claims.list(query), included);
    }

    private ObjectNode claim(ObjectNode given) {
        Arguments arguments = arguments(given);
        boolean known = actor.caller().isPresent();
        return atItsMoment(arguments, true, moment -> {
            Query ofHistory = arguments.take("historyLimit", "historyCursor");
            int changes = ofHistory.number("historyLimit", 0, MOST_ITEMS, known ? USUAL_ITEMS : 0);
            Optional<String> cursor = ofHistory.text("historyCursor");
            if (changes > 0 && !known) {
                ofHistory.fault("historyLimit", "asks for the history, which is for those who have an account.");
            }
            ofHistory.done();
            if (known) {
                arguments.or("include", "standing");
            }
            Query query = arguments.query();
            List<Inclusion> included = inclusions.asked(query);
            ClaimKey key = ClaimKey.of(required(query, "id"));
            ObjectNode answer = Json.object();
            answer.set(
                    "claim",
                    Bounded.whole(
                            (included.isEmpty() ? claims.read(key) : inclusions.read(() -> claims.read(key), included))
                                    .tree(),
                            answerSize / 4 * 3));
            if (changes > 0) {
                answer.set("history", Bounded.page(history(key, changes, cursor, moment), answerSize / 4));
            }
            return answer;
        });
    }

    /** What the desk did is told whatever had been published. */
    private ObjectNode history(ClaimKey key, int limit, Optional<String> cursor, @Nullable Moment moment) {
        Arguments arguments = arguments(Json.object().put(LIMIT, limit));
        cursor.ifPresent(place -> arguments.or("cursor", place));
        Supplier<ObjectNode> read = () -> tree(histories.ofClaim(key, arguments.query()));
        try {
            return moment == null || moment.knownOn() == null
                    ? read.get()
                    : during(new Moment(moment.instant(), null), read);
        } catch (InvalidQuery e) {
            throw new InvalidQuery(e.faults().stream()
                    .map(fault -> new Fault("historyCursor", fault.detail()))
                    .toList());
        }
    }

    private ObjectNode similar(ObjectNode given) {
        return Bounded.page(
                Json.parseObject(likeness.find(given, arguments(Json.object()).query())), answerSize);
    }

    private ObjectNode comparison(ObjectNode given) {
        Arguments arguments = arguments(given);
        return atItsMoment(arguments, true, moment -> {
            Query query = arguments.query();
            required(query, "id");
            List<UUID> ids = query.ids("id");
            query.done();
            return Bounded.whole(comparisons.ofMeasure(ids.get(0)).tree(), answerSize);
        });
    }

    private ObjectNode changes(ObjectNode given) {
        ChangeFeed.Part part = feed.read(limited(arguments(given), USUAL_CHANGES));
        ObjectNode answer = Json.object();
        ArrayNode items = answer.putArray("items");
        part.changes().forEach(change -> items.add(Json.parseObject(change.json())));
        return Bounded.page(answer.put("next", part.end().cursor()).put("more", part.more()), answerSize);
    }

    private ObjectNode record(ObjectNode given) {
        Caller caller = actor.caller().orElseThrow();
        Caller.Token token = caller.token();
        String name = token == null ? CHANNEL : CHANNEL + ": " + token.name();
        return Channel.through(
                actor,
                name,
                () -> Bounded.whole(likeness.record(given, MOST_SIMILAR).tree(), answerSize));
    }

    /**
     * Reads the record as it was, where the arguments say so; strangers read what is public, as it is.
     *
     * @param published whether what had been published by a day may be asked for
     * @param read is told the moment; null where there is none
     */
    private ObjectNode atItsMoment(
            Arguments arguments, boolean published, Function<@Nullable Moment, ObjectNode> read) {
        if (actor.caller().isEmpty()) {
            return publicRecord.read(() -> read.apply(null));
        }
        if (!arguments.has(AS_OF) && !(published && arguments.has(KNOWN_ON))) {
            return read.apply(null);
        }
        String searchPath = PastReads.searchPath(published && arguments.has(KNOWN_ON));
        Query asked = published ? arguments.take(AS_OF, KNOWN_ON) : arguments.take(AS_OF);
        return requireNonNull(new SchemaTransaction(transactions, searchPath).execute(status -> {
            Moment moment = past.asked(asked, published);
            asked.done();
            return during(moment, () -> read.apply(moment));
        }));
    }

    private ObjectNode during(Moment moment, Supplier<ObjectNode> read) {
        List<ObjectNode> answer = new ArrayList<>();
        past.during(moment, () -> answer.add(read.get()));
        return answer.get(0);
    }

    private static String required(Query query, String name) {
        Optional<String> value = query.text(name);
        if (value.isEmpty() && !query.isFaulty()) {
            query.fault(name, "is required.");
        }
        query.done();
        return value.orElseThrow();
    }

    private static ObjectNode tree(Page page) {
        return Json.parseObject(page.json());
    }
}
