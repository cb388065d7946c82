package org.claimtrail.capture;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/**
 * The article in a page: the element whose paragraphs have most words and fewest links, as the reading views of browsers find
 * it, without what stands in it for other purposes. Goes through the page a few times, whatever the page is made of: what takes
 * a time that grows faster than that could be kept busy for ever.
 */
final class MainText {

    /** Less is no article, but what stands where one was looked for; in characters. */
    private static final int SHORTEST = 200;

    /** Less says nothing of where the article is. */
    private static final int SHORTEST_PARAGRAPH = 25;

    /** Around the article, in every page that marks it. */
    private static final String NEVER =
            "script, style, noscript, template, svg, iframe, object, form, button, nav, aside, dialog, [hidden], [aria-hidden=true],"
                    + " [role=navigation], [role=banner], [role=contentinfo], [role=complementary], [role=dialog]";

    private static final Pattern AROUND = Pattern.compile(
            "(?i)\\b(?:comments?|side-?bar|footer|nav(?:bar|igation)?|menu|promo|newsletter|related|recommend(?:ed|ations)?|share|sharing"
                    + "|social|cookies?|consent|banner|advert(?:isement)?|ads?|sponsored|subscribe|subscription|breadcrumbs?|paywall"
                    + "|most-read|read-more|see-also|tags|print-only|skip-link)\\b");

    private static final Pattern WITHIN = Pattern.compile("(?i)article|content|main|story|post-body|body-text");

    /** How many characters stand in an element, and how many of these in links. */
    private static final class Size {

        private int text;
        private int linked;

        double unlinked() {
            return text == 0 ? 0 : 1 - (double) linked / text;
        }
    }

    private final Map<Element, Size> sizes = new IdentityHashMap<>();
    private final Map<Element, Double> weights = new IdentityHashMap<>();

    private MainText() {}

    /** Takes out of the page what is no text of it. */
    static Found<String> of(Document page) {
        page.select(NEVER).remove();
        page.select("header, footer").stream()
                .filter(around -> around.closest("article") == null || around.nameIs("footer"))
                .toList()
                .forEach(Node::remove);
        String whole = all(page.body());
        page.body().select("*").stream().filter(MainText::isAround).toList().forEach(Node::remove);
        Element marked = page.selectFirst("[itemprop=articleBody]");
        if (marked != null && paragraphs(marked).length() >= SHORTEST) {
            return new Found<>(paragraphs(marked), "the page's article");
        }
        String found = new MainText().heaviest(page.body());
        if (found.length() >= SHORTEST) {
            return new Found<>(found, "the page's article");
        }
        if (whole == null) {
            throw Paragraphs.tooLong();
        }
        return new Found<>(whole, "the whole page");
    }

    /** Null where it is too long: what readers wrote below an article may be, and the article not. */
    private static @Nullable String all(Element body) {
        try {
            return paragraphs(body);
        } catch (Unreadable e) {
            return null;
        }
    }

    private static boolean isAround(Element element) {
        String named = element.id() + " " + element.className();
        return !element.nameIs("article")
                && !element.nameIs("main")
                && AROUND.matcher(named).find()
                && !WITHIN.matcher(named).find();
    }

    private String heaviest(Element body) {
        measure(body);
        body.select("p, blockquote, pre, li, td, h2, h3, section, div").forEach(this::weigh);
        return weights.entrySet().stream()
                .max((a, b) -> Double.compare(worth(a), worth(b)))
                .map(best -> withSiblings(best.getKey()))
                .orElse("");
    }

    private double worth(Map.Entry<Element, Double> one) {
        return one.getValue() * size(one.getKey()).unlinked();
    }

    private Size size(Element element) {
        return sizes.computeIfAbsent(element, one -> new Size());
    }

