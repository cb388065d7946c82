package org.claimtrail.access;

import static org.claimtrail.platform.Fields.given;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.Role;
import org.jspecify.annotations.Nullable;

/** Somebody who may use the service: a person, or a program with tokens and no password. */
@Entity
class Account {

    private static final String EMAIL = "[^\\s@]+@[^\\s@]+";
    private static final String PROVIDERS = "is what the account's provider says, at each sign-in.";

    /** What a body may set of one's own account. */
    record Profile(@Nullable String displayName, @Nullable String email) {

        static Profile read(Fields body) {
            Profile profile =
                    new Profile(body.name("displayName"), body.matching("email", EMAIL, "must be an e-mail address."));
            body.readOnly("id", "provider", "hasPassword", "lastSignInAt", "createdAt", "updatedAt");
            return profile;
        }
    }

    /** What a body may set of an account that is there. */
    record Input(Profile profile, @Nullable Role role, boolean disabled) {

        static Input read(Fields body) {
            return new Input(Profile.read(body), body.requiredChoice("role", Role.class), body.flag("disabled"));
        }
    }

    @Id
    private UUID id;

    @Version
    private @Nullable Long revision;

    private String name;
    private @Nullable String displayName;
    private @Nullable String email;

    @Enumerated(EnumType.STRING)
    private Role role;

    private boolean disabled;
    private @Nullable String password;
    private @Nullable String issuer;
    private @Nullable String subject;
    private Instant sessionsValidFrom;
    private @Nullable Instant lastSignInAt;
    private Instant createdAt;
    private Instant updatedAt;

    protected Account() {}

    Account(String name, Role role, Instant now) {
        this.id = Ids.next();
        this.name = name;
        this.role = role;
        this.sessionsValidFrom = now;
        this.createdAt = now;
        this.updatedAt = now;
    }

    void revise(Input input, Instant now) {
        if (input.disabled() && !disabled) {
            sessionsValidFrom = now;
        }
        role = given(input.role());
        disabled = input.disabled();
        show(input.profile(), now);
    }

    void show(Profile profile, Instant now) {
        displayName = profile.displayName();
        email = profile.email();
        updatedAt = now;
    }

    /** What the provider says now. */
    void vouchedFor(Profile profile, Role role, Instant now) {
        revise(new Input(profile, role, disabled), now);
    }

    boolean isShownAs(Profile other) {
        return new Profile(displayName, email).equals(other);
    }

    /** Blames what a body would change of what the provider says: its next word would undo it. */
    void leaveToProvider(Profile wanted, Fields body) {
        if (isOfProvider() && !Objects.equals(displayName, wanted.displayName())) {
            body.fault("displayName", PROVIDERS);
        }
        if (isOfProvider() && !Objects.equals(email, wanted.email())) {
            body.fault("email", PROVIDERS);
        }
    }

    void leaveToProvider(Input wanted, Fields body) {
        leaveToProvider(wanted.profile(), body);
        if (isOfProvider() && wanted.role() != null && role != wanted.role()) {
            body.fault("role", PROVIDERS);
        }
    }

    /** Sessions that began before go on: see {@link #endSessions}. */
    void choosePassword(String hash, Instant now) {
        password = hash;
        updatedAt = now;
    }

    void endSessions(Instant now) {
        sessionsValidFrom = now;
        updatedAt = now;
    }

    void signedIn(Instant now) {
        lastSignInAt = now;
    }

    UUID id() {
        return id;
    }

    String name() {
        return name;
    }

    Role role() {
        return role;
    }

    boolean isDisabled() {
        return disabled;
    }

    /** Whether a provider vouches for it, so that it has no password here. */
    boolean isOfProvider() {
        return issuer != null;
    }

    @Nullable
    String password() {
        return password;
    }

    /** Whether a session that began then is still good. */
    boolean admits(Instant since) {
        return !disabled && !since.isBefore(sessionsValidFrom);
    }

    /** Whether somebody signed in since all sessions were ended the last time. */
    boolean mayHaveSessions() {
        return lastSignInAt != null && !lastSignInAt.isBefore(sessionsValidFrom);
    }

    boolean isEnabledAdministrator() {
        return role == Role.ADMIN && !disabled;
    }
}
