package org.claimtrail.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.json;

import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class AddressesFoldedAnewTest extends ApiTest {

    @Autowired
    private AddressesFoldedAnew folding;

    @BeforeEach
    void otherRulesBefore() {
        db.sql("delete from address_basis").update();
    }

    @Test
    void articlesOfEarlierRulesAreFoundByTheNewOnes() {
        Answer article = recordedAs(
                "https://twitter.com/Ministry/status/1803400000000000000",
                "https://twitter.com/Ministry/status/1803400000000000000",
                "twitter.com");

        folding.compareRules();

        Answer folded = api.get("/articles/" + article.at("/id"));
        assertThat(folded.at("/canonicalUrl")).isEqualTo("https://x.com/i/status/1803400000000000000");
        assertThat(folded.at("/url")).isEqualTo("https://twitter.com/Ministry/status/1803400000000000000");
        assertThat(db.sql("select site from article").query(String.class).single())
                .isEqualTo("x.com/ministry");
        assertThat(api.post("/articles", json("{\"url\": \"https://x.com/ministry/status/1803400000000000000\"}"))
                        .problem())
                .isEqualTo("duplicate");
        assertThat(api.get("/articles/" + article.at("/id") + "/history").at("/items/0/by"))
                .isEqualTo("system");

        // The next start finds nothing to do.
        folding.compareRules();
        assertThat(api.get("/articles/" + article.at("/id")).etag()).isEqualTo(folded.etag());
    }

    @Test
    void whatNowStandsForTheDocumentOfAnotherArticleKeepsItsAddress() {
        Answer first = recordedAs("https://news.example/a", "https://news.example/a", "news.example");
        Answer second = recordedAs("https://m.news.example/a", "https://m.news.example/a", "m.news.example");
        Answer third = recordedAs("https://youtu.be/dQw4w9WgXcQ", "https://youtu.be/dQw4w9WgXcQ", null);
        Answer fourth = recordedAs(
                "https://m.youtube.com/watch?v=dQw4w9WgXcQ", "https://m.youtube.com/watch?v=dQw4w9WgXcQ", null);

        folding.compareRules();

        assertThat(canonicalUrl(first)).isEqualTo("https://news.example/a");
        assertThat(canonicalUrl(second)).isEqualTo("https://m.news.example/a");
        assertThat(canonicalUrl(third)).isEqualTo("https://youtube.com/watch?v=dQw4w9WgXcQ");
        assertThat(canonicalUrl(fourth)).isEqualTo("https://m.youtube.com/watch?v=dQw4w9WgXcQ");
        assertThat(db.sql("select distinct site from article where site is not null")
                        .query(String.class)
                        .list())
                .containsExactly("news.example");
        Answer duplicates = api.get("/articles/duplicates?sort=createdAt");
        assertThat(duplicates.items("id")).containsExactly(second.id(), fourth.id());
        assertThat(duplicates.at("/items/0/duplicates/0/id")).isEqualTo(first.id());
        assertThat(duplicates.at("/items/1/duplicates/0/id")).isEqualTo(third.id());

        // The next start finds nothing to do; what is found by the document goes on to be the first.
        db.sql("delete from address_basis").update();
        String etag = api.get("/articles/" + second.id()).etag();
        folding.compareRules();
        assertThat(api.get("/articles/" + second.id()).etag()).isEqualTo(etag);
        assertThat(api.get("/articles?url=https://www.news.example/a").items("id"))
                .containsExactly(first.id());
    }

    @Test
    void furtherAddressesAreFoldedToo() {
        String id = api.created("/articles", json("""
                {"url": "https://news.example/a", "addresses": ["https://youtu.be/dQw4w9WgXcQ"]}""")).id();
        db.sql("update article_address set canonical_url = url").update();

        folding.compareRules();

        assertThat(api.get("/articles?url=https://m.youtube.com/watch?v=dQw4w9WgXcQ")
                        .items("id"))
                .containsExactly(id);
    }

    private String canonicalUrl(Answer article) {
        return api.get("/articles/" + article.at("/id")).at("/canonicalUrl");
    }

    /** As a version with other rules would have recorded it. */
    private Answer recordedAs(String url, String canonicalUrl, String site) {
        Answer article = api.created("/articles", json("{\"url\": \"https://other.example/" + url.hashCode() + "\"}"));
        db.sql(
                        "update article set url = :url, canonical_url = :canonicalUrl, site = :site where id = cast(:id as uuid)")
                .param("url", url)
                .param("canonicalUrl", canonicalUrl)
                .param("site", site)
                .param("id", article.at("/id"))
                .update();
        return article;
    }
}
