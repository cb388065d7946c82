package org.claimtrail.access;

import static org.claimtrail.platform.Fields.given;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.database.Listing;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.database.StoredJson;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Edit;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/** Keeps the accounts. They are disabled, never deleted, since history names them. */
@Service
public class Accounts {

    /** What an account is called: one word, so that it can stand in a sentence and be told from a display name. */
    static final String NAME = "[\\p{L}\\p{N}._@+-]{1,100}";

    private static final String JSON = """
            json_strip_nulls(json_build_object(
                'id', a.id,
                'name', a.name,
                'displayName', a.display_name,
                'email', a.email,
                'role', a.role,
                'disabled', a.disabled,
                'provider', a.issuer,
                'hasPassword', a.password is not null,
                'lastSignInAt', rfc3339(a.last_sign_in_at),
                'createdAt', rfc3339(a.created_at),
                'updatedAt', rfc3339(a.updated_at)))""";

    private static final Listing LISTING = new Listing("account a", "a", JSON, "name")
            .sortedBy("name", "a.name_key", "text")
            .sortedBy("createdAt", "a.created_at", "timestamptz");

    private static final String CAN_WORK = "not a.disabled and a.role <> 'READER'";

    private static final Listing ASSIGNEES =
            new Listing("account a", "a", """
            json_strip_nulls(json_build_object(
                'name', a.name,
                'displayName', a.display_name))""", "name").sortedBy("name", "a.name_key", "text");

    private final AccountRepository repository;
    private final LookAlikes lookAlikes;
    private final KnownTokens tokens;
    private final SecurityLog log;
    private final Actor actor;
    private final JdbcClient db;
    private final Clock clock;

    Accounts(
            AccountRepository repository,
            LookAlikes lookAlikes,
            KnownTokens tokens,
            SecurityLog log,
            Actor actor,
            JdbcClient db,
            Clock clock) {
        this.tokens = tokens;
        this.repository = repository;
        this.lookAlikes = lookAlikes;
        this.log = log;
        this.actor = actor;
        this.db = db;
        this.clock = clock;
    }

    public Page list(Query query) {
        Selection selection = new Selection()
                .where(
                        "name_key(concat_ws(' ', a.name, a.display_name, a.email)) like :q",
                        "q",
                        query.text("q").map(Selection::contained))
                .whereOneOf("a.role", "role", query.choices("role", Role.class))
                .where("a.disabled = :disabled", "disabled", query.trueOrFalse("disabled"));
        return LISTING.page(db, query, selection);
    }

    public Representation read(UUID id) {
        return StoredJson.one(
                db,
                "account",
                Sql.of(
                        "select null::timestamptz as deleted_at, {json} as json from account a where a.id = :id",
                        Map.of("json", JSON)),
                id);
    }

    @Transactional
    public Representation record(ObjectNode body) {
        Fields fields = Fields.of(body);
        String name = fields.required(
                "name",
                fields.matching(
                        "name", NAME, "must be one word of at most 100 letters, digits and the signs . _ @ + and -."));
        Account.Input input = Account.Input.read(fields);
        fields.done();
        fields.faults().throwIfAny();
        lookAlikes.awaitTurn();
        repository.findByName(given(name)).ifPresent(other -> {
            throw new Conflict(
                    Conflict.Reason.DUPLICATE,
                    "There is an account of this name already.",
                    "/name",
                    List.of(new Conflict.Other("account", other.id(), other.name())));
        });
        refuseLookAlike(given(name));
        Account account = new Account(given(name), given(input.role()), clock.instant());
        account.revise(input, clock.instant());
        repository.saveAndFlush(account);
        log.record(SecurityEvent.ACCOUNT_CREATED, account, "as " + account.role());
        return read(account.id());
    }

    private void refuseLookAlike(String name) {
        if (lookAlikes.isTaken(name)) {
            throw new Conflict(
                    Conflict.Reason.DUPLICATE,
                    "The name is easily taken for that of another account: characters that look alike count as one, as"
                            + " confusable in Unicode Technical Standard 39.",
                    "/name",
                    lookAlikes.of(name).map(other -> new Conflict.Other("account", other.id(), other.name())).stream()
                            .toList());
        }
    }

    /**
     * Those whom work can be given to: whoever has an account that may change the record. Only their names are told, to
     * everybody who reads what they did.
     */
    public Page assignees(Query query) {
        Selection selection = new Selection()
                .where(CAN_WORK)
                .where(
                        "name_key(concat_ws(' ', a.name, a.display_name)) like :q",
                        "q",
                        query.text("q").map(Selection::contained));
        return ASSIGNEES.page(db, query, selection);
    }

    /** To whom a body gives work: the name as the account has it. That of none that may change claims is a fault. */
    public @Nullable String readAssignee(Fields fields, String asked) {
        return assignee(asked).orElseGet(() -> {
            fields.fault("assignee", "must be the name of an account that may change claims.");
            return null;
        });
    }

    /** The name of an account that work can be given to, as it is written there, whatever the case in which it is asked for. */
    public Optional<String> assignee(String name) {
        return db.sql(Sql.of(
                        "select a.name from account a where a.name_key = account_key(:name) and {canWork}",
                        Map.of("canWork", CAN_WORK)))
                .param("name", name)
                .query(String.class)
                .optional();
    }

    /** Those whose names look alike, since before that was refused: the later one with the others. */
    public Page duplicates(Query query) {
        return lookAlikes.list(query);
    }

    /** @throws Conflict if nobody could keep the accounts any more */
    @Transactional
    public Representation change(UUID id, IfMatch ifMatch, Edit edit) {
        List<Account> administrators = repository.lockAdministrators();
        Account account = repository.lock(id).orElseThrow(() -> new NotRecorded("account", id));
        Representation present = read(id);
        ifMatch.check(present);
        Fields fields = edit.fields(present).orElse(null);
        if (fields == null) {
            return present;
        }
        fields.readOnly("name");
        Account.Input input = Account.Input.read(fields);
        fields.done();
        account.leaveToProvider(input, fields);
        fields.faults().throwIfAny();
        boolean last = administrators.size() == 1 && account.isEnabledAdministrator();
        account.revise(input, clock.instant());
        if (last && !account.isEnabledAdministrator()) {
            throw new Conflict(
                    Conflict.Reason.LAST_ADMINISTRATOR,
                    account.name() + " is the last administrator: make another one first.");
        }
        repository.flush();
        tokens.changed();
        log.record(
                SecurityEvent.ACCOUNT_CHANGED,
                account,
                account.role() + (account.isDisabled() ? ", disabled" : ", enabled") + ", by " + actor.name());
        return read(id);
    }
}
