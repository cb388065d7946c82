package org.claimtrail.translation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what a template says, and says it otherwise. A text is what stands between two elements that are no part of a sentence;
 * those that are (links, emphasis, values) are {@code <1>…</1>} in it, or {@code <2/>} where what they say comes from elsewhere.
 * Texts are in attributes too: in those that people read, and in the expressions of Thymeleaf, where a literal with a space or a
 * capital is taken for a text, but where {@code said} is asked to say it; {@code |C-${number} of ${all}|} is the text "C-{0} of {1}".
 */
public final class TemplateTexts {

    private static final String ATTRIBUTES = "(?:\\s+[^\\s=>/]+(?:\\s*=\\s*(?:\"[^\"]*\"|'[^']*'|[^\\s\"'>]+))?)*";

    private static final Pattern MARKUP = Pattern.compile(
            "<!--.*?-->|<![^>]*>|</(?<end>[a-zA-Z][\\w:-]*)\\s*>|" + "<(?<start>[a-zA-Z][\\w:-]*)(?<attributes>"
                    + ATTRIBUTES + ")\\s*(?<empty>/?)>",
            Pattern.DOTALL);

    private static final Pattern ATTRIBUTE = Pattern.compile("([^\\s=>/]+)(\\s*=\\s*)([\"'])(.*?)\\3", Pattern.DOTALL);

    private static final Pattern LITERAL = Pattern.compile("(\\.said\\()?'((?:[^'\\\\]|\\\\.)*)'|\\|([^|]*)\\|");

    private static final Pattern PLACE = Pattern.compile("\\{([0-9])}");

    private static final Pattern PART = Pattern.compile("<(?<lone>[0-9]+)/>|<(?<from>[0-9]+)>|</(?<to>[0-9]+)>");

    private static final Pattern SAYS_SOMETHING = Pattern.compile("\\p{L}{2}|\\b[aI]\\b");

    /** Literals that are a text: with a space and a word, or a capital and what follows it. */
    private static final Pattern TEXT =
            Pattern.compile("(?s)\\s*(?:(?=.*\\s)(?=.*\\p{L}{2})|(?=\\p{Lu}[\\p{Ll}-]*\\p{Ll}[.…:]?$))[^/#].*");

    private static final Set<String> VOID = Set.of(
            "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr");

    private static final Set<String> IN_SENTENCES = Set.of(
            "a",
            "abbr",
            "b",
            "bdi",
            "br",
            "cite",
            "code",
            "del",
            "dfn",
            "em",
            "i",
            "input",
            "ins",
            "kbd",
            "mark",
            "q",
            "s",
            "samp",
            "small",
            "span",
            "strong",
            "sub",
            "sup",
            "th:block",
            "time",
            "u",
            "var",
            "wbr");

    private static final Set<String> READ = Set.of("title", "placeholder", "aria-label", "alt", "label", "hx-confirm");

    /** Whose expressions say nothing to people. */
    private static final Pattern SILENT = Pattern.compile(
            "th:(?:class|classappend|attrappend|href|action|src|id|name|for|list|datetime|"
                    + "lang|dir|each|if|unless|switch|case|object|fragment|method|type|remove|aria-describedby|hx-.*|accept)");

    private final UnaryOperator<String> translation;

    /** @param translation of each text; what it does not know it gives back as it is */
    public TemplateTexts(UnaryOperator<String> translation) {
        this.translation = translation;
    }

    /** A template, saying otherwise what it says. */
    public String translated(String template) {
        StringBuilder written = new StringBuilder(template.length());
        contents(tree(template), written);
        return written.toString();
    }

    // ---- The tree of a template.

    private static final class Node {

        /** Of an element what opens it, of all else the whole. */
        private final String markup;

        private final String name;
        private final boolean isVoid;
        private final List<Node> children = new ArrayList<>();

        Node(String markup, String name, boolean isVoid) {
            this.markup = markup;
            this.name = name;
            this.isVoid = isVoid;
        }

        boolean isText() {
            return name.isEmpty() && !markup.startsWith("<");
        }

        boolean isElement() {
            return !name.isEmpty();
        }

        /** What stands in it is only there for whoever reads the template. */
        boolean saysWhatIsGiven() {
            return markup.contains(" th:text=")
                    || markup.contains(" th:utext=")
                    || markup.contains("th:replace=")
                    || markup.contains("th:insert=");
        }

