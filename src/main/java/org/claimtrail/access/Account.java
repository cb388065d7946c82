package org.claimtrail.access;

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

    /** What a body may set of an account that is there. */
    record Input(
            @Nullable String displayName,
            @Nullable String email,
            @Nullable Role role,
            boolean disabled) {

        static Input read(Fields body) {
            Input input = new Input(
                    body.name("displayName"),
                    body.matching("email", EMAIL, "must be an e-mail address."),
                    body.requiredChoice("role", Role.class),
                    body.flag("disabled"));
            body.readOnly("id", "provider", "hasPassword", "lastSignInAt", "createdAt", "updatedAt");
            return input;
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
        displayName = input.displayName();
        email = input.email();
        role = input.role();
        disabled = input.disabled();
        updatedAt = now;
    }

    /** What the provider says now. */
    void vouchedFor(@Nullable String displayName, @Nullable String email, Role role, Instant now) {
        revise(new Input(displayName, email, role, disabled), now);
    }

    boolean isShownAs(@Nullable String otherDisplayName, @Nullable String otherEmail) {
        return Objects.equals(displayName, otherDisplayName) && Objects.equals(email, otherEmail);
    }

    /** Ends all sessions that began before. */
    void choosePassword(String hash, Instant now) {
        password = hash;
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

    boolean isEnabledAdministrator() {
        return role == Role.ADMIN && !disabled;
    }
}
