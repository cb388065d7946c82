package org.claimtrail.pages.web;

import static org.claimtrail.pages.web.FilterField.Shape.ARTICLE;
import static org.claimtrail.pages.web.FilterField.Shape.DAY;
import static org.claimtrail.pages.web.FilterField.Shape.MEASURE;
import static org.claimtrail.pages.web.FilterField.Shape.NUMBER;
import static org.claimtrail.pages.web.FilterField.Shape.SOURCE;
import static org.claimtrail.pages.web.FilterField.Shape.TEXT;
import static org.claimtrail.pages.web.FilterField.Shape.TOPIC;
import static org.claimtrail.pages.web.FilterField.choices;
import static org.claimtrail.pages.web.FilterField.either;
import static org.claimtrail.pages.web.FilterField.of;

import java.util.List;
import org.claimtrail.article.Medium;
import org.claimtrail.claim.ClaimKind;
import org.claimtrail.claim.Stage;
import org.claimtrail.claim.Status;
import org.claimtrail.pages.web.FilterField.Group;
import org.claimtrail.source.SourceKind;
import org.claimtrail.thing.Resource;

/** What each list can be filtered by: all that the API filters by, but the words, which each list has. */
final class ListFilters {

    private static final FilterField CALLED_ELSEWHERE = of("externalId", "Called elsewhere (scheme:id)", TEXT);

    static final List<Group> CLAIMS = List.of(
            Group.of(
                    "Status",
                    choices("status", "Status", Status.class).orNot(),
                    choices("suggestedStatus", "What the record suggests", Status.class)
                            .orNot()),
            Group.of(
                    "Work",
                    choices("stage", "Stage", Stage.class).orNot(),
                    of("assignee", "Assignee", TEXT).orNot()),
            Group.of("Kind", choices("kind", "Kind", ClaimKind.class).orNot()),
            Group.of("Topic", of("topic", "Topic", TOPIC).orNot()),
            Group.of(
                    "Who",
                    of("origin", "Said by", SOURCE).orNot(),
                    of("source", "Said or passed on by", SOURCE).orNot(),
                    of("about", "About", SOURCE).orNot()),
            Group.of(
                    "Where",
                    of("publisher", "Published by", SOURCE).orNot(),
                    of("article", "In the article", ARTICLE).orNot(),
                    CALLED_ELSEWHERE,
                    of("number", "Number of the claim, such as C-24", TEXT)),
            Group.of(
                    "Standing",
                    either("singleSource", "Origins", "One at most", "Several"),
                    of("originsMin", "This many origins or more", NUMBER),
                    either("denied", "Denials", "Denied", "Not denied"),
                    either("contradicted", "Contradictions", "Contradicted", "Not contradicted"),
                    either("figureConflict", "Figures", "In conflict with others", "In no conflict"),
                    either("overdue", "To be checked by a day", "The day has passed", "Not yet, or settled")),
            Group.of(
                    "When",
                    of("publishedFrom", "Published from", DAY),
                    of("publishedTo", "Published until", DAY),
                    of("saidFrom", "Said from", DAY),
                    of("saidTo", "Said until", DAY),
                    of("occurredFrom", "Happened from", DAY),
                    of("occurredTo", "Happened until", DAY),
                    of("createdFrom", "Recorded from", DAY),
                    of("createdTo", "Recorded until", DAY),
                    of("updatedSince", "Changed since", DAY)),
            Group.of(
                    "Figures",
                    of("measure", "What is counted", MEASURE).orNot(),
                    of("figureMin", "This many or more", NUMBER),
                    of("figureMax", "This many or fewer", NUMBER),
                    of("unit", "Unit", TEXT)));

    private static final List<Group> SOURCES =
            one(choices("kind", "Kind", SourceKind.class), of("partOf", "Part of", SOURCE), CALLED_ELSEWHERE);

    private static final List<Group> ARTICLES = one(
            of("url", "Address", TEXT),
            of("publisher", "Published by", SOURCE),
            choices("medium", "Medium", Medium.class),
            of("publishedFrom", "Published from", DAY),
            of("publishedTo", "Published until", DAY),
            CALLED_ELSEWHERE);

    private static final List<Group> MEASURES = one(of("unit", "Unit", TEXT), CALLED_ELSEWHERE);

    private static final List<Group> TOPICS =
            one(either("filed", "Claims", "With claims", "Without any"), CALLED_ELSEWHERE);

    private ListFilters() {}

    static List<Group> ofKind(Resource kind) {
        return switch (kind) {
            case SOURCE -> SOURCES;
            case ARTICLE -> ARTICLES;
            case MEASURE -> MEASURES;
            case TOPIC -> TOPICS;
            default -> List.of();
        };
    }

    private static List<Group> one(FilterField... fields) {
        return List.of(Group.of("Filters", fields));
    }
}
