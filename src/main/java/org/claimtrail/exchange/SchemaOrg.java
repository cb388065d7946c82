package org.claimtrail.exchange;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.claimtrail.date.Edtf;
import org.claimtrail.exchange.Dossier.ArticleFacts;
import org.claimtrail.exchange.Dossier.SourceFacts;
import org.claimtrail.platform.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The record in the words of schema.org: a ClaimReview for each assessment, a Claim without one. Neither status nor standing
 * is a reviewer's verdict, so they never become a rating. What schema.org has no word for stands under IRIs of our own,
 * written out in full, as those who read such markup want no other context than schema.org.
 *
 * <p>After schema.org 30 and Google's documentation of ClaimReview.
 */
final class SchemaOrg {

    static final String CONTEXT = "https://schema.org";
    static final String OWN = "https://w3id.org/claimtrail/ns#";

    private static final Pattern DAY = Pattern.compile("-?[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?");
    private static final Pattern TIME = Pattern.compile(DATE.pattern() + "(/" + DATE.pattern() + ")?");

    private static final Map<String, String> MEDIA = Map.of(
            "WEB",
            "Article",
            "PRINT",
            "Article",
            "SOCIAL",
            "SocialMediaPosting",
            "DOCUMENT",
            "DigitalDocument",
            "AUDIO",
            "AudioObject",
            "VIDEO",
            "VideoObject");

    private static final Map<String, String> EVIDENCE = Map.of(
            "IMAGE",
            "ImageObject",
            "VIDEO",
            "VideoObject",
            "DATA",
            "Dataset",
            "DOCUMENT",
            "DigitalDocument",
            "ARTICLE",
            "Article");

    private static final Map<String, String> SOURCES = Map.of(
            "PERSON", "Person",
            "UNNAMED", "Person",
            "GOVERNMENT", "GovernmentOrganization",
            "PUBLICATION", "NewsMediaOrganization",
            "ORGANIZATION", "Organization",
            "DATASET", "Dataset");

    private final String base;

    /** @param base the address of the API, without a slash behind it */
    SchemaOrg(String base) {
        this.base = base;
    }

    /** All of a claim: its reviews, or the claim itself. */
    ObjectNode claim(Dossier dossier) {
        List<ObjectNode> reviews =
                dossier.assessments().stream().map(one -> review(dossier, one)).toList();
        if (reviews.isEmpty()) {
            return withContext(claimItself(dossier));
        }
        if (reviews.size() == 1) {
            return withContext(reviews.get(0));
        }
        ObjectNode all = Json.object();
        all.putArray("@graph").addAll(reviews);
        return withContext(all);
    }

    /**
     * What goes on a page that shows the claim and its reviews: each review by itself, as Google's documentation wants them. One
     * without a rating is no fact check there, and left out; one that nobody published elsewhere is published on this page.
     *
     * @param page the address of the page, on which each review has its id for a fragment
     * @param inWords says a rating: whoever reads such markup wants words, also of a number
     */
    List<ObjectNode> onPage(Dossier dossier, String page, Function<JsonNode, String> inWords) {
        List<ObjectNode> markup = new ArrayList<>();
        for (JsonNode assessment : dossier.assessments()) {
            if (!assessment.has("rating")) {
                continue;
            }
            ObjectNode review = review(dossier, assessment);
            if (!review.has("url")) {
                review.put("url", page + "#" + text(assessment, "id"));
            }
            ObjectNode rating = (ObjectNode) review.get("reviewRating");
            if (!rating.has("alternateName")) {
                rating.put("alternateName", inWords.apply(assessment));
                if (!rating.has("bestRating")) {
                    // A number without its ends, or of a scale that falls, is read as one of five.
                    rating.remove("ratingValue");
                }
            }
            markup.add(withContext(review));
        }
        if (markup.isEmpty()) {
            markup.add(withContext(claimItself(dossier).put("url", page)));
        }
        return markup;
    }

    static ObjectNode withContext(ObjectNode node) {
        ObjectNode whole = Json.object().put("@context", CONTEXT);
        whole.setAll(node);
        return whole;
    }

