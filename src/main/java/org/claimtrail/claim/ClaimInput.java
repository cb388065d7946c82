package org.claimtrail.claim;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.claimtrail.article.ArticleRef;
import org.claimtrail.date.Edtf;
import org.claimtrail.platform.Faults;
import org.claimtrail.platform.Fields;
import org.claimtrail.source.SourceRef;
import org.claimtrail.thing.ExternalIds;
import org.jspecify.annotations.Nullable;

/** A claim as a body gives it. */
record ClaimInput(
        @Nullable String text,
        @Nullable ClaimKind kind,
        @Nullable String language,
        List<String> topics,
        List<SourceRef> about,
        @Nullable Edtf occurred,
        @Nullable Edtf resolvesBy,
        @Nullable String place,
        List<FigureInput> figures,
        List<AppearanceInput> appearances,
        List<String> externalIds) {

    static ClaimInput read(Fields body) {
        ClaimInput claim = new ClaimInput(
                body.requiredText("text"),
                body.requiredChoice("kind", ClaimKind.class),
                body.language("language"),
                body.names("topics"),
                body.objects("about", SourceRef::read),
                body.date("occurred"),
                body.date("resolvesBy"),
                body.text("place"),
                body.objects("figures", FigureInput::read),
                body.objects("appearances", AppearanceInput::read),
                ExternalIds.read(body));
        body.readOnly("id", "number", "status", "stage", "assignee", "gaps", "createdAt", "updatedAt");
        body.done();
        claim.checkKeys(body.faults());
        repeatedIds(claim.figures.stream().map(FigureInput::id), body.pointer("figures"), body.faults());
        repeatedIds(claim.appearances.stream().map(AppearanceInput::id), body.pointer("appearances"), body.faults());
        return claim;
    }

    List<SourceRef> speakers() {
        return appearances.stream()
                .flatMap(appearance -> appearance.attribution().stream())
                .flatMap(link -> link.sources().stream())
                .toList();
    }

    List<ArticleRef> articles() {
        return appearances.stream()
                .map(AppearanceInput::article)
                .filter(Objects::nonNull)
                .toList();
    }

    List<MeasureRef> measures() {
        return figures.stream()
                .map(FigureInput::measure)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Of its figures, and of measures that they name. */
    List<String> units() {
        return figures.stream()
                .flatMap(figure -> Stream.of(
                        figure.unit(),
                        figure.measure() == null ? null : figure.measure().unit()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** The figures that figures of this claim are derived from or alternative to. */
    List<FigureRef> figureRefs() {
        List<FigureRef> refs = new ArrayList<>();
        for (FigureInput figure : figures) {
            if (figure.derivedFrom() != null && figure.derivedFrom().figure() != null) {
                refs.add(figure.derivedFrom().figure());
            }
            if (figure.alternativeTo() != null) {
                refs.add(figure.alternativeTo());
            }
        }
        return refs;
    }

    private void checkKeys(Faults faults) {
        Set<String> keys = new HashSet<>();
        for (FigureInput figure : figures) {
            if (figure.key() != null && !keys.add(figure.key())) {
                faults.add(figure.pointer() + "/key", "names two figures of this body.");
            }
        }
        for (FigureRef ref : figureRefs()) {
            if (ref.key() != null && !keys.contains(ref.key())) {
                faults.add(ref.pointer() + "/key", "is not the key of a figure in this body.");
            }
        }
    }

    private static void repeatedIds(Stream<@Nullable UUID> ids, String pointer, Faults faults) {
        Set<UUID> seen = new HashSet<>();
        ids.filter(Objects::nonNull)
                .filter(id -> !seen.add(id))
                .forEach(id -> faults.add(pointer, "has the id " + id + " twice."));
    }
}
