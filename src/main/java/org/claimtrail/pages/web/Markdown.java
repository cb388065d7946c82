package org.claimtrail.pages.web;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.claimtrail.prose.Tree;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Shows what people write to each other as CommonMark, without headings, which belong to the page, and without pictures, which
 * would be fetched from elsewhere. Markup of HTML is shown as it was written. Addresses and the numbers of claims are links.
 */
final class Markdown {

    /** An address without the full stop that ends a sentence, the number of a claim, or an account that is mentioned. */
    private static final Pattern NAMED = Pattern.compile(
            "(?<url>https?://[^\\s<>\"]*[^\\s<>\".,;:!?')\\]])|(?<![\\w/-])(?<claim>C-[1-9][0-9]{0,17})\\b|(?<![\\w.+-])(?<who>@[\\w.+-]*\\w)");

    private static final Parser PARSER = Parser.builder()
            .enabledBlockTypes(Set.of(BlockQuote.class, FencedCodeBlock.class, ListBlock.class, ThematicBreak.class))
            .postProcessor(Markdown::withLinks)
            .build();

    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .escapeHtml(true)
            .sanitizeUrls(true)
            .softbreak("<br>\n")
            .attributeProviderFactory(context -> Markdown::describe)
            .build();

    private Markdown() {}

    /** Notes with what they say, as HTML. */
    static List<Tree> written(List<Tree> notes) {
        notes.forEach(note -> note.put("html", html(String.valueOf(note.get("text")))));
        return notes;
    }

    /** HTML of paragraphs, lists, quotes and code: nothing in it runs, and nothing is loaded. */
    static String html(String text) {
        return RENDERER.render(PARSER.parse(text));
    }

    private static void describe(Node node, String tag, Map<String, String> attributes) {
        if (node instanceof Link) {
            attributes.put("rel", "nofollow noopener noreferrer");
        }
        if (node instanceof Paragraph || node instanceof ListItem) {
            attributes.put("dir", "auto");
        }
    }

    private static Node withLinks(Node document) {
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                // What it says is what it says.
            }

            @Override
            public void visit(Image image) {
                Link link = new Link(image.getDestination(), image.getTitle());
                while (image.getFirstChild() != null) {
                    link.appendChild(image.getFirstChild());
                }
                if (link.getFirstChild() == null) {
                    link.appendChild(new Text(image.getDestination()));
                }
                image.insertBefore(link);
                image.unlink();
            }

            @Override
            public void visit(Text text) {
                String said = text.getLiteral();
                Matcher named = NAMED.matcher(said);
                int end = 0;
                while (named.find()) {
                    text.insertBefore(new Text(said.substring(end, named.start())));
                    text.insertBefore(node(named));
                    end = named.end();
                }
                text.setLiteral(said.substring(end));
            }
        });
        return document;
    }

    private static Node node(Matcher named) {
        Node node = named.group("who") != null
                ? new StrongEmphasis("**")
                : new Link(named.group("url") != null ? named.group() : "/claims/" + named.group(), null);
        node.appendChild(new Text(named.group()));
        return node;
    }
}
