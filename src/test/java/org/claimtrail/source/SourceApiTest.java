package org.claimtrail.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;
import static org.claimtrail.testing.Bodies.source;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class SourceApiTest extends ApiTest {

    @Test
    void aSourceIsRecordedWithAllItHas() {
        api.created("/sources", source("South Korea", "GOVERNMENT"));
        Answer recorded = api.post("/sources", json("""
                {"name": "Ministry of National Defense", "kind": "ORGANIZATION",
                 "aliases": ["MND", "South Korean Defense Ministry"],
                 "partOf": [{"source": {"name": "south KOREA"}, "from": "1948-08~"}],
                 "description": "Ministry", "homepage": "https://www.mnd.go.kr/", "country": "KR",
                 "wikidataId": "Q484952", "reliability": "B"}"""));

        assertThat(recorded.status()).isEqualTo(201);
        assertThat(recorded.at("/partOf/0/source/name")).isEqualTo("South Korea");
        assertThat(recorded.at("/partOf/0/from")).isEqualTo("1948-08~");
        assertThat(api.put("/sources/" + recorded.id(), recorded.object(), recorded.etag())
                        .text())
                .isEqualTo(recorded.text());
        assertThat(db.sql("select since_earliest || ' ' || since_latest from membership")
                        .query(String.class)
                        .single())
                .isEqualTo("1948-08-01 1948-08-31");
    }

    @Test
    void aNameStandsForOneSource() {
        Answer first = api.created("/sources", source("Reuters", "ORGANIZATION"));

        Answer second = api.post("/sources", source("REUTERS", "PUBLICATION"));

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.problem()).isEqualTo("duplicate");
        assertThat(second.at("/others/0/id")).isEqualTo(first.id());
        assertThat(api.created("/sources", source("an official", "UNNAMED")).id())
                .isNotEqualTo(api.created("/sources", source("an official", "UNNAMED"))
                        .id());
    }

    @Test
    void aReferenceFindsByNameThenAliasAndNeverGuesses() {
        Answer korea = api.created(
                "/sources", json("{\"name\": \"South Korea\", \"kind\": \"GOVERNMENT\", \"aliases\": [\"Seoul\"]}"));
        Answer city = api.created("/sources", json("{\"name\": \"City of Seoul\", \"kind\": \"GOVERNMENT\"}"));

        assertThat(about("SEOUL").at("/about/0/id")).isEqualTo(korea.id());
        api.patch("/sources/" + city.id(), json("{\"aliases\": [\"Seoul\"]}"), city.etag());
        assertThat(about("Seoul").pointers()).containsExactly("/about/0/name");
        api.created("/sources", source("Seoul", "ORGANIZATION"));
        assertThat(about("seoul").at("/about/0/name")).isEqualTo("Seoul");
    }

    @Test
    void oneRequestRecordsAnUnnamedOfficialAsPartOfAGovernment() {
        var body = claim("The charge is absurd.");
        body.withArray("appearances").add(json("""
                {"article": {"url": "https://news.example/1"}, "attribution": [{"sources": [
                  {"name": "a senior official", "kind": "UNNAMED", "partOf": [
                    {"source": {"name": "Foreign Ministry", "kind": "ORGANIZATION",
                                "partOf": [{"source": {"name": "North Korea", "kind": "GOVERNMENT"}}]},
                     "from": "2020/.."}]}]}]}"""));

        Answer recorded = api.created("/claims", body);
        Answer again = api.created("/claims", body);

        String official = "/appearances/0/attribution/0/sources/0/id";
        assertThat(again.at(official)).isEqualTo(recorded.at(official));
        Answer source = api.get("/sources/" + recorded.at(official));
        assertThat(source.at("/partOf/0/source/name")).isEqualTo("Foreign Ministry");
        assertThat(source.at("/partOf/0/from")).isEqualTo("2020/..");
        assertThat(source.at("/withinArticle/url")).isEqualTo("https://news.example/1");
        assertThat(count("source")).isEqualTo(3);
        assertThat(count("membership")).isEqualTo(2);
        ((ObjectNode) body.at("/appearances/0/article")).put("url", "https://news.example/2");
        ((ObjectNode) body.at("/appearances/0/attribution/0/sources/0/partOf/0/source"))
                .put("name", "Nobody")
                .remove("kind");
        assertThat(api.post("/claims", body).pointers())
                .containsExactly("/appearances/0/attribution/0/sources/0/partOf/0/source/kind");
        assertThat(count("claim")).isEqualTo(2);
    }

    @Test
    void anUnnamedOfficialMayGetAName() {
        var body = claim("The charge is absurd.");
        body.withArray("appearances").add(json("""
                {"article": {"url": "https://news.example/1"},
                 "attribution": [{"sources": [{"name": "a senior official", "kind": "UNNAMED"}]}]}"""));
        String official = api.created("/claims", body).at("/appearances/0/attribution/0/sources/0/id");

        Answer named = api.patch("/sources/" + official, json("""
                {"name": "Kim Example", "kind": "PERSON"}"""), "*");

        assertThat(named.status()).isEqualTo(200);
        assertThat(named.body().has("withinArticle")).isFalse();
        assertThat(api.get("/claims/C-1").at("/appearances/0/attribution/0/sources/0/name"))
                .isEqualTo("Kim Example");
    }

    private Answer about(String name) {
        var body = claim("About " + name);
        body.withArray("about").addObject().put("name", name);
        return api.post("/claims", body);
    }

    @Test
    void nothingIsPartOfItself() {
        Answer whole = api.created("/sources", source("Whole", "ORGANIZATION"));
        Answer part = api.created(
                "/sources",
                json(
                        "{\"name\": \"Part\", \"kind\": \"ORGANIZATION\", \"partOf\": [{\"source\": {\"name\": \"Whole\"}}]}"));

        Answer refused = api.patch(
                "/sources/" + whole.id(), json("{\"partOf\": [{\"source\": {\"name\": \"Part\"}}]}"), whole.etag());

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("cycle");
        assertThat(api.get("/sources/" + part.id()).etag()).isEqualTo(part.etag());
        assertThat(api.patch(
                                "/sources/" + whole.id(),
                                json("{\"partOf\": [{\"source\": {\"name\": \"Whole\"}}]}"),
                                whole.etag())
                        .problem())
                .isEqualTo("cycle");
    }

    @Test
    void whatIsReferredToIsNotDeleted() {
        var body = claim("About somebody.");
        body.withArray("about").addObject().put("name", "Somebody").put("kind", "PERSON");
        Answer claim = api.created("/claims", body);
        String path = "/sources/" + claim.at("/about/0/id");
        String etag = api.get(path).etag();

        Answer refused = api.delete(path, etag);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("referenced");
        assertThat(refused.at("/others/0/name")).isEqualTo("C-1");
        api.delete("/claims/C-1", claim.etag());
        assertThat(api.delete(path, etag).status()).isEqualTo(204);
        assertThat(api.get(path).status()).isEqualTo(410);
        assertThat(api.post("/claims/C-1/restore", null).at("/others/0/name")).isEqualTo("Somebody");
        assertThat(api.post(path + "/restore", null).status()).isEqualTo(200);
        assertThat(api.post("/claims/C-1/restore", null).status()).isEqualTo(200);
    }

    @Test
    void sourcesAreFoundByPartsOfNamesAndAliases() {
        api.created(
                "/sources", json("{\"name\": \"Élysée\", \"kind\": \"GOVERNMENT\", \"aliases\": [\"Palais 100%\"]}"));
        Answer other = api.created("/sources", source("Planet Labs", "ORGANIZATION"));

        assertThat(api.get("/sources?q=%C3%89LYS").items("name")).containsExactly("Élysée");
        assertThat(api.get("/sources?q=100%25").items("name")).containsExactly("Élysée");
        assertThat(api.get("/sources?q=_lanet").items("name")).isEmpty();
        assertThat(api.get("/sources?kind=ORGANIZATION&kind=PERSON").items("name"))
                .containsExactly("Planet Labs");
        api.created(
                "/sources",
                json("{\"name\": \"Part\", \"kind\": \"ORGANIZATION\", \"partOf\": [{\"source\": {\"id\": \"%s\"}}]}"
                        .formatted(other.id())));
        assertThat(api.get("/sources?partOf=" + other.id()).items("name")).containsExactly("Part");
        assertThat(api.get("/sources?kind=ROBOT").status()).isEqualTo(400);
        assertThat(api.get("/sources/nonsense").status()).isEqualTo(404);
        assertThat(api.get("/sources/1-1-1-1-1").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "6700, '6 700 rifles;6,700 shells;Battalion 67;\u0661\u0662 \u0666\u0667\u0660\u0660;Unit 6700 B'",
        "'6,700 s', '6,700 shells;Battalion 67'",
        "700, ''",
        "'67', '6 700 rifles;6,700 shells;Battalion 67;\u0661\u0662 \u0666\u0667\u0660\u0660;Unit 6700 B'",
        "\u0666\u0667\u0660\u0660, '6 700 rifles;6,700 shells;Battalion 67;\u0661\u0662 \u0666\u0667\u0660\u0660;Unit 6700 B'",
        "'7 6', ''"
    })
    void numbersAreFoundHoweverTheyAreWritten(String asked, String found) {
        for (String name : List.of(
                "6,700 shells",
                "6 700 rifles",
                "Unit 6700 B",
                "\u0661\u0662 \u0666\u0667\u0660\u0660",
                "Battalion 76")) {
            api.created("/sources", json("{\"kind\": \"ORGANIZATION\"}").put("name", name));
        }
        api.created(
                "/sources",
                json("{\"kind\": \"ORGANIZATION\", \"name\": \"Battalion 67\", \"aliases\": [\"6.700 strong\"]}"));

        Answer answer = api.get("/sources?sort=name&q=" + URLEncoder.encode(asked, StandardCharsets.UTF_8));

        assertThat(answer.items("name")).containsExactlyInAnyOrder(found.isEmpty() ? new String[0] : found.split(";"));
    }

    @Test
    void claimsOfASourceAreThoseItMakesRelaysOrPublishes() {
        Answer claim = api.created("/claims", containers());
        for (String pointer :
                new String[] {"/appearances/0/attribution/0/sources/0/id", "/appearances/0/article/publisher/id"}) {
            assertThat(api.get("/sources/" + claim.at(pointer) + "/claims").items("number"))
                    .containsExactly("1");
        }
        assertThat(api.get("/sources/" + claim.at("/about/0/id") + "/claims").items("number"))
                .isEmpty();
        assertThat(api.get("/sources/" + claim.at("/about/0/id") + "/claims?source=" + claim.id())
                        .status())
                .isEqualTo(400);
    }
}
