package org.claimtrail.source;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.util.UUID;
import org.claimtrail.date.Edtf;
import org.claimtrail.platform.Ids;
import org.jspecify.annotations.Nullable;

/** That a source is part of another, from one date until another. */
@Entity
class Membership {

    @Id
    private UUID id;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "source_id")
    private Source source;

    private int position;

    private UUID partOfId;

    @Embedded
    @AttributeOverride(name = "text", column = @Column(name = "since"))
    @AttributeOverride(name = "earliest", column = @Column(name = "since_earliest"))
    @AttributeOverride(name = "latest", column = @Column(name = "since_latest"))
    private @Nullable Edtf since;

    @Embedded
    @AttributeOverride(name = "text", column = @Column(name = "until"))
    @AttributeOverride(name = "earliest", column = @Column(name = "until_earliest"))
    @AttributeOverride(name = "latest", column = @Column(name = "until_latest"))
    private @Nullable Edtf until;

    protected Membership() {}

    Membership(Source source, int position, UUID partOfId) {
        this.id = Ids.next();
        this.source = source;
        this.position = position;
        this.partOfId = partOfId;
    }

    void set(UUID partOfId, @Nullable Edtf since, @Nullable Edtf until) {
        this.partOfId = partOfId;
        this.since = since;
        this.until = until;
    }
}
