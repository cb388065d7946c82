package org.claimtrail.assessment;

import static org.claimtrail.platform.Fields.given;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import java.util.UUID;
import org.claimtrail.date.Edtf;
import org.claimtrail.platform.Fields;
import org.claimtrail.source.SourceRef;
import org.claimtrail.thing.Thing;
import org.jspecify.annotations.Nullable;

/** Material that speaks for or against a claim. */
@Entity
class Evidence extends Thing {

    enum EvidenceKind {
        DOCUMENT,
        IMAGE,
        VIDEO,
        DATA,
        STATEMENT,
        ARTICLE
    }

    enum Stance {
        SUPPORTS,
        REFUTES,
        CONTEXT
    }

    /** Evidence as a body gives it. Credibility is the Admiralty (NATO) system's, 1 confirmed to 6 cannot be judged. */
    record Input(
            @Nullable String title,
            @Nullable String url,
            @Nullable EvidenceKind kind,
            @Nullable SourceRef provider,
            @Nullable Stance stance,
            @Nullable Edtf capturedOn,
            @Nullable String archiveUrl,
            @Nullable String sha256,
            @Nullable Short credibility,
            @Nullable String note) {

        static Input read(Fields body) {
            Long credibility = body.integer("credibility", 1, 6);
            Input input = new Input(
                    body.text("title"),
                    body.webAddress("url"),
                    body.requiredChoice("kind", EvidenceKind.class),
                    body.object("provider", SourceRef::read),
                    body.requiredChoice("stance", Stance.class),
                    body.date("capturedOn"),
                    body.webAddress("archiveUrl"),
                    body.matching("sha256", "[0-9a-f]{64}", "must be a SHA-256: 64 hexadecimal digits in lower case."),
                    credibility == null ? null : credibility.shortValue(),
                    body.text("note"));
            if (!body.has("title") && !body.has("url")) {
                body.fault("title", "is required, or a url.");
            }
            body.readOnly("id", "files", "createdAt", "updatedAt");
            body.done();
            return input;
        }
    }

    private UUID claimId;
    private @Nullable String title;
    private @Nullable String url;

    @Enumerated(EnumType.STRING)
    private EvidenceKind kind;

    private @Nullable UUID providerId;

    @Enumerated(EnumType.STRING)
    private Stance stance;

    @Embedded
    @AttributeOverride(name = "text", column = @Column(name = "captured_on"))
    @AttributeOverride(name = "earliest", column = @Column(name = "captured_on_earliest"))
    @AttributeOverride(name = "latest", column = @Column(name = "captured_on_latest"))
    private @Nullable Edtf capturedOn;

    private @Nullable String archiveUrl;
    private @Nullable String sha256;
    private @Nullable Short credibility;
    private @Nullable String note;

    protected Evidence() {}

    Evidence(UUID claimId, Input input, @Nullable UUID providerId, Instant now) {
        super(now);
        this.claimId = claimId;
        revise(input, providerId, now);
    }

    final void revise(Input input, @Nullable UUID providerId, Instant now) {
        title = input.title();
        url = input.url();
        kind = given(input.kind());
        this.providerId = providerId;
        stance = given(input.stance());
        capturedOn = input.capturedOn();
        archiveUrl = input.archiveUrl();
        sha256 = input.sha256();
        credibility = input.credibility();
        note = input.note();
        touch(now);
    }

    boolean isOf(UUID claim) {
        return claimId.equals(claim);
    }
}
