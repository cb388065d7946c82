package org.claimtrail.claim;

import static org.claimtrail.platform.Fields.given;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.CascadeType;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.OrderColumn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.claimtrail.date.Edtf;
import org.claimtrail.thing.Thing;
import org.hibernate.annotations.SQLRestriction;
import org.jspecify.annotations.Nullable;

/**
 * One checkable statement with its figures and appearances, as it is changed; {@link ClaimWriter} writes new ones. Its number, status and stage are kept beside it.
 */
@Entity
class Claim extends Thing {

    private String text;

    @Enumerated(EnumType.STRING)
    private ClaimKind kind;

    private @Nullable String language;

    @ElementCollection
    @CollectionTable(name = "claim_topic", joinColumns = @JoinColumn(name = "claim_id"))
    @OrderColumn(name = "position")
    @Column(name = "topic_id")
    private List<UUID> topics = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "claim_about", joinColumns = @JoinColumn(name = "claim_id"))
    @OrderColumn(name = "position")
    @Column(name = "source_id")
    private List<UUID> about = new ArrayList<>();

    @Embedded
    @AttributeOverride(name = "text", column = @Column(name = "occurred"))
    @AttributeOverride(name = "earliest", column = @Column(name = "occurred_earliest"))
    @AttributeOverride(name = "latest", column = @Column(name = "occurred_latest"))
    private @Nullable Edtf occurred;

    @Embedded
    @AttributeOverride(name = "text", column = @Column(name = "resolves_by"))
    @AttributeOverride(name = "earliest", column = @Column(name = "resolves_by_earliest"))
    @AttributeOverride(name = "latest", column = @Column(name = "resolves_by_latest"))
    private @Nullable Edtf resolvesBy;

    private @Nullable String place;

    @OneToMany(mappedBy = "claim", cascade = CascadeType.ALL)
    @OrderBy("position")
    @SQLRestriction("deleted_at is null")
    private List<Figure> figures = new ArrayList<>();

    @OneToMany(mappedBy = "claim", cascade = CascadeType.ALL)
    @OrderBy("position")
    @SQLRestriction("deleted_at is null")
    private List<Appearance> appearances = new ArrayList<>();

    protected Claim() {}

    /**
     * Makes the claim what the body says. Figures and appearances whose id it repeats are kept, those without an id are
     * new, and those it leaves out are deleted.
     *
     * @return the ids of the figures that were deleted
     */
    List<UUID> revise(ClaimInput input, Referents referents, Instant now) {
        text = given(input.text());
        kind = given(input.kind());
        language = input.language();
        Lists.replace(
                topics, input.topics().stream().map(referents.topics()::get).toList());
        Lists.replace(
                about, input.about().stream().map(referents.sources()::get).toList());
        occurred = input.occurred();
        resolvesBy = input.resolvesBy();
        place = input.place();
        identify(input.externalIds());
        List<UUID> deleted = reviseFigures(input.figures(), referents, now);
        reviseAppearances(input.appearances(), referents, now);
        touch(now);
        return deleted;
    }

    /** The ids of the figures or appearances that are not deleted, in their order. */
    List<UUID> parts(PartKind kind) {
        return switch (kind) {
            case FIGURE -> figures.stream().map(Figure::id).toList();
            case APPEARANCE -> appearances.stream().map(Appearance::id).toList();
        };
    }

    /** Notes a change that another entity of the claim made. */
    void changed(Instant now) {
        touch(now);
    }

    private List<UUID> reviseFigures(List<FigureInput> inputs, Referents referents, Instant now) {
        List<Figure> revised = inputs.stream()
                .map(input -> kept(figures, Figure::id, input.id())
                        .orElseGet(() -> new Figure(this, given(input.qualifier()))))
                .toList();
        Map<String, UUID> idsByKey = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i).key() != null) {
                idsByKey.put(inputs.get(i).key(), revised.get(i).id());
            }
        }
        for (int i = 0; i < inputs.size(); i++) {
            revised.get(i)
                    .revise(i, inputs.get(i), referents, ref -> ref.id() != null ? ref.id() : idsByKey.get(ref.key()));
        }
        List<Figure> gone =
                figures.stream().filter(figure -> !revised.contains(figure)).toList();
        gone.forEach(figure -> figure.delete(now));
        replace(figures, revised);
        return gone.stream().map(Figure::id).toList();
    }

    private void reviseAppearances(List<AppearanceInput> inputs, Referents referents, Instant now) {
        List<Appearance> revised = inputs.stream()
                .map(input -> kept(appearances, Appearance::id, input.id())
                        .orElseGet(() ->
                                new Appearance(this, given(referents.articles().get(input.article())))))
                .toList();
        for (int i = 0; i < inputs.size(); i++) {
            revised.get(i).revise(i, inputs.get(i), referents);
        }
        appearances.stream()
                .filter(appearance -> !revised.contains(appearance))
                .forEach(appearance -> appearance.delete(now));
        replace(appearances, revised);
    }

    private static <P> Optional<P> kept(List<P> parts, Function<P, UUID> idOf, @Nullable UUID id) {
        return parts.stream().filter(part -> idOf.apply(part).equals(id)).findFirst();
    }

    private static <P> void replace(List<P> parts, List<P> revised) {
        if (!parts.equals(revised)) {
            parts.clear();
            parts.addAll(revised);
        }
    }
}