    private void measure(Element body) {
        NodeTraversor.traverse(
                new NodeVisitor() {
                    private int links;

                    @Override
                    public void head(Node node, int depth) {
                        if (node instanceof Element element && element.nameIs("a")) {
                            links++;
                        } else if (node instanceof TextNode text && node.parent() instanceof Element parent) {
                            int length = text.getWholeText().strip().length();
                            size(parent).text += length;
                            size(parent).linked += links > 0 ? length : 0;
                        }
                    }

                    @Override
                    public void tail(Node node, int depth) {
                        if (node instanceof Element element) {
                            links -= element.nameIs("a") ? 1 : 0;
                            if (element.parent() != null) {
                                size(element.parent()).text += size(element).text;
                                size(element.parent()).linked += size(element).linked;
                            }
                        }
                    }
                },
                body);
    }

    /** A paragraph counts for what it stands in, and half for what that stands in: some pages put each into one of its own. */
    private void weigh(Element paragraph) {
        Size size = size(paragraph);
        boolean isContainer = (paragraph.nameIs("div") || paragraph.nameIs("section") || paragraph.nameIs("td"))
                && paragraph.children().stream().anyMatch(child -> child.isBlock() || child.nameIs("table"));
        if (size.text < SHORTEST_PARAGRAPH || isContainer) {
            return;
        }
        double weight = (1 + Math.min(size.text / 50.0, 10)) * size.unlinked();
        Element parent = paragraph.parent();
        for (double part = 1; parent != null && part > 0.2; part /= 2) {
            weights.merge(parent, weight * part, Double::sum);
            parent = parent.parent();
        }
    }

    /** Some articles go on beside where most of them stands, behind a picture. */
    private String withSiblings(Element best) {
        Paragraphs text = new Paragraphs();
        double enough = weights.getOrDefault(best, 0.0) / 4;
        Stream<Element> siblings = best.parent() == null ? Stream.of(best) : best.parent().children().stream();
        siblings.filter(one -> one == best
                        || weights.getOrDefault(one, 0.0) > enough
                        || one.nameIs("p") && size(one).text > 80 && size(one).unlinked() > 0.7)
                .forEach(one -> add(one, text, this));
        return text.toString();
    }

    /** Lists of links, and what is no more than one. */
    private boolean isLinks(Element block) {
        Size size = size(block);
        return size.text > 0 && size.text < 500 && size.unlinked() < 0.4 && !block.nameIs("p");
    }

    /** The text within an element, a paragraph for each block in it. */
    static String paragraphs(Element within) {
        Paragraphs paragraphs = new Paragraphs();
        add(within, paragraphs, null);
        return paragraphs.toString();
    }

    /** @param sizes by which lists of links are left out */
    private static void add(Element within, Paragraphs paragraphs, @Nullable MainText sizes) {
        NodeTraversor.traverse(new Lines(paragraphs, sizes), within);
    }

    /** Gathers text until a block begins or ends. */
    private static final class Lines implements NodeVisitor {

        private static final List<String> CELLS = List.of("td", "th");

        private final Paragraphs paragraphs;
        private final @Nullable MainText sizes;
        private final StringBuilder line = new StringBuilder();
        private @Nullable Element leftOut;

        Lines(Paragraphs paragraphs, @Nullable MainText sizes) {
            this.paragraphs = paragraphs;
            this.sizes = sizes;
        }

        @Override
        public void head(Node node, int depth) {
            if (leftOut != null) {
                return;
            }
            if (node instanceof TextNode text) {
                line.append(text.getWholeText().replace('\n', ' ').replace('\r', ' '));
            } else if (node instanceof Element element) {
                if (element.nameIs("br")) {
                    line.append('\n');
                } else if (isBlock(element)) {
                    end();
                    leftOut = sizes != null && sizes.isLinks(element) ? element : null;
                }
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (leftOut == node) {
                leftOut = null;
            }
            if (node instanceof Element element) {
                if (isBlock(element) || depth == 0) {
                    end();
                } else if (CELLS.contains(element.normalName())) {
                    line.append(' ');
                }
            }
        }

        private static boolean isBlock(Element element) {
            return element.isBlock() && !CELLS.contains(element.normalName());
        }

        private void end() {
            if (Thread.currentThread().isInterrupted()) {
                throw new Unreadable(Extractor.TOO_SLOW);
            }
            paragraphs.add(line.toString());
            line.setLength(0);
        }
    }
}