    /** A review of the claim, without a context. */
    ObjectNode review(Dossier dossier, JsonNode assessment) {
        ObjectNode review = Json.object();
        review.put("@type", "ClaimReview");
        review.put("@id", claimAddress(dossier.claim()) + "/assessments/" + text(assessment, "id"));
        put(review, "url", text(assessment, "url"));
        review.put("claimReviewed", text(dossier.claim(), "text"));
        put(review, "datePublished", day(text(assessment, "reviewedOn")));
        JsonNode reviewer = assessment.get("reviewer");
        if (reviewer != null) {
            review.set("author", source(dossier, reviewer));
        }
        ObjectNode rating = rating(assessment);
        if (rating != null) {
            review.set("reviewRating", rating);
        }
        put(review, "reviewBody", text(assessment, "summary"));
        ArrayNode citations = Json.mapper().createArrayNode();
        for (JsonNode used : assessment.path("evidence")) {
            ObjectNode evidence = dossier.evidence().get(text(used, "id"));
            if (evidence != null) {
                citations.add(evidence(dossier, evidence));
            }
        }
        putUnlessEmpty(review, "citation", citations);
        review.set("itemReviewed", claimItself(dossier));
        return review;
    }

    /** A label, and a number with the ends of its scale; of a scale whose best is the lower number, the label alone. */
    private static @Nullable ObjectNode rating(JsonNode assessment) {
        JsonNode given = assessment.get("rating");
        if (given == null) {
            return null;
        }
        ObjectNode rating = Json.object().put("@type", "Rating");
        put(rating, "alternateName", text(given, "label"));
        JsonNode value = given.get("value");
        JsonNode worst = assessment.path("scale").get("worst");
        JsonNode best = assessment.path("scale").get("best");
        boolean rises = worst != null && best != null && number(worst).compareTo(number(best)) < 0;
        if (value != null && (rises || given.get("label") == null)) {
            rating.put("ratingValue", number(value));
            if (rises) {
                rating.put("worstRating", number(worst)).put("bestRating", number(best));
            }
        }
        return rating;
    }

    /** The claim, without a context. */
    ObjectNode claimItself(Dossier dossier) {
        ObjectNode claim = dossier.claim();
        ObjectNode markup = Json.object();
        markup.put("@type", "Claim");
        markup.put("@id", claimAddress(claim));
        markup.put("identifier", "C-" + claim.get("number").asString());
        markup.put("text", text(claim, "text"));
        put(markup, "inLanguage", text(claim, "language"));
        putUnlessEmpty(markup, "keywords", (ArrayNode) claim.get("topics").deepCopy());
        ArrayNode about = Json.mapper().createArrayNode();
        claim.get("about").forEach(source -> about.add(source(dossier, source)));
        putUnlessEmpty(markup, "about", about);
        if (claim.has("place")) {
            markup.putObject("contentLocation").put("@type", "Place").put("name", text(claim, "place"));
        }
        String occurred = text(claim, "occurred");
        if (occurred != null && TIME.matcher(occurred).matches()) {
            markup.put("temporalCoverage", occurred);
        }
        List<JsonNode> origins = origins(dossier);
        putUnlessEmpty(markup, "author", authors(dossier, origins));
        JsonNode first = first(claim.get("appearances"));
        String published = origins.stream()
                .map(origin -> day(text(origin, "firstSaidOn")))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(first == null ? null : day(text(first.get("article"), "publishedOn")));
        put(markup, "datePublished", published);
        ArrayNode others = Json.mapper().createArrayNode();
        for (JsonNode appearance : claim.get("appearances")) {
            if (appearance == first) {
                markup.set("firstAppearance", appearance(dossier, appearance));
            } else {
                others.add(appearance(dossier, appearance));
            }
        }
        putUnlessEmpty(markup, "appearance", others);
        addOwn(markup, dossier);
        return markup;
    }

    /** What schema.org has no word for. */
    private void addOwn(ObjectNode markup, Dossier dossier) {
        ObjectNode claim = dossier.claim();
        markup.put(OWN + "kind", text(claim, "kind"));
        markup.put(OWN + "status", text(claim, "status"));
        put(markup, OWN + "occurred", text(claim, "occurred"));
        ArrayNode figures = Json.mapper().createArrayNode();
        for (JsonNode figure : claim.get("figures")) {
            ObjectNode one = figures.addObject().put("@type", "PropertyValue");
            put(one, "name", text(figure.path("measure"), "name"));
            put(one, "description", text(figure, "asStated"));
            putNumber(one, "value", figure.get("amount"));
            putNumber(one, "minValue", figure.get("lowerBound"));
            putNumber(one, "maxValue", figure.get("upperBound"));
            String unit = text(figure, "unit");
            put(one, "unitText", unit == null ? text(figure.path("measure"), "unit") : unit);
            put(one, OWN + "qualifier", text(figure, "qualifier"));
            put(one, OWN + "period", text(figure, "period"));
        }
        putUnlessEmpty(markup, OWN + "figure", figures);
        ArrayNode relations = Json.mapper().createArrayNode();
        for (JsonNode relation : dossier.relations()) {
            ObjectNode one = relations.addObject();
            one.put(OWN + "relationType", text(relation, "type"));
            one.put(OWN + "scope", text(relation, "scope"));
            one.putObject(OWN + "from").put("@id", claimAddress(relation.get("from")));
            one.putObject(OWN + "to").put("@id", claimAddress(relation.get("to")));
        }
        putUnlessEmpty(markup, OWN + "relation", relations);
    }

