package org.claimtrail.files.web;

import java.util.Map;
import org.claimtrail.files.Place;
import org.claimtrail.platform.web.Api;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(Api.BASE + "/articles/{thing}/files")
class ArticleFilesController extends FilesController {

    ArticleFilesController(Desk desk) {
        super(desk);
    }

    @Override
    Place place(Map<String, String> path) {
        return Place.ofArticle(id(path, "article"));
    }
}
