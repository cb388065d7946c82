package org.claimtrail.claim;

import static org.claimtrail.platform.Fields.given;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.claimtrail.platform.Fields;
import org.claimtrail.thing.ExternalIds;
import org.claimtrail.thing.Thing;
import org.jspecify.annotations.Nullable;

/** That one claim acts on another. It does not change: it is deleted and recorded anew. */
@Entity
class Relation extends Thing {

    enum Scope {
        FULL,
        PARTIAL
    }

    enum Act {
        RETRACTION,
        CORRECTION,
        CLARIFICATION
    }

    enum Nature {
        DIRECT,
        SCOPE,
        PERIOD,
        DEFINITION,
        MEASURE
    }

    /** The other claim, as a body names it: by its id or number, or by what it is called elsewhere. */
    record To(String pointer, @Nullable ClaimKey key, List<String> externalIds) {

        static To read(Fields body) {
            List<String> externalIds = ExternalIds.read(body);
            String id = externalIds.isEmpty() && !body.has("externalIds") ? body.requiredText("id") : body.text("id");
            ClaimKey key = id == null ? null : ClaimKey.parse(id).orElse(null);
            if (id != null && key == null) {
                body.fault("id", "must be the id of a claim, or its number such as C-24.");
            }
            body.done();
            return new To(body.pointer(), key, externalIds);
        }
    }

    /** A relation as a body gives it. */
    record Input(
            @Nullable RelationType type,
            @Nullable To to,
            Scope scope,
            @Nullable UUID figure,
            @Nullable Act act,
            @Nullable Nature nature,
            @Nullable String note) {

        static Input read(Fields body) {
            Scope scope = body.choice("scope", Scope.class);
            RelationType type = body.requiredChoice("type", RelationType.class);
            Act act = body.choice("act", Act.class);
            Input input = new Input(
                    type,
                    body.required("to", body.object("to", To::read)),
                    scope == null ? Scope.FULL : scope,
                    body.object("figure", Input::readFigure),
                    act == null && type == RelationType.RETRACTS ? Act.RETRACTION : act,
                    body.choice("nature", Nature.class),
                    body.text("note"));
            if (input.act != null && input.type != null && input.type != RelationType.RETRACTS) {
                body.fault("act", "goes with RETRACTS only.");
            }
            if (input.nature != null && input.type != null && input.type != RelationType.CONTRADICTS) {
                body.fault("nature", "goes with CONTRADICTS only.");
            }
            body.readOnly("id", "from", "direction", "createdAt");
            body.done();
            return input;
        }

        private static @Nullable UUID readFigure(Fields body) {
            UUID id = body.required("id", body.id("id"));
            body.done();
            return id;
        }
    }

    private UUID fromClaimId;
    private UUID toClaimId;

    @Enumerated(EnumType.STRING)
    private RelationType type;

    @Enumerated(EnumType.STRING)
    private Scope scope;

    private @Nullable UUID figureId;

    @Enumerated(EnumType.STRING)
    private @Nullable Act act;

    @Enumerated(EnumType.STRING)
    private @Nullable Nature nature;

    private @Nullable String note;

    protected Relation() {}

    Relation(UUID from, UUID to, Input input, Instant now) {
        super(now);
        fromClaimId = from;
        toClaimId = to;
        type = given(input.type());
        scope = input.scope();
        figureId = input.figure();
        act = input.act();
        nature = input.nature();
        note = input.note();
    }

    UUID fromClaimId() {
        return fromClaimId;
    }

    UUID toClaimId() {
        return toClaimId;
    }
}