    /** Those that are not only inferred, if there are any; the earliest first. */
    private static List<JsonNode> origins(Dossier dossier) {
        List<JsonNode> origins = new ArrayList<>(dossier.origins().values());
        if (origins.stream().anyMatch(origin -> !origin.has("inferred"))) {
            origins.removeIf(origin -> origin.has("inferred"));
        }
        origins.sort(Comparator.comparing(
                origin -> earliest(text(origin, "firstSaidOn")), Comparator.nullsLast(Comparator.naturalOrder())));
        return origins;
    }

    private ArrayNode authors(Dossier dossier, List<JsonNode> origins) {
        ArrayNode authors = Json.mapper().createArrayNode();
        Set<String> told = new HashSet<>();
        for (JsonNode origin : origins) {
            for (JsonNode speaker : origin.get("sources")) {
                if (!told.add(Objects.requireNonNullElse(text(speaker, "id"), requireNonNull(text(speaker, "name"))))) {
                    continue;
                }
                ObjectNode author = source(dossier, speaker);
                if ("Person".equals(text(author, "@type"))) {
                    put(author, "jobTitle", roleAsStated(dossier.claim(), text(speaker, "id")));
                }
                authors.add(author);
            }
        }
        return authors;
    }

    /** What the first chain that has the source at its beginning calls it. */
    private static @Nullable String roleAsStated(JsonNode claim, @Nullable String source) {
        for (JsonNode appearance : claim.get("appearances")) {
            JsonNode origin = appearance.get("attribution").get(0);
            if (origin != null && origin.has("roleAsStated")) {
                for (JsonNode speaker : origin.get("sources")) {
                    if (text(speaker, "id") != null && Objects.equals(text(speaker, "id"), source)) {
                        return text(origin, "roleAsStated");
                    }
                }
            }
        }
        return null;
    }

    /** The one that is before all others whatever their dates can mean; null where none is. */
    private static @Nullable JsonNode first(JsonNode appearances) {
        for (JsonNode one : appearances) {
            LocalDate latest = latest(text(one.get("article"), "publishedOn"));
            boolean before = latest != null;
            for (JsonNode other : appearances) {
                LocalDate earliest = earliest(text(other.get("article"), "publishedOn"));
                before &= other == one || earliest != null && latest != null && latest.isBefore(earliest);
            }
            if (before) {
                return one;
            }
        }
        return null;
    }

    private ObjectNode appearance(Dossier dossier, JsonNode appearance) {
        String id = requireNonNull(text(appearance.get("article"), "id"));
        ObjectNode work = article(requireNonNull(dossier.articles().get(id)), dossier.sources());
        ObjectNode told = null;
        // The first link is the origin, each next one relays the one before.
        for (JsonNode link : appearance.get("attribution")) {
            ObjectNode quotation = Json.object().put("@type", "Quotation");
            put(quotation, "text", text(link, "quote"));
            put(quotation, "inLanguage", text(link, "quoteLanguage"));
            ArrayNode creators = Json.mapper().createArrayNode();
            link.get("sources").forEach(source -> creators.add(source(dossier, source)));
            putUnlessEmpty(quotation, "creator", creators);
            put(quotation, "dateCreated", date(text(link, "saidOn")));
            put(quotation, OWN + "cue", text(link, "cue"));
            put(quotation, OWN + "mode", text(link, "mode"));
            put(quotation, OWN + "basis", text(link, "basis"));
            if (told != null) {
                quotation.set("isBasedOn", told);
            }
            told = quotation;
        }
        if (told != null) {
            work.set("isBasedOn", told);
        }
        return work;
    }

