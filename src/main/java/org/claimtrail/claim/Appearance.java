package org.claimtrail.claim;

import static org.claimtrail.platform.Fields.given;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.claimtrail.article.FoundArticle;
import org.claimtrail.platform.Ids;
import org.jspecify.annotations.Nullable;

/** One place where a claim is made, with the chain that leads from who made it to the reader. */
@Entity
class Appearance {

    @Id
    private UUID id;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "claim_id")
    private Claim claim;

    private int position;
    private UUID articleId;
    private int articleVersion;

    @Embedded
    private @Nullable Locator locator;

    @OneToMany(mappedBy = "appearance", cascade = CascadeType.ALL, orphanRemoval = true)
    @OrderBy("position")
    private List<Attribution> attribution = new ArrayList<>();

    private @Nullable Instant deletedAt;

    protected Appearance() {}

    Appearance(Claim claim, FoundArticle article) {
        this.id = Ids.next();
        this.claim = claim;
        this.articleId = article.id();
        this.articleVersion = article.version();
    }

    UUID id() {
        return id;
    }

    void revise(int position, AppearanceInput input, Referents referents) {
        this.position = position;
        FoundArticle article = given(referents.articles().get(input.article()));
        if (input.version() != null) {
            articleVersion = input.version();
        } else if (!article.id().equals(articleId)) {
            articleVersion = article.version();
        }
        articleId = article.id();
        locator = input.locator();
        List<LinkInput> chain = input.attribution();
        while (attribution.size() > chain.size()) {
            attribution.remove(attribution.size() - 1);
        }
        for (int i = 0; i < chain.size(); i++) {
            if (i == attribution.size()) {
                attribution.add(new Attribution(this, i));
            }
            attribution.get(i).revise(chain.get(i), referents);
        }
    }

    void delete(Instant now) {
        deletedAt = now;
    }
}
