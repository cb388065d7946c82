package org.claimtrail.source;

import static org.claimtrail.platform.Fields.given;

import jakarta.persistence.CascadeType;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.OrderColumn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.claimtrail.thing.Thing;
import org.jspecify.annotations.Nullable;

/** Whoever can make a claim, relay it, or be what it is about. */
@Entity
class Source extends Thing {

    private String name;

    @Enumerated(EnumType.STRING)
    private SourceKind kind;

    private @Nullable String description;
    private @Nullable String homepage;
    private @Nullable String country;
    private @Nullable String wikidataId;

    @Enumerated(EnumType.STRING)
    private @Nullable Reliability reliability;

    @ElementCollection
    @CollectionTable(name = "source_alias", joinColumns = @JoinColumn(name = "source_id"))
    @OrderColumn(name = "position")
    @Column(name = "alias")
    private List<String> aliases = new ArrayList<>();

    @OneToMany(mappedBy = "source", cascade = CascadeType.ALL, orphanRemoval = true)
    @OrderBy("position")
    private List<Membership> memberships = new ArrayList<>();

    protected Source() {}

    void revise(SourceInput input, Map<SourceRef, UUID> wholes, Instant now) {
        name = given(input.name());
        kind = given(input.kind());
        SourceDetails details = input.details();
        description = details.description();
        homepage = details.homepage();
        country = details.country();
        wikidataId = details.wikidataId();
        reliability = details.reliability();
        List<String> given = SourceNames.distinct(details.aliases());
        if (!given.equals(aliases)) {
            aliases.clear();
            aliases.addAll(given);
        }
        List<SourceInput.PartOf> partOf = input.partOf();
        while (memberships.size() > partOf.size()) {
            memberships.remove(memberships.size() - 1);
        }
        for (int i = 0; i < partOf.size(); i++) {
            SourceInput.PartOf membership = partOf.get(i);
            UUID whole = given(wholes.get(membership.source()));
            if (i == memberships.size()) {
                memberships.add(new Membership(this, i, whole));
            }
            memberships.get(i).set(whole, membership.from(), membership.until());
        }
        touch(now);
    }

    String name() {
        return name;
    }
}
