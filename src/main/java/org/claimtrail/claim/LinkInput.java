package org.claimtrail.claim;

import java.util.List;
import org.claimtrail.date.Edtf;
import org.claimtrail.platform.Fields;
import org.claimtrail.source.SourceRef;
import org.jspecify.annotations.Nullable;

/** One link of an attribution chain as a body gives it. */
record LinkInput(
        List<SourceRef> sources,
        @Nullable String roleAsStated,
        @Nullable String cue,
        @Nullable Mode mode,
        @Nullable Basis basis,
        @Nullable String quote,
        @Nullable String quoteLanguage,
        @Nullable String original,
        @Nullable String originalLanguage,
        @Nullable String translator,
        @Nullable Edtf saidOn,
        @Nullable String venue) {

    static LinkInput read(Fields body) {
        LinkInput link = new LinkInput(
                body.objects("sources", SourceRef::read),
                body.text("roleAsStated"),
                body.text("cue"),
                body.choice("mode", Mode.class),
                body.choice("basis", Basis.class),
                body.text("quote"),
                body.language("quoteLanguage"),
                body.text("original"),
                body.language("originalLanguage"),
                body.name("translator"),
                body.date("saidOn"),
                body.text("venue"));
        body.required("sources", link.sources.isEmpty() ? null : link.sources);
        goesWith(body, "quoteLanguage", "quote");
        goesWith(body, "original", "quote");
        goesWith(body, "originalLanguage", "original");
        goesWith(body, "translator", "quote");
        body.done();
        return link;
    }

    private static void goesWith(Fields body, String field, String other) {
        if (body.has(field) && !body.has(other)) {
            body.fault(field, "goes with " + other + ", which is not there.");
        }
    }
}