        boolean isPartOfSentence() {
            return isText()
                    || !isElement()
                    || IN_SENTENCES.contains(name)
                            && (saysWhatIsGiven() || children.stream().allMatch(Node::isPartOfSentence));
        }
    }

    private static List<Node> tree(String template) {
        Node root = new Node("", "root", false);
        List<Node> open = new ArrayList<>(List.of(root));
        Matcher markup = MARKUP.matcher(template);
        int from = 0;
        while (markup.find()) {
            text(template.substring(from, markup.start()), open);
            from = markup.end();
            List<Node> here = open.get(open.size() - 1).children;
            if (markup.group("start") != null) {
                String name = markup.group("start");
                boolean isVoid = VOID.contains(name) || !markup.group("empty").isEmpty();
                Node element = new Node(markup.group(), name, isVoid);
                here.add(element);
                if (name.equals("script") || name.equals("style")) {
                    int end = template.indexOf("</" + name, from);
                    element.children.add(new Node(template.substring(from, end), "", false));
                    from = end;
                    markup.region(from, template.length());
                }
                if (!isVoid) {
                    open.add(element);
                }
            } else if (markup.group("end") != null) {
                Node closed = open.remove(open.size() - 1);
                if (!closed.name.equals(markup.group("end"))) {
                    throw new IllegalArgumentException(
                            "<" + closed.name + "> is closed by " + markup.group() + " in a template.");
                }
            } else {
                here.add(new Node(markup.group(), "", false));
            }
        }
        text(template.substring(from), open);
        if (open.size() > 1) {
            throw new IllegalArgumentException("<" + open.get(1).name + "> is not closed in a template.");
        }
        return root.children;
    }

    private static void text(String text, List<Node> open) {
        if (!text.isEmpty()) {
            open.get(open.size() - 1).children.add(new Node(text, "", false));
        }
    }

    // ---- What is written.

    private void contents(List<Node> nodes, StringBuilder to) {
        List<Node> sentence = new ArrayList<>();
        for (Node node : nodes) {
            if (node.isPartOfSentence()) {
                sentence.add(node);
            } else {
                sentence(sentence, to);
                sentence.clear();
                element(node, to);
            }
        }
        sentence(sentence, to);
    }

    private void element(Node node, StringBuilder to) {
        opening(node, to);
        if (node.isVoid) {
            return;
        }
        if (node.saysWhatIsGiven() || node.name.equals("script") || node.name.equals("style")) {
            node.children.forEach(child -> asItIs(child, to));
        } else {
            contents(node.children, to);
        }
        to.append("</").append(node.name).append('>');
    }

    private static void asItIs(Node node, StringBuilder to) {
        to.append(node.markup);
        node.children.forEach(child -> asItIs(child, to));
        if (node.isElement() && !node.isVoid) {
            to.append("</").append(node.name).append('>');
        }
    }

    private void sentence(List<Node> nodes, StringBuilder to) {
        int from = 0;
        int until = nodes.size();
        while (from < until && isAside(nodes.get(from))) {
            each(nodes.subList(from, ++from), to);
        }
        while (until > from && isAside(nodes.get(until - 1))) {
            until--;
        }
        List<Node> said = nodes.subList(from, until);
        if (said.stream()
                .noneMatch(node ->
                        node.isText() && SAYS_SOMETHING.matcher(node.markup).find())) {
            each(said, to);
        } else {
            List<Node> parts = new ArrayList<>();
            StringBuilder english = new StringBuilder();
            said.forEach(node -> spell(node, parts, english));
            String text = english.toString();
            to.append(text, 0, text.length() - text.stripLeading().length());
            filled(translation.apply(text.strip().replaceAll("\\s+", " ")), parts, to);
            to.append(text, text.stripTrailing().length(), text.length());
        }
        each(nodes.subList(until, nodes.size()), to);
    }

    /** What stands before or behind a sentence, and is no part of it. */
    private static boolean isAside(Node node) {
        return node.isText()
                ? node.markup.isBlank()
                : !node.isElement() || node.name.equals("input") || node.markup.contains("th:replace=");
    }