    /** An article, without a context. */
    ObjectNode article(ArticleFacts article, Map<String, SourceFacts> sources) {
        ObjectNode work = Json.object();
        work.put("@type", MEDIA.getOrDefault(article.medium(), "CreativeWork"));
        work.put("@id", base + "/articles/" + article.id());
        put(work, "url", article.url());
        put(work, "headline", article.title());
        if (article.url() == null) {
            put(work, "name", article.citation());
        }
        put(work, "datePublished", date(article.publishedOn()));
        put(work, "inLanguage", article.language());
        ArrayNode authors = Json.mapper().createArrayNode();
        article.authors()
                .forEach(name -> authors.addObject().put("@type", "Person").put("name", name));
        putUnlessEmpty(work, "author", authors);
        SourceFacts publisher = article.publisherId() == null ? null : sources.get(article.publisherId());
        if (publisher != null) {
            work.set("publisher", source(publisher));
        }
        put(work, "archivedAt", article.archiveUrl());
        if (article.corrected() != null) {
            work.putObject("correction")
                    .put("@type", "CorrectionComment")
                    .put(
                            "text",
                            article.corrected().note().equals("WITHDRAWN")
                                    ? "Withdrawn by the publisher."
                                    : "Corrected by the publisher.")
                    .put("dateCreated", article.corrected().recordedAt());
        }
        return work;
    }

    private ObjectNode evidence(Dossier dossier, ObjectNode evidence) {
        ObjectNode work = Json.object();
        work.put("@type", EVIDENCE.getOrDefault(text(evidence, "kind"), "CreativeWork"));
        put(work, "name", text(evidence, "title"));
        put(work, "url", text(evidence, "url"));
        put(work, "archivedAt", text(evidence, "archiveUrl"));
        put(work, "sha256", text(evidence, "sha256"));
        put(work, "dateCreated", date(text(evidence, "capturedOn")));
        if (evidence.has("provider")) {
            work.set("provider", source(dossier, evidence.get("provider")));
        }
        put(work, OWN + "stance", text(evidence, "stance"));
        return work;
    }

    /** As a reference names it: an inferred one has no record. */
    private ObjectNode source(Dossier dossier, JsonNode ref) {
        SourceFacts known = dossier.sources().get(ref.path("id").asString(""));
        return known != null
                ? source(known)
                : Json.object().put("@type", "Organization").put("name", text(ref, "name"));
    }

    /** A source, without a context. One that nobody named is nobody elsewhere. */
    ObjectNode source(SourceFacts source) {
        ObjectNode markup = Json.object();
        markup.put("@type", SOURCES.getOrDefault(source.kind(), "Thing"));
        markup.put("@id", base + "/sources/" + source.id());
        markup.put("name", source.name());
        if (!source.kind().equals("UNNAMED")) {
            put(markup, "url", source.homepage());
            put(
                    markup,
                    "sameAs",
                    source.wikidataId() == null ? null : "https://www.wikidata.org/entity/" + source.wikidataId());
        }
        return markup;
    }

    private String claimAddress(JsonNode claim) {
        return base + "/claims/" + UUID.fromString(requireNonNull(text(claim, "id")));
    }

    private static @Nullable String text(JsonNode node, String member) {
        JsonNode value = node.get(member);
        return value == null || !value.isString() ? null : value.stringValue();
    }

    private static BigDecimal number(JsonNode node) {
        return node.decimalValue();
    }

    private static void put(ObjectNode node, String member, @Nullable String value) {
        if (value != null) {
            node.put(member, value);
        }
    }

    private static void putNumber(ObjectNode node, String member, @Nullable JsonNode value) {
        if (value != null) {
            node.put(member, number(value));
        }
    }

    private static void putUnlessEmpty(ObjectNode node, String member, ArrayNode values) {
        if (!values.isEmpty()) {
            node.set(member, values);
        }
    }

    /** One day, or nothing. */
    private static @Nullable String day(@Nullable String edtf) {
        return edtf != null && DAY.matcher(edtf).matches() ? edtf : null;
    }

    /** What ISO 8601 writes the same way, or nothing. */
    private static @Nullable String date(@Nullable String edtf) {
        return edtf != null && DATE.matcher(edtf).matches() ? edtf : null;
    }

    private static @Nullable LocalDate earliest(@Nullable String edtf) {
        Edtf date = Edtf.parseStored(edtf);
        return date == null ? null : date.earliest();
    }

    private static @Nullable LocalDate latest(@Nullable String edtf) {
        Edtf date = Edtf.parseStored(edtf);
        return date == null ? null : date.latest();
    }
}
