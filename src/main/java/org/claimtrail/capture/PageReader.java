package org.claimtrail.capture;

import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * A web page: what it says of itself in JSON-LD, for other sites (Open Graph), for libraries (Dublin Core) and to browsers, and
 * the text of its article, without what stands around it.
 */
final class PageReader {

    /** Each takes room, however short it is. */
    private static final int MOST_ELEMENTS = 200_000;

    private static final Pattern ELEMENT = Pattern.compile("<[A-Za-z]");

    private PageReader() {}

    static Captured read(Document document) {
        return read(Encoding.decode(document.content(), document.mediaType(), true), document.address());
    }

    /** The elements of a page, where there are not too many. */
    static org.jsoup.nodes.Document parse(String markup, @Nullable String address) {
        if (ELEMENT.matcher(markup).results().limit(MOST_ELEMENTS + 1L).count() > MOST_ELEMENTS) {
            throw new Unreadable("must have at most 200,000 elements.");
        }
        return Jsoup.parse(markup, address == null ? "" : address, Parser.htmlParser());
    }

    static Captured read(String markup, @Nullable String address) {
        org.jsoup.nodes.Document page = parse(markup, address);
        Findings found = new Findings();
        JsonLd data = new JsonLd();
        page.select("script[type=application/ld+json]").forEach(script -> data.add(script.data()));
        describe(page, data, found);
        text(page, data, found);
        return found.as(Kind.PAGE);
    }

    private static void describe(org.jsoup.nodes.Document page, JsonLd data, Findings found) {
        Element canonical = page.selectFirst("link[rel=canonical][href]");
        found.url(canonical == null ? null : absolute(canonical), "<link rel=canonical>");
        found.url(meta(page, "og:url"), "Open Graph");
        data.tellAddress(found);

        data.tell(found);
        found.title(meta(page, "og:title"), "Open Graph");
        found.title(meta(page, "dc.title", "dcterms.title"), "Dublin Core");
        found.title(meta(page, "citation_title", "twitter:title"), "<meta>");
        found.title(words(page.selectFirst("h1")), "<h1>");
        found.title(page.title(), "<title>");

        found.authors(metas(page, "article:author", "og:article:author"), "Open Graph");
        found.authors(metas(page, "author", "citation_author", "parsely-author", "byl"), "<meta name=author>");
        found.authors(metas(page, "dc.creator", "dcterms.creator"), "Dublin Core");
        found.authors(
                page.select("[rel=author], [itemprop=author] [itemprop=name]").eachText(), "byline");

        found.publisher(meta(page, "og:site_name"), "Open Graph");
        found.publisher(meta(page, "dc.publisher", "dcterms.publisher"), "Dublin Core");
        found.publisher(meta(page, "publisher", "application-name", "citation_journal_title"), "<meta>");

        found.publishedOn(meta(page, "article:published_time", "og:article:published_time"), "Open Graph");
        found.publishedOn(
                meta(page, "dcterms.issued", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date"),
                "Dublin Core");
        found.publishedOn(
                meta(
                        page,
                        "citation_publication_date",
                        "pubdate",
                        "publishdate",
                        "date",
                        "parsely-pub-date",
                        "datepublished"),
                "<meta>");
        Element time = page.selectFirst("time[pubdate][datetime], time[itemprop=datePublished][datetime]");
        if (time == null) {
            time = page.selectFirst("article time[datetime], main time[datetime], time[datetime]");
        }
        found.publishedOn(time == null ? null : time.attr("datetime"), "<time>");

        found.language(page.select("html").attr("lang"), "<html lang>");
        found.language(page.select("html").attr("xml:lang"), "<html lang>");
        found.language(meta(page, "og:locale"), "Open Graph");
        found.language(meta(page, "dc.language", "dcterms.language", "content-language"), "<meta>");
    }

    private static void text(org.jsoup.nodes.Document page, JsonLd data, Findings found) {
        Found<String> article = MainText.of(page);
        String said = TextReader.paragraphs(
                        data.body().contains("<") ? parse(data.body(), null).wholeText() : data.body())
                .toString();
        // Some pages show the beginning, and say all.
        if (said.length() > 2 * article.value().length()) {
            found.text(said, JsonLd.FROM);
        } else {
            found.text(article.value(), article.from());
        }
    }

    private static @Nullable String meta(org.jsoup.nodes.Document page, String... names) {
        return metas(page, names).stream().findFirst().orElse(null);
    }

    /** The contents of the first of the names that has any. */
    private static List<String> metas(org.jsoup.nodes.Document page, String... names) {
        for (String name : names) {
            List<String> contents = page.select("meta[content]").stream()
                    .filter(meta -> List.of("property", "name", "http-equiv", "itemprop").stream()
                            .anyMatch(by -> meta.attr(by).equalsIgnoreCase(name)))
                    .map(meta -> meta.attr("content").strip())
                    .filter(content -> !content.isEmpty())
                    .toList();
            if (!contents.isEmpty()) {
                return contents;
            }
        }
        return List.of();
    }

    private static @Nullable String words(@Nullable Element element) {
        return element == null ? null : element.text();
    }

    private static String absolute(Element link) {
        String absolute = link.absUrl("href");
        return absolute.isEmpty() ? link.attr("href") : absolute;
    }
}
