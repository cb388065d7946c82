package org.claimtrail.claim;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OrderColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.claimtrail.date.Edtf;
import org.claimtrail.platform.Ids;
import org.jspecify.annotations.Nullable;

/** One link of an appearance's chain; the first is the origin. */
@Entity
class Attribution {

    @Id
    private UUID id;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "appearance_id")
    private Appearance appearance;

    private int position;

    @ElementCollection
    @CollectionTable(name = "attribution_source", joinColumns = @JoinColumn(name = "attribution_id"))
    @OrderColumn(name = "position")
    @Column(name = "source_id")
    private List<UUID> sources = new ArrayList<>();

    private @Nullable String roleAsStated;
    private @Nullable String cue;

    @Enumerated(EnumType.STRING)
    private @Nullable Mode mode;

    @Enumerated(EnumType.STRING)
    private @Nullable Basis basis;

    private @Nullable String quote;
    private @Nullable String quoteLanguage;
    private @Nullable String original;
    private @Nullable String originalLanguage;
    private @Nullable String translator;

    @Embedded
    @AttributeOverride(name = "text", column = @Column(name = "said_on"))
    @AttributeOverride(name = "earliest", column = @Column(name = "said_on_earliest"))
    @AttributeOverride(name = "latest", column = @Column(name = "said_on_latest"))
    private @Nullable Edtf saidOn;

    private @Nullable String venue;

    protected Attribution() {}

    Attribution(Appearance appearance, int position) {
        this.id = Ids.next();
        this.appearance = appearance;
        this.position = position;
    }

    void revise(LinkInput input, Referents referents) {
        Lists.replace(
                sources, input.sources().stream().map(referents.sources()::get).toList());
        roleAsStated = input.roleAsStated();
        cue = input.cue();
        mode = input.mode();
        basis = input.basis();
        quote = input.quote();
        quoteLanguage = input.quoteLanguage();
        original = input.original();
        originalLanguage = input.originalLanguage();
        translator = input.translator();
        saidOn = input.saidOn();
        venue = input.venue();
    }
}
