package org.claimtrail.pages.web;

import java.util.List;
import java.util.UUID;
import org.claimtrail.article.Articles;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.Claims;
import org.claimtrail.platform.Json;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the form of a new claim begins with, so that nobody types again what is known. */
@Component
class Inheritance {

    /** Of an article, as a reference shows it. */
    private static final List<String> ARTICLE = List.of("id", "url", "citation", "title");

    /** Of a link: what the next claim of the same speaker most likely shares, and nothing of its words. */
    private static final List<String> LINK = List.of("roleAsStated", "cue", "mode", "basis", "saidOn", "venue");

    private final Claims claims;
    private final Articles articles;

    Inheritance(Claims claims, Articles articles) {
        this.claims = claims;
        this.articles = articles;
    }

    /** Where it appears and who says so is what most claims have. */
    static ObjectNode nothing() {
        ObjectNode body = Json.object();
        body.putArray("appearances").addObject().putArray("attribution").addObject();
        return body;
    }

    static ObjectNode ofAddress(String url) {
        ObjectNode body = nothing();
        appearance(body).putObject("article").put("url", url);
        return body;
    }

    ObjectNode ofArticle(UUID id) {
        ObjectNode article = articles.read(id).tree();
        ObjectNode body = nothing();
        copy(article, body, List.of("language"));
        copy(article, appearance(body).putObject("article"), ARTICLE);
        return body;
    }

    /** Another claim from the article of this one, by those who made it. */
    ObjectNode ofClaim(ClaimKey key) {
        ObjectNode claim = claims.read(key).tree();
        ObjectNode body = nothing();
        copy(claim, body, List.of("language", "topics"));
        JsonNode from = claim.at("/appearances/0");
        if (from.isObject()) {
            ObjectNode to = appearance(body);
            copy(from.path("article"), to.putObject("article"), ARTICLE);
            var chain = to.putArray("attribution");
            from.path("attribution").forEach(link -> {
                ObjectNode copied = chain.addObject();
                var sources = copied.putArray("sources");
                link.path("sources").forEach(source -> copy(source, sources.addObject(), List.of("id", "name")));
                copy(link, copied, LINK);
            });
        }
        return body;
    }

    private static ObjectNode appearance(ObjectNode body) {
        return (ObjectNode) body.at("/appearances/0");
    }

    private static void copy(JsonNode from, ObjectNode to, List<String> members) {
        for (String member : members) {
            if (from.hasNonNull(member)) {
                to.set(member, from.get(member));
            }
        }
    }
}
