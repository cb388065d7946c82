package org.claimtrail.article;

import static org.claimtrail.platform.Fields.given;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.claimtrail.date.Edtf;
import org.claimtrail.thing.Thing;
import org.jspecify.annotations.Nullable;

/** A published document in which claims appear. What it says is in its versions. */
@Entity
class Article extends Thing {

    private @Nullable String url;
    private @Nullable String canonicalUrl;
    private @Nullable String duplicateUrl;
    private @Nullable String site;
    private @Nullable String citation;

    @Enumerated(EnumType.STRING)
    private Medium medium;

    private @Nullable UUID publisherId;

    @ElementCollection
    @CollectionTable(name = "article_author", joinColumns = @JoinColumn(name = "article_id"))
    @OrderColumn(name = "position")
    @Column(name = "name")
    private List<String> authors = new ArrayList<>();

    @Embedded
    @AttributeOverride(name = "text", column = @Column(name = "published_on"))
    @AttributeOverride(name = "earliest", column = @Column(name = "published_on_earliest"))
    @AttributeOverride(name = "latest", column = @Column(name = "published_on_latest"))
    private @Nullable Edtf publishedOn;

    @ElementCollection
    @CollectionTable(name = "article_address", joinColumns = @JoinColumn(name = "article_id"))
    @OrderColumn(name = "position")
    private List<Address> addresses = new ArrayList<>();

    private @Nullable Instant retrievedAt;
    private @Nullable String language;
    private @Nullable String archiveUrl;
    private int currentVersion = 1;

    protected Article() {}

    void revise(
            ArticleInput input,
            FoldedAddress folded,
            List<Address> addresses,
            @Nullable UUID publisherId,
            Instant now) {
        if (!Objects.equals(canonicalUrl, folded.canonicalUrl())) {
            duplicateUrl = null;
        }
        url = input.url();
        canonicalUrl = folded.canonicalUrl();
        site = folded.site();
        citation = input.citation();
        medium = given(input.medium());
        this.publisherId = publisherId;
        if (!authors.equals(input.authors())) {
            authors.clear();
            authors.addAll(input.authors());
        }
        if (!this.addresses.equals(addresses)) {
            this.addresses.clear();
            this.addresses.addAll(addresses);
        }
        publishedOn = input.publishedOn();
        retrievedAt = input.retrievedAt();
        language = input.language();
        archiveUrl = input.archiveUrl();
        touch(now);
    }

    ArticleVersion.Key currentVersion() {
        return new ArticleVersion.Key(id(), currentVersion);
    }

    void advanceTo(ArticleVersion version) {
        currentVersion = version.getId().version();
    }
}
