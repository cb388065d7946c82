package org.claimtrail.source;

import java.util.List;
import org.claimtrail.date.Edtf;
import org.claimtrail.platform.Fields;
import org.jspecify.annotations.Nullable;

/** A source as a body gives it. */
record SourceInput(@Nullable String name, @Nullable SourceKind kind, SourceDetails details, List<PartOf> partOf) {

    record PartOf(
            @Nullable SourceRef source,
            @Nullable Edtf from,
            @Nullable Edtf until) {

        static PartOf read(Fields body) {
            PartOf partOf = new PartOf(
                    body.required("source", body.object("source", SourceRef::read)),
                    body.date("from"),
                    body.date("until"));
            if (partOf.from != null && partOf.until != null && endsBefore(partOf.until, partOf.from)) {
                body.fault("until", "must not be before from.");
            }
            body.done();
            return partOf;
        }

        private static boolean endsBefore(Edtf until, Edtf from) {
            return until.latest() != null
                    && from.earliest() != null
                    && until.latest().isBefore(from.earliest());
        }
    }

    static SourceInput read(Fields body) {
        SourceInput input = new SourceInput(
                body.requiredName("name"),
                body.requiredChoice("kind", SourceKind.class),
                SourceDetails.read(body),
                body.objects("partOf", PartOf::read));
        body.readOnly("id", "withinArticle", "createdAt", "updatedAt");
        body.done();
        return input;
    }
}
