package org.claimtrail.intake;

import static org.claimtrail.intake.Markup.address;
import static org.claimtrail.intake.Markup.all;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.claimtrail.intake.MarkupReader.Found;
import org.claimtrail.platform.Json;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads annotations (W3C Web Annotation Data Model, and Hypothesis's exports of them). What an annotation of a passage names a
 * claim by, as C-12 or by its address, makes the passage an appearance of that claim; what else it says is a note on the claim.
 * So is what is said of a claim's own page.
 */
final class WebAnnotationReader extends MarkupEntries {

    static final String SCHEME = "annotation";

    private static final Pattern CLAIM =
            Pattern.compile("\\b(C-[1-9][0-9]{0,17})\\b|/claims/(C-[1-9][0-9]{0,17}|[0-9a-fA-F-]{36})\\b");

    private static final int DEEPEST = 12;

    private static final int LONGEST_ID = 500;

    WebAnnotationReader(MarkupReader markup) {
        super(markup, "There is no annotation in it.");
    }

    @Override
    void read(Found found) {
        List<ObjectNode> annotations = new ArrayList<>();
        gather(found.object(), object -> object.has("target"), annotations::add);
        if (annotations.isEmpty() && !found.aside()) {
            add(Entry.faulty(
                    found.line(), found.object().toString(), Remark.of("is no annotation: it has no target.")));
        }
        annotations.forEach(one -> read(found.line(), one));
    }

    private void read(long line, ObjectNode annotation) {
        String content = annotation.toString();
        List<String> said = new ArrayList<>();
        texts(annotation.get("body"), said, 0);
        texts(annotation.get("bodyValue"), said, 0);
        texts(annotation.get("text"), said, 0);
        List<String> names = new ArrayList<>(said);
        all(annotation.get("tags")).forEach(tag -> names.add(tag.asString("")));
        String claim = claim(names);
        List<JsonNode> targets = new ArrayList<>();
        all(annotation.get("target")).forEach(target -> targets(target, targets));
        String note = String.join(
                        "\n\n", said.stream().filter(text -> !isName(text)).toList())
                .strip();
        boolean read = false;
        for (JsonNode target : targets) {
            String url = source(target);
            if (url == null) {
                url = address(annotation.get("uri"));
            }
            String ofPage = url == null ? null : claim(List.of(url));
            if (ofPage != null && !note.isEmpty()) {
                add(Entry.of(line, content, note(annotation, note, ofPage)));
                read = true;
            } else if (claim != null && url != null) {
                List<Draft> drafts = new ArrayList<>();
                drafts.add(Draft.ofClaim(Resource.CLAIM, appearance(annotation, target, url), ref(claim)));
                if (!note.isEmpty()) {
                    drafts.add(note(annotation, note, claim));
                }
                add(new Entry(line, content, List.copyOf(drafts), List.of(), List.of()));
                read = true;
            }
        }
        if (!read) {
            add(Entry.faulty(
                    line,
                    content,
                    claim == null
                            ? new Remark(
                                    "/body", null, "names no claim: write its number, such as C-12, or its address.")
                            : new Remark("/target", null, "has no address of a document.")));
        }
    }

    private static ObjectNode appearance(ObjectNode annotation, JsonNode target, String url) {
        ObjectNode appearance = Json.object();
        ObjectNode article = appearance.putObject("article");
        int hash = url.indexOf('#');
        String fragment = hash < 0 ? null : url.substring(hash + 1);
        article.put("url", url);
        String title = Markup.text(annotation.path("document").get("title"));
        if (title != null) {
            article.put("title", title);
        }
        ObjectNode locator = Json.object();
        for (JsonNode selector : all(target.get("selector"))) {
            locate(selector, locator, 0);
        }
        if (!locator.has("fragment") && fragment != null && fragment.contains("=")) {
            locator.put("fragment", fragment);
        }
        if (!locator.isEmpty()) {
            appearance.set("locator", locator);
        }
        return appearance;
    }

    private static void locate(JsonNode selector, ObjectNode locator, int depth) {
        String type = selector.path("type").asString("");
        if (type.equals("TextQuoteSelector")
                && !selector.path("exact").asString("").isBlank()) {
            for (String part : List.of("exact", "prefix", "suffix")) {
                String text = selector.path(part).asString("");
                if (!text.isBlank()) {
                    locator.put(part, text);
                }
            }
        } else if (type.equals("TextPositionSelector")
                && selector.path("start").isIntegralNumber()
                && selector.path("end").isIntegralNumber()) {
            locator.set("start", selector.get("start"));
            locator.set("end", selector.get("end"));
        } else if (type.equals("FragmentSelector")
                && !selector.path("value").asString("").isBlank()) {
            locator.put("fragment", selector.get("value").stringValue());
        }
        if (selector.has("refinedBy") && depth < DEEPEST) {
            all(selector.get("refinedBy")).forEach(finer -> locate(finer, locator, depth + 1));
        }
    }

    private static Draft note(ObjectNode annotation, String text, String claim) {
        ObjectNode note = Json.object().put("text", text);
        String id = annotation.path("id").asString("");
        if (!id.isBlank() && id.length() <= LONGEST_ID) {
            note.putArray("externalIds").addObject().put("scheme", SCHEME).put("id", id.strip());
        }
        return Draft.ofClaim(Resource.NOTE, note, ref(claim));
    }

    private static ObjectNode ref(String claim) {
        return Json.object().put("id", claim);
    }

    /** What is said in words, or named by an address. */
    private static void texts(@Nullable JsonNode body, List<String> into, int depth) {
        for (JsonNode one : all(body)) {
            if (one.isString()) {
                into.add(one.stringValue());
            } else if (one instanceof ObjectNode object && depth < DEEPEST) {
                for (String member : List.of("value", "id", "source")) {
                    if (object.path(member).isString()) {
                        into.add(object.get(member).stringValue());
                    }
                }
                texts(object.get("items"), into, depth + 1);
            }
        }
    }

    private static void targets(JsonNode target, List<JsonNode> into) {
        if (target.has("items")) {
            all(target.get("items")).forEach(one -> targets(one, into));
        } else {
            into.add(target);
        }
    }

    private static @Nullable String source(JsonNode target) {
        if (target.isString()) {
            return address(target);
        }
        String source = address(target.get("source"));
        return source == null ? address(target) : source;
    }

    private static @Nullable String claim(List<String> texts) {
        for (String text : texts) {
            Matcher named = CLAIM.matcher(text);
            if (named.find()) {
                return named.group(1) == null ? named.group(2) : named.group(1);
            }
        }
        return null;
    }

    /** Nothing but an address, or a claim's number. */
    private static boolean isName(String text) {
        String one = text.strip();
        return !one.contains(" ")
                && (one.matches("(?i)[a-z][a-z0-9+.-]*:.*")
                        || CLAIM.matcher(one).matches());
    }
}
