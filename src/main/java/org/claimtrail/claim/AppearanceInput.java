package org.claimtrail.claim;

import java.util.List;
import java.util.UUID;
import org.claimtrail.article.ArticleRef;
import org.claimtrail.platform.Fields;
import org.jspecify.annotations.Nullable;

/** An appearance as a body gives it. */
record AppearanceInput(
        String pointer,
        @Nullable UUID id,
        @Nullable ArticleRef article,
        @Nullable Integer version,
        @Nullable Locator locator,
        List<LinkInput> attribution) {

    static AppearanceInput read(Fields body) {
        Long version = body.integer("version", 1, Integer.MAX_VALUE);
        AppearanceInput appearance = new AppearanceInput(
                body.pointer(),
                body.id("id"),
                body.required("article", body.object("article", ArticleRef::read)),
                version == null ? null : version.intValue(),
                body.object("locator", Locator::read),
                body.objects("attribution", LinkInput::read));
        body.readOnly("excerptGone", "excerptState", "excerptGoneSince");
        body.done();
        return appearance;
    }
}
