package org.claimtrail.access.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.access.Accounts;
import org.claimtrail.access.Invitations;
import org.claimtrail.access.Invitations.Invitation;
import org.claimtrail.access.OwnAccount;
import org.claimtrail.access.SecurityLog;
import org.claimtrail.platform.Edit;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.web.Api;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping(path = Api.BASE, produces = MediaType.APPLICATION_JSON_VALUE)
class AccountController {

    private final Accounts accounts;
    private final OwnAccount ownAccount;
    private final Invitations invitations;
    private final SecurityLog securityLog;

    AccountController(Accounts accounts, OwnAccount ownAccount, Invitations invitations, SecurityLog securityLog) {
        this.accounts = accounts;
        this.ownAccount = ownAccount;
        this.invitations = invitations;
        this.securityLog = securityLog;
    }

    @GetMapping("/me")
    ResponseEntity<byte[]> me() {
        return Api.ok(ownAccount.read());
    }

    @PatchMapping(path = "/me", consumes = Api.MERGE_PATCH)
    ResponseEntity<byte[]> patchMe(IfMatch ifMatch, ObjectNode patch) {
        return Api.ok(ownAccount.change(ifMatch, Edit.mergePatch(patch, Set.of())));
    }

    @GetMapping("/users")
    ResponseEntity<byte[]> list(Query query) {
        return Api.page(accounts.list(query), query);
    }

    @PostMapping(path = "/users", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> record(ObjectNode body) {
        Representation account = accounts.record(body);
        return Api.created("/users/" + account.id(), account);
    }

    @GetMapping("/assignees")
    ResponseEntity<byte[]> assignees(Query query) {
        return Api.page(accounts.assignees(query), query);
    }

    @GetMapping("/users/duplicates")
    ResponseEntity<byte[]> duplicates(Query query) {
        return Api.page(accounts.duplicates(query), query);
    }

    @GetMapping("/users/{id}")
    ResponseEntity<byte[]> read(@PathVariable UUID id) {
        return Api.ok(accounts.read(id));
    }

    @PutMapping(path = "/users/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> replace(@PathVariable UUID id, IfMatch ifMatch, ObjectNode body) {
        return Api.ok(accounts.change(id, ifMatch, Edit.replacement(body)));
    }

    @PatchMapping(path = "/users/{id}", consumes = Api.MERGE_PATCH)
    ResponseEntity<byte[]> patch(@PathVariable UUID id, IfMatch ifMatch, ObjectNode patch) {
        return Api.ok(accounts.change(id, ifMatch, Edit.mergePatch(patch, Set.of())));
    }

    @PostMapping("/users/{id}/invitation")
    ResponseEntity<byte[]> invite(@PathVariable UUID id, @Nullable ObjectNode body) {
        Invitation invitation = invitations.invite(id, body == null ? Json.object() : body);
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("expiresAt", invitation.expiresAt());
        String link =
                ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString() + invitation.path();
        return Api.createdWithSecret("/users/" + id, new Representation(Json.write(told)), "link", link);
    }

    @GetMapping("/security-events")
    ResponseEntity<byte[]> securityEvents(Query query) {
        return Api.page(securityLog.list(query), query);
    }
}
