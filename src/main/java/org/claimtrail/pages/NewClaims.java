package org.claimtrail.pages;

import static org.claimtrail.platform.Fields.given;

import java.util.UUID;
import org.claimtrail.access.Channel;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.Claims;
import org.claimtrail.claim.PartKind;
import org.claimtrail.claim.Relations;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Json;
import org.claimtrail.proposal.KeptProposals;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/** Records claims together with what goes along: how one bears on another, such as a denial with what it denies, or what proposed it. */
@Service
public class NewClaims {

    private final Claims claims;
    private final Relations relations;
    private final KeptProposals proposals;
    private final Actor actor;
    private final TransactionTemplate transaction;

    NewClaims(
            Claims claims,
            Relations relations,
            KeptProposals proposals,
            Actor actor,
            PlatformTransactionManager transactions) {
        this.claims = claims;
        this.relations = relations;
        this.proposals = proposals;
        this.actor = actor;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Both, or neither.
     *
     * @param type of the relation
     * @param to the claim that the new one bears on
     */
    @Transactional
    public ClaimKey record(ObjectNode body, String type, String to) {
        return relate(ClaimKey.of(claims.record(body).id()), type, to);
    }

    /**
     * A claim that was proposed: all of it, or nothing.
     *
     * @param edited the body, where somebody changed what was proposed
     * @param type of the relation; empty where it bears on none
     */
    public ClaimKey accept(UUID article, UUID proposal, @Nullable ObjectNode edited, String type, String to) {
        // Through what something came is told of a whole transaction.
        return Channel.through(
                actor,
                proposals.channel(article, proposal),
                () -> given(transaction.execute(status -> acceptNow(article, proposal, edited, type, to))));
    }

    private ClaimKey acceptNow(UUID article, UUID proposal, @Nullable ObjectNode edited, String type, String to) {
        ObjectNode decision = Json.object().put("state", "ACCEPTED");
        if (edited != null) {
            decision.set("claim", edited);
        }
        String recorded = proposals
                .decide(article, proposal, IfMatch.ANY, decision)
                .tree()
                .at("/recorded/id")
                .asString();
        ClaimKey claim = ClaimKey.of(UUID.fromString(recorded));
        return type.isEmpty() ? claim : relate(claim, type, to);
    }

    /** The passage of a proposal is another appearance of a claim that is there: both, or neither. */
    @Transactional
    public void addPassage(UUID article, @Nullable UUID proposal, String claim, ObjectNode appearance) {
        claims.addPart(ClaimKey.of(claim), PartKind.APPEARANCE, appearance);
        if (proposal != null) {
            proposals.decide(
                    article,
                    proposal,
                    IfMatch.ANY,
                    Json.object().put("state", "REJECTED").put("reason", claim + " says it already."));
        }
    }

    private ClaimKey relate(ClaimKey claim, String type, String to) {
        ObjectNode relation = Json.object().put("type", type);
        relation.set("to", Json.object().put("id", to));
        relations.record(claim, relation);
        return claim;
    }
}
