package org.claimtrail.pages.web;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.ClaimParts;
import org.claimtrail.claim.Claims;
import org.claimtrail.platform.Edit;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Representation;
import org.claimtrail.prose.Tree;
import org.claimtrail.source.SourceKind;
import org.claimtrail.translation.Spoken;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import tools.jackson.databind.node.ObjectNode;

/** The pages that evidence and assessments of a claim have. */
abstract class ClaimPartPages extends PartPages {

    private final String kind;
    /** Where they stand, in addresses and on the page of the claim. */
    private final String place;

    private final ClaimParts<?> parts;
    private final Claims claims;

    /** @param members what the form may change */
    ClaimPartPages(ClaimParts<?> parts, Set<String> members, Claims claims) {
        super(parts.resource().thing(), "claims/" + parts.resource().thing(), members);
        this.kind = parts.resource().thing();
        this.place = parts.resource().plural();
        this.parts = parts;
        this.claims = claims;
    }

    @ModelAttribute
    void ofClaim(@PathVariable String id, Model model) {
        model.addAttribute("claim", Tree.of(claims.read(ClaimKey.of(id))));
        model.addAttribute("id", id);
        model.addAttribute("sourceKinds", SourceKind.values());
    }

    @Override
    Parts parts(Map<String, String> path) {
        return new OfClaim(String.valueOf(path.get("id")));
    }

    private final class OfClaim implements Parts {

        private final String id;
        private final ClaimKey claim;

        OfClaim(String id) {
            this.id = id;
            this.claim = ClaimKey.of(id);
        }

        @Override
        public Representation read(UUID part) {
            return parts.read(claim, part);
        }

        @Override
        public void record(ObjectNode body) {
            parts.record(claim, body);
        }

        @Override
        public void change(UUID part, IfMatch ifMatch, Edit edit) {
            parts.change(claim, part, ifMatch, edit);
        }

        @Override
        public void delete(UUID part, IfMatch ifMatch) {
            parts.delete(claim, part, ifMatch);
        }

        @Override
        public void restore(UUID part) {
            parts.restore(claim, part);
        }

        @Override
        public String shown() {
            return "/claims/" + id + "#" + place;
        }

        @Override
        public Deletion deletion(UUID part) {
            return Deletion.ofPart(Spoken.of("The " + kind), id, place + "/" + part);
        }
    }
}
