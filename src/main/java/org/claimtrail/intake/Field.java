package org.claimtrail.intake;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a column of a table can be. The names are those of the API's fields, as far as these stand alone. */
enum Field {
    EXTERNAL_ID("externalId", "/externalIds", Reads.TEXT),
    TEXT("text", "/text", Reads.TEXT),
    KIND("kind", "/kind", Reads.CHOICE),
    LANGUAGE("language", "/language", Reads.TEXT),
    TOPICS("topics", "/topics", Reads.LIST),
    ABOUT("about", "/about", Reads.LIST),
    ABOUT_KIND("about.kind", "/about", Reads.CHOICE),
    OCCURRED("occurred", "/occurred", Reads.DATE),
    RESOLVES_BY("resolvesBy", "/resolvesBy", Reads.DATE),
    PLACE("place", "/place", Reads.TEXT),

    ARTICLE_URL("article.url", "/appearances/0/article/url", Reads.TEXT),
    ARTICLE_TITLE("article.title", "/appearances/0/article/title", Reads.TEXT),
    ARTICLE_CITATION("article.citation", "/appearances/0/article/citation", Reads.TEXT),
    ARTICLE_PUBLISHER("article.publisher", "/appearances/0/article/publisher", Reads.TEXT),
    ARTICLE_PUBLISHER_KIND("article.publisher.kind", "/appearances/0/article/publisher/kind", Reads.CHOICE),
    ARTICLE_PUBLISHED_ON("article.publishedOn", "/appearances/0/article/publishedOn", Reads.DATE),
    ARTICLE_AUTHORS("article.authors", "/appearances/0/article/authors", Reads.LIST),
    ARTICLE_LANGUAGE("article.language", "/appearances/0/article/language", Reads.TEXT),
    ARTICLE_MEDIUM("article.medium", "/appearances/0/article/medium", Reads.CHOICE),
    ARTICLE_ARCHIVE_URL("article.archiveUrl", "/appearances/0/article/archiveUrl", Reads.TEXT),
    EXCERPT("excerpt", "/appearances/0/locator/exact", Reads.TEXT),

    SPEAKER("speaker", "/appearances/0/attribution/0/sources", Reads.LIST),
    SPEAKER_KIND("speaker.kind", "/appearances/0/attribution/0/sources", Reads.CHOICE),
    SPEAKER_ROLE("speaker.role", "/appearances/0/attribution/0/roleAsStated", Reads.TEXT),
    THROUGH("through", "/appearances/0/attribution/1/sources", Reads.LIST),
    THROUGH_KIND("through.kind", "/appearances/0/attribution/1/sources", Reads.CHOICE),
    CUE("cue", "/appearances/0/attribution/0/cue", Reads.TEXT),
    MODE("mode", "/appearances/0/attribution/0/mode", Reads.CHOICE),
    BASIS("basis", "/appearances/0/attribution/0/basis", Reads.CHOICE),
    QUOTE("quote", "/appearances/0/attribution/0/quote", Reads.TEXT),
    SAID_ON("saidOn", "/appearances/0/attribution/0/saidOn", Reads.DATE),
    VENUE("venue", "/appearances/0/attribution/0/venue", Reads.TEXT),

    FIGURE_MEASURE("figure.measure", "/figures/0/measure/name", Reads.TEXT),
    FIGURE_AS_STATED("figure.asStated", "/figures/0/asStated", Reads.TEXT),
    FIGURE_QUALIFIER("figure.qualifier", "/figures/0/qualifier", Reads.CHOICE),
    FIGURE_AMOUNT("figure.amount", "/figures/0/amount", Reads.NUMBER),
    FIGURE_LOWER_BOUND("figure.lowerBound", "/figures/0/lowerBound", Reads.NUMBER),
    FIGURE_UPPER_BOUND("figure.upperBound", "/figures/0/upperBound", Reads.NUMBER),
    FIGURE_UNIT("figure.unit", "/figures/0/unit", Reads.TEXT),
    FIGURE_PERIOD("figure.period", "/figures/0/period", Reads.DATE),

    ASSESSMENT_RATING("assessment.rating", "/rating/label", Reads.TEXT),
    ASSESSMENT_VALUE("assessment.value", "/rating/value", Reads.NUMBER),
    ASSESSMENT_SCALE("assessment.scale", "/scale/name", Reads.TEXT),
    ASSESSMENT_WORST("assessment.worst", "/scale/worst", Reads.NUMBER),
    ASSESSMENT_BEST("assessment.best", "/scale/best", Reads.NUMBER),
    ASSESSMENT_SUMMARY("assessment.summary", "/summary", Reads.TEXT),
    ASSESSMENT_REVIEWER("assessment.reviewer", "/reviewer", Reads.TEXT),
    ASSESSMENT_REVIEWER_KIND("assessment.reviewer.kind", "/reviewer/kind", Reads.CHOICE),
    ASSESSMENT_URL("assessment.url", "/url", Reads.TEXT),
    ASSESSMENT_REVIEWED_ON("assessment.reviewedOn", "/reviewedOn", Reads.DATE),

    EVIDENCE_URL("evidence.url", "/url", Reads.TEXT),
    EVIDENCE_TITLE("evidence.title", "/title", Reads.TEXT),
    EVIDENCE_KIND("evidence.kind", "/kind", Reads.CHOICE),
    EVIDENCE_STANCE("evidence.stance", "/stance", Reads.CHOICE);

    /** How a cell is read. */
    enum Reads {
        TEXT,
        /** Several values, in a cell or in several columns. */
        LIST,
        /** A word of a closed list, whatever its case. */
        CHOICE,
        NUMBER,
        DATE
    }

    private final String name;
    private final String pointer;
    private final Reads reads;

    Field(String name, String pointer, Reads reads) {
        this.name = name;
        this.pointer = pointer;
        this.reads = reads;
    }

    /** Where it stands in the body that it belongs to. */
    String pointer() {
        return pointer;
    }

    Reads reads() {
        return reads;
    }

    boolean isOfAssessment() {
        return name.startsWith("assessment.");
    }

    boolean isOfEvidence() {
        return name.startsWith("evidence.");
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Field::toString).toList();
    }

    static Optional<Field> of(String name) {
        return Arrays.stream(values()).filter(field -> field.name.equals(name)).findFirst();
    }

    @Override
    public String toString() {
        return name;
    }
}
