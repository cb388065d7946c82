package org.claimtrail.article.web;

import java.util.UUID;
import org.claimtrail.article.Articles;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.web.Api;
import org.claimtrail.thing.web.MergeableThingController;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = Api.BASE + "/articles", produces = MediaType.APPLICATION_JSON_VALUE)
class ArticleController extends MergeableThingController {

    private final Articles articles;

    ArticleController(Articles articles) {
        super(articles, "publisher");
        this.articles = articles;
    }

    @GetMapping("/{id}/versions")
    ResponseEntity<byte[]> versions(@PathVariable UUID id, Query query) {
        return Api.page(articles.versions(id, query), query);
    }

    @GetMapping("/{id}/versions/{version}")
    ResponseEntity<byte[]> version(@PathVariable UUID id, @PathVariable int version) {
        return Api.ok(articles.version(id, version));
    }
}