    private void each(List<Node> nodes, StringBuilder to) {
        for (Node node : nodes) {
            if (node.isElement()) {
                element(node, to);
            } else {
                to.append(node.markup);
            }
        }
    }

    /** A sentence as translators see it. */
    private static void spell(Node node, List<Node> parts, StringBuilder english) {
        if (node.isText()) {
            english.append(node.markup);
        } else if (node.isElement()) {
            parts.add(node);
            int number = parts.size();
            if (node.isVoid || node.saysWhatIsGiven() || node.children.isEmpty()) {
                english.append('<').append(number).append("/>");
            } else {
                english.append('<').append(number).append('>');
                node.children.forEach(child -> spell(child, parts, english));
                english.append("</").append(number).append('>');
            }
        }
    }

    private void filled(String said, List<Node> parts, StringBuilder to) {
        Matcher part = PART.matcher(said);
        int from = 0;
        while (part.find()) {
            to.append(said, from, part.start());
            from = part.end();
            if (part.group("lone") != null) {
                element(parts.get(Integer.parseInt(part.group("lone")) - 1), to);
            } else if (part.group("from") != null) {
                opening(parts.get(Integer.parseInt(part.group("from")) - 1), to);
            } else {
                Node closed = parts.get(Integer.parseInt(part.group("to")) - 1);
                to.append("</").append(closed.name).append('>');
            }
        }
        to.append(said.substring(from));
    }

    private void opening(Node element, StringBuilder to) {
        to.append(ATTRIBUTE.matcher(element.markup).replaceAll(attribute -> {
            String name = attribute.group(1);
            String quote = attribute.group(3);
            String value = attribute.group(4);
            String said = READ.contains(name)
                    ? read(value)
                    : name.startsWith("th:") && !SILENT.matcher(name).matches() ? expression(value) : value;
            return Matcher.quoteReplacement(name + attribute.group(2) + quote + said + quote);
        }));
    }

    private String read(String value) {
        return SAYS_SOMETHING.matcher(value).find() ? translation.apply(value.strip()) : value;
    }

    /** An expression of Thymeleaf, with its literals said otherwise. */
    private String expression(String expression) {
        return LITERAL.matcher(expression).replaceAll(found -> {
            String text = found.group(2);
            return Matcher.quoteReplacement(
                    text == null
                            ? "|" + filledIn(found.group(3)) + "|"
                            : found.group(1) == null && TEXT.matcher(text).matches()
                                    ? "'" + asLiteral(text) + "'"
                                    : found.group());
        });
    }

    private String asLiteral(String text) {
        String said = translation.apply(text.strip().replace("\\'", "'"));
        String space = text.substring(0, text.length() - text.stripLeading().length());
        return space
                + said.replace("'", "\\'")
                + text.substring(text.stripTrailing().length());
    }

    /** {@code C-${number} of ${all}}, whose values may say something themselves. */
    private String filledIn(String text) {
        List<String> values = new ArrayList<>();
        StringBuilder english = new StringBuilder();
        int from = 0;
        for (int at = text.indexOf("${"); at >= 0; at = text.indexOf("${", from)) {
            english.append(text, from, at).append('{').append(values.size()).append('}');
            from = end(text, at + 1);
            values.add(expression(text.substring(at, from)));
        }
        english.append(text.substring(from));
        String said = english.toString();
        String bare = PLACE.matcher(said).replaceAll("");
        if (TEXT.matcher(said).matches() && SAYS_SOMETHING.matcher(bare).find()) {
            String stripped = said.strip();
            said = said.substring(0, said.indexOf(stripped))
                    + translation.apply(stripped)
                    + said.substring(said.indexOf(stripped) + stripped.length());
        }
        return PLACE.matcher(said)
                .replaceAll(place -> Matcher.quoteReplacement(values.get(Integer.parseInt(place.group(1)))));
    }

    /** Behind the brace that closes the one at a place. */
    private static int end(String text, int brace) {
        int depth = 0;
        for (int at = brace; at < text.length(); at++) {
            depth += text.charAt(at) == '{' ? 1 : text.charAt(at) == '}' ? -1 : 0;
            if (depth == 0) {
                return at + 1;
            }
        }
        throw new IllegalArgumentException("A brace is not closed in a template: " + text);
    }
}
