package org.claimtrail.intake;

import static org.claimtrail.intake.Markup.address;
import static org.claimtrail.intake.Markup.all;
import static org.claimtrail.intake.Markup.date;
import static org.claimtrail.intake.Markup.text;
import static org.claimtrail.intake.Markup.types;

import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Sha256;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes a review in schema.org's words for a claim with its speakers and appearances, and an assessment of it. The kind of the
 * claim is not there: it is a FACT. What has no place in the record is kept with the assessment, as its {@code markup}.
 *
 * <p>After schema.org 30 and what publishers of the Data Commons feed made of it since 2016.
 */
final class ClaimReviews {

    static final String SCHEME = "claimreview";

    private static final int LONGEST_ID = 500;
    private static final int LONGEST_NAME = 500;
    private static final int MOST_RELAYS = 20;

    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("Person", "PERSON"),
            Map.entry("Patient", "PERSON"),
            Map.entry("GovernmentOrganization", "GOVERNMENT"),
            Map.entry("GovernmentService", "GOVERNMENT"),
            Map.entry("AdministrativeArea", "GOVERNMENT"),
            Map.entry("Country", "GOVERNMENT"),
            Map.entry("NewsMediaOrganization", "PUBLICATION"),
            Map.entry("Newspaper", "PUBLICATION"),
            Map.entry("Periodical", "PUBLICATION"),
            Map.entry("RadioStation", "PUBLICATION"),
            Map.entry("TelevisionStation", "PUBLICATION"),
            Map.entry("Dataset", "DATASET"));

    private static final Map<String, String> MEDIA = Map.ofEntries(
            Map.entry("SocialMediaPosting", "SOCIAL"),
            Map.entry("DiscussionForumPosting", "SOCIAL"),
            Map.entry("VideoObject", "VIDEO"),
            Map.entry("Clip", "VIDEO"),
            Map.entry("AudioObject", "AUDIO"),
            Map.entry("PodcastEpisode", "AUDIO"),
            Map.entry("DigitalDocument", "DOCUMENT"),
            Map.entry("Report", "DOCUMENT"),
            Map.entry("Legislation", "DOCUMENT"),
            Map.entry("BroadcastEvent", "BROADCAST"),
            Map.entry("TVEpisode", "BROADCAST"));

    /** Who is nobody in particular, as fact-checkers in several languages put it. */
    private static final Pattern NOBODY = Pattern.compile(
            "(?iu).*\\b(anonym\\w*|unknown|unidentified|unnamed|various|multiple|several|many|viral|users?|posts?|rumou?rs?"
                    + "|social media|bloggers?|chain (e-?mail|message)|redes sociais|v[áa]rios|desconhecid[oa]|usu[áa]rios"
                    + "|varios|desconocid[oa]|usuarios|redes sociales|internautes?|inconnu|unbekannt|nutzer|verschiedene)\\b.*");

    /** Of a review, what the record has a place for, or what says nothing of it. */
    private static final Set<String> KNOWN = Set.of(
            "@context",
            "@type",
            "@id",
            "url",
            "claimReviewed",
            "datePublished",
            "author",
            "publisher",
            "reviewRating",
            "reviewBody",
            "itemReviewed",
            "inLanguage",
            "mainEntityOfPage");

    private static final BigDecimal WORST = BigDecimal.ONE;
    private static final BigDecimal BEST = BigDecimal.valueOf(5);

    /** What is told of one review. */
    private static final class Telling {

        private final List<Remark> remarks = new ArrayList<>();

        void add(String pointer, String detail) {
            remarks.add(new Remark(pointer, null, detail));
        }
    }

    static boolean isReview(ObjectNode object) {
        return object.has("claimReviewed")
                || object.has("schema:claimReviewed")
                || object.has("http://schema.org/claimReviewed")
                || object.has("https://schema.org/claimReviewed")
                || types(object).contains("ClaimReview");
    }

    /** Whether it is a claim by itself, which nobody has reviewed. */
    static boolean isClaim(ObjectNode object) {
        return types(object).contains("Claim") && text(object.get("text")) != null;
    }

    /** A review that says nothing but what it would be of. */
    static ObjectNode ofClaim(ObjectNode claim) {
        ObjectNode review = Json.object().put("@type", "ClaimReview");
        review.set("itemReviewed", claim);
        return review;
    }

    /** Whether it is a claim as the Fact Check Tools API answers it. */
    static boolean isToolsClaim(ObjectNode object) {
        return object.path("claimReview").isArray() && object.has("text");
    }

    /** Its reviews, in schema.org's words. */
    static List<ObjectNode> ofTools(ObjectNode claim) {
        List<ObjectNode> reviews = new ArrayList<>();
        for (JsonNode one : claim.path("claimReview")) {
            ObjectNode review = Json.object().put("@type", "ClaimReview");
            review.set("claimReviewed", claim.get("text"));
            put(review, "url", text(one.get("url")));
            put(review, "name", text(one.get("title")));
            put(review, "datePublished", text(one.get("reviewDate")));
            put(review, "inLanguage", text(one.get("languageCode")));
            if (text(one.get("textualRating")) != null) {
                review.putObject("reviewRating")
                        .put("@type", "Rating")
                        .put("alternateName", text(one.get("textualRating")));
            }
            ObjectNode author = review.putObject("author").put("@type", "Organization");
            String site = text(one.path("publisher").get("site"));
            put(
                    author,
                    "name",
                    text(one.path("publisher").get("name")) == null
                            ? site
                            : text(one.path("publisher").get("name")));
            ObjectNode item = review.putObject("itemReviewed").put("@type", "Claim");
            put(item, "datePublished", text(claim.get("claimDate")));
            if (text(claim.get("claimant")) != null) {
                item.putObject("author").put("name", text(claim.get("claimant")));
            }
            reviews.add(review);
        }
        return reviews;
    }

    Entry entry(long line, String content, ObjectNode found) {
        ObjectNode review = (ObjectNode) Markup.plain(found);
        Telling told = new Telling();
        ObjectNode item = first(review.get("itemReviewed"));
        String text = claimReviewed(review, item);
        if (text == null) {
            return Entry.faulty(
                    line,
                    content,
                    new Remark(
                            "/claimReviewed", null, "is required: the markup does not say which claim it is about."));
        }
        String url = address(review.get("url"));
        if (url == null) {
            url = address(review.get("mainEntityOfPage"));
            if (review.has("url")) {
                told.add("/url", "is no address of a page: left out.");
            }
        }
        String id = id(url, text);
        ObjectNode claim = claim(review, item, text, url, told);
        claim.set("externalIds", externalIds(id));
        ObjectNode assessment = assessment(review, url, told);
        List<Draft> drafts = new ArrayList<>(List.of(Draft.of(Resource.CLAIM, claim)));
        if (assessment != null) {
            assessment.set("externalIds", externalIds(id));
            drafts.add(Draft.of(Resource.ASSESSMENT, assessment));
        }
        return new Entry(line, content, List.copyOf(drafts), List.of(), List.copyOf(told.remarks));
    }

    private static @Nullable String claimReviewed(ObjectNode review, ObjectNode item) {
        String text = text(review.get("claimReviewed"));
        for (String name : List.of("text", "claimReviewed", "name", "headline", "description")) {
            if (text == null) {
                text = text(item.get(name));
            }
        }
        return text;
    }

    /** By the address of the review and the claim, as one page may review several. */
    private static String id(@Nullable String url, String claim) {
        String id = (url == null ? "" : url + " ") + claim;
        return id.codePointCount(0, id.length()) <= LONGEST_ID
                ? id
                : (url == null || url.length() > 400 ? "" : url + " ")
                        + HexFormat.of().formatHex(Sha256.of(id), 0, 16);
    }

    private static ArrayNode externalIds(String id) {
        ArrayNode ids = Json.mapper().createArrayNode();
        ids.addObject().put("scheme", SCHEME).put("id", id);
        return ids;
    }

    private ObjectNode claim(ObjectNode review, ObjectNode item, String text, @Nullable String url, Telling told) {
        ObjectNode claim = Json.object();
        claim.put("text", text);
        String kind = text(item.get(Markup.OURS + "kind"));
        claim.put("kind", kind == null ? "FACT" : kind);
        if (kind == null) {
            told.add("/itemReviewed", "does not say which kind of claim it is: recorded as FACT.");
        }
        String language = Markup.language(item.get("inLanguage"));
        put(claim, "language", language == null ? Markup.language(review.get("inLanguage")) : language);
        ArrayNode topics = Json.mapper().createArrayNode();
        for (JsonNode keyword : all(item.get("keywords"))) {
            String words = text(keyword);
            for (String topic :
                    words == null ? new String[0] : keyword.isString() ? words.split(",") : new String[] {words}) {
                String name = Markup.clean(topic);
                if (name != null
                        && topics.valueStream()
                                .noneMatch(known -> known.stringValue().equalsIgnoreCase(name))) {
                    topics.add(Markup.name(name, LONGEST_NAME));
                }
            }
        }
        if (!topics.isEmpty()) {
            claim.set("topics", topics);
        }
        ArrayNode about = Json.mapper().createArrayNode();
        for (JsonNode thing : all(item.get("about"))) {
            String kindOfThing = kindOf(thing);
            String name = text(thing);
            if (kindOfThing != null && name != null) {
                about.addObject().put("name", Markup.name(name, LONGEST_NAME)).put("kind", kindOfThing);
            } else {
                told.add("/itemReviewed/about", "is nobody who could be a source: left out.");
            }
        }
        if (!about.isEmpty()) {
            claim.set("about", about);
        }
        put(claim, "place", text(item.get("contentLocation")));
        String occurred = text(item.get(Markup.OURS + "occurred"));
        put(claim, "occurred", occurred == null ? text(item.get("temporalCoverage")) : occurred);
        ArrayNode appearances = appearances(review, item, url, told);
        if (!appearances.isEmpty()) {
            claim.set("appearances", appearances);
        }
        figures(item, claim);
        return claim;
    }

    /** As we tell figures ourselves. */
    private static void figures(ObjectNode item, ObjectNode claim) {
        ArrayNode figures = Json.mapper().createArrayNode();
        for (JsonNode one : all(item.get(Markup.OURS + "figure"))) {
            ObjectNode figure = figures.addObject();
            put(figure, "qualifier", text(one.get(Markup.OURS + "qualifier")));
            put(figure, "asStated", text(one.get("description")));
            put(figure, "period", text(one.get(Markup.OURS + "period")));
            put(figure, "unit", text(one.get("unitText")));
            Map.of("value", "amount", "minValue", "lowerBound", "maxValue", "upperBound")
                    .forEach((from, to) -> {
                        if (one.path(from).isNumber()) {
                            figure.set(to, one.get(from));
                        }
                    });
            String measure = text(one.get("name"));
            String unit = text(one.get("unitText"));
            if (measure != null && unit != null) {
                figure.putObject("measure").put("name", measure).put("unit", unit);
            }
        }
        if (!figures.isEmpty()) {
            claim.set("figures", figures);
        }
    }

    private ArrayNode appearances(ObjectNode review, ObjectNode item, @Nullable String url, Telling told) {
        List<JsonNode> works = new ArrayList<>(all(item.get("firstAppearance")));
        works.addAll(all(item.get("appearance")));
        boolean isClaim = types(item).isEmpty() || types(item).contains("Claim");
        if (!isClaim || works.isEmpty() && address(item.get("url")) != null) {
            works.add(0, item);
        }
        ArrayNode speakers = Json.mapper().createArrayNode();
        String role = null;
        for (JsonNode author : all(item.get("author"))) {
            ObjectNode speaker = source(author, told);
            if (speaker == null) {
                continue;
            }
            speakers.add(speaker);
            role = role == null ? text(author.get("jobTitle")) : role;
            if (author.isObject()) {
                all(author.get("sameAs")).stream()
                        .filter(ClaimReviews::isDocument)
                        .forEach(works::add);
            }
        }
        ArrayNode appearances = Json.mapper().createArrayNode();
        Set<String> seen = new HashSet<>();
        for (JsonNode work : works) {
            ObjectNode article = article(work, told);
            if (article != null
                    && seen.add(article.path("url")
                            .asString(article.path("citation").asString("")))) {
                ObjectNode appearance = appearances.addObject();
                appearance.set("article", article);
                clip(work, appearance);
                chain(appearance, work, speakers, role, item, told);
            }
        }
        if (appearances.isEmpty() && !speakers.isEmpty() && url != null) {
            // Where else it was said is not there: the review is where one reads it.
            ObjectNode appearance = appearances.addObject();
            ObjectNode article = appearance.putObject("article").put("url", url);
            put(article, "title", title(review));
            put(article, "publishedOn", date(review.get("datePublished")));
            ObjectNode reviewer = reviewer(review, new Telling());
            if (reviewer != null) {
                article.set("publisher", reviewer);
            }
            chain(appearance, Json.object(), speakers, role, item, told);
        }
        return appearances;
    }

    /** Where in a recording it is said, as a media fragment. */
    private static void clip(JsonNode work, ObjectNode appearance) {
        String start = text(work.path("startOffset"));
        String end = text(work.path("endOffset"));
        if (start != null && start.matches("[0-9]+(\\.[0-9]+)?")) {
            appearance
                    .putObject("locator")
                    .put(
                            "fragment",
                            "t=" + start + (end != null && end.matches("[0-9]+(\\.[0-9]+)?") ? "," + end : ""));
        }
    }

    private static @Nullable String title(ObjectNode review) {
        String headline = text(review.get("headline"));
        return headline == null ? text(review.get("name")) : headline;
    }

    /** As the work tells it by what it is based on, the one that is told last on the outside; else the author of the claim. */
    private void chain(
            ObjectNode appearance,
            JsonNode work,
            ArrayNode speakers,
            @Nullable String role,
            ObjectNode item,
            Telling told) {
        List<ObjectNode> links = new ArrayList<>();
        JsonNode quotation = work.isObject() ? work.get("isBasedOn") : null;
        while (quotation instanceof ObjectNode one && types(one).contains("Quotation") && links.size() < MOST_RELAYS) {
            ObjectNode link = Json.object();
            ArrayNode sources = link.putArray("sources");
            all(one.get("creator")).stream()
                    .map(creator -> source(creator, told))
                    .filter(Objects::nonNull)
                    .forEach(sources::add);
            put(link, "quote", text(one.get("text")));
            if (link.has("quote")) {
                put(link, "quoteLanguage", Markup.language(one.get("inLanguage")));
            }
            put(link, "saidOn", date(one.get("dateCreated")));
            for (String own : List.of("cue", "mode", "basis")) {
                put(link, own, text(one.get(Markup.OURS + own)));
            }
            if (!sources.isEmpty()) {
                links.add(0, link);
            }
            quotation = one.get("isBasedOn");
        }
        if (links.isEmpty() && !speakers.isEmpty()) {
            ObjectNode link = Json.object();
            link.set("sources", speakers.deepCopy());
            put(link, "saidOn", date(item.get("datePublished")));
            links.add(link);
        }
        if (!links.isEmpty()) {
            put(links.get(0), "roleAsStated", role);
            appearance.putArray("attribution").addAll(links);
        } else if (item.has("datePublished") && date(item.get("datePublished")) == null) {
            told.add("/itemReviewed/datePublished", "is no date that can be told: left out.");
        }
    }

    private static @Nullable ObjectNode article(JsonNode work, Telling told) {
        ObjectNode article = Json.object();
        String url = address(work);
        if (url == null && work.isObject()) {
            // A clip of something longer.
            url = address(work.get("isPartOf"));
        }
        String title = work.isObject() ? text(work.get("headline")) : null;
        if (title == null && work.isObject()) {
            title = text(work.get("name"));
        }
        if (url != null) {
            article.put("url", url);
            put(article, "title", title);
        } else {
            String citation = title == null && !work.isObject() ? text(work) : title;
            if (citation == null) {
                return null;
            }
            article.put("citation", Markup.name(citation, LONGEST_NAME));
        }
        if (work.isObject()) {
            types(work).stream()
                    .map(MEDIA::get)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .ifPresent(medium -> article.put("medium", medium));
            put(article, "publishedOn", date(work.get("datePublished")));
            put(article, "language", Markup.language(work.get("inLanguage")));
            put(article, "archiveUrl", address(work.get("archivedAt")));
            ObjectNode publisher = all(work.get("publisher")).stream()
                    .findFirst()
                    .map(one -> source(one, told, "PUBLICATION"))
                    .orElse(null);
            if (publisher != null) {
                article.set("publisher", publisher);
            }
        }
        return article;
    }

    /** Not a homepage, a profile, or an entry of a catalogue of people. */
    private static boolean isDocument(JsonNode sameAs) {
        String address = address(sameAs);
        if (address == null) {
            return false;
        }
        try {
            URI uri = URI.create(address);
            String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
            String path = uri.getPath() == null ? "" : uri.getPath().replaceAll("^/+|/+$", "");
            return !host.matches("(.*\\.)?(wikipedia|wikidata|isni|viaf|orcid|imdb|linkedin|ballotpedia)\\.(org|com)")
                    && (path.contains("/") || uri.getQuery() != null)
                    && !path.matches("(people|user|users|channel|c|in|wiki|@[^/]+)/[^/]+");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static @Nullable String kindOf(JsonNode node) {
        for (String type : types(node)) {
            String kind = KINDS.get(type);
            if (kind != null) {
                return kind;
            }
            if (type.endsWith("Organization")
                    || Set.of(
                                    "Corporation",
                                    "NGO",
                                    "PoliticalParty",
                                    "LocalBusiness",
                                    "SportsTeam",
                                    "Hospital",
                                    "Brand")
                            .contains(type)) {
                return "ORGANIZATION";
            }
        }
        return null;
    }

    private static @Nullable ObjectNode source(JsonNode node, Telling told) {
        return source(node, told, "PERSON");
    }

    /** @param otherwise its kind where that is not said */
    private static @Nullable ObjectNode source(JsonNode node, Telling told, String otherwise) {
        String name = text(node);
        if (name == null || name.matches("https?://.*")) {
            return null;
        }
        String kind = kindOf(node);
        if (NOBODY.matcher(name).matches() && !"PUBLICATION".equals(kind) && !"GOVERNMENT".equals(kind)) {
            kind = "UNNAMED";
        } else if (kind == null) {
            kind = otherwise;
            told.add("/itemReviewed/author", name + " is of no kind: recorded as " + otherwise + ", if new.");
        }
        return Json.object().put("name", Markup.name(name, LONGEST_NAME)).put("kind", kind);
    }

    private static @Nullable ObjectNode reviewer(ObjectNode review, Telling told) {
        List<JsonNode> authors = all(review.get("author"));
        for (JsonNode one : authors.isEmpty() ? all(review.get("publisher")) : authors) {
            String name = text(one);
            if (name == null) {
                name = host(address(one));
            }
            if (name != null) {
                if (authors.size() > 1) {
                    told.add("/author", "are several: the assessment is by the first, " + name + ".");
                }
                String kind = kindOf(one);
                return Json.object()
                        .put("name", Markup.name(name, LONGEST_NAME))
                        .put("kind", kind == null ? "ORGANIZATION" : kind);
            }
        }
        return null;
    }

    private static @Nullable String host(@Nullable String url) {
        if (url == null) {
            return null;
        }
        try {
            String host = URI.create(url).getHost();
            return host == null ? null : host.replaceFirst("^www\\.", "");
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private @Nullable ObjectNode assessment(ObjectNode review, @Nullable String url, Telling told) {
        ObjectNode assessment = Json.object();
        ObjectNode reviewer = reviewer(review, told);
        rating(review, reviewer, assessment, told);
        String summary = text(review.get("reviewBody"));
        if (summary == null) {
            summary = text(review.get("description"));
        }
        put(assessment, "summary", summary);
        put(assessment, "url", url);
        if (!assessment.has("rating") && !assessment.has("summary") && url == null) {
            told.add("", "says neither a rating nor a summary nor where it is published: no assessment.");
            return null;
        }
        if (reviewer != null) {
            assessment.set("reviewer", reviewer);
        }
        String reviewedOn = date(review.get("datePublished"));
        if (reviewedOn == null && text(review.get("datePublished")) != null) {
            told.add("/datePublished", "is no date that can be told: left out.");
        }
        put(assessment, "reviewedOn", reviewedOn);
        ObjectNode rest = Json.object();
        review.properties().forEach(member -> {
            if (!KNOWN.contains(member.getKey())) {
                rest.set(member.getKey(), member.getValue());
                told.add(
                        "/" + member.getKey().replace("~", "~0").replace("/", "~1"),
                        "has no field: kept with the assessment, as markup.");
            }
        });
        if (!rest.isEmpty()) {
            assessment.set("markup", rest);
        }
        return assessment;
    }

    private static void rating(ObjectNode review, @Nullable ObjectNode reviewer, ObjectNode assessment, Telling told) {
        JsonNode given = all(review.get("reviewRating")).stream().findFirst().orElse(null);
        if (given == null) {
            return;
        }
        String label = given.isObject() ? text(given.get("alternateName")) : given.isNumber() ? null : text(given);
        if (label == null && given.isObject()) {
            label = text(given.get("name"));
        }
        JsonNode valueGiven = given.isObject() ? given.get("ratingValue") : given;
        BigDecimal value = number(valueGiven);
        if (value == null && label == null && valueGiven != null) {
            label = text(valueGiven);
        }
        BigDecimal worst = or(number(given.get("worstRating")), WORST);
        BigDecimal best = or(number(given.get("bestRating")), BEST);
        if (value != null && worst.compareTo(best) == 0) {
            told.add("/reviewRating", "has a scale whose worst is its best: the number is left out.");
            value = null;
        } else if (value != null && (value.compareTo(worst.min(best)) < 0 || value.compareTo(worst.max(best)) > 0)) {
            told.add(
                    "/reviewRating/ratingValue",
                    "is %s, which is not on its scale from %s to %s: left out."
                            .formatted(value.toPlainString(), worst.toPlainString(), best.toPlainString()));
            value = null;
        }
        if (label == null && value == null) {
            return;
        }
        ObjectNode rating = assessment.putObject("rating");
        put(rating, "label", label == null ? null : Markup.name(label, LONGEST_NAME));
        if (value != null) {
            rating.put("value", value);
            String who =
                    reviewer == null ? "ClaimReview" : reviewer.path("name").asString("");
            assessment
                    .putObject("scale")
                    .put("name", Markup.name(who, 400) + ", " + worst.toPlainString() + " to " + best.toPlainString())
                    .put("worst", worst)
                    .put("best", best);
        }
    }

    private static BigDecimal or(@Nullable BigDecimal given, BigDecimal otherwise) {
        return given == null ? otherwise : given;
    }

    private static @Nullable BigDecimal number(@Nullable JsonNode node) {
        if (node == null) {
            return null;
        }
        try {
            BigDecimal number = node.isNumber()
                    ? node.decimalValue()
                    : new BigDecimal(node.asString("").strip().replace(',', '.'));
            return number.scale() > 12 || number.precision() > 30 ? null : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static ObjectNode first(@Nullable JsonNode node) {
        return all(node).stream()
                .map(one -> one instanceof ObjectNode object ? object : Json.object())
                .findFirst()
                .orElseGet(Json::object);
    }

    private static void put(ObjectNode node, String member, @Nullable String value) {
        if (value != null) {
            node.put(member, value);
        }
    }
}
