package org.claimtrail.pages.web;

import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.claimtrail.platform.Edit;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.MalformedBody;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.Sha256;
import org.claimtrail.prose.Tree;
import org.claimtrail.reading.TypedValues;
import org.claimtrail.translation.Spoken;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A form, as it is shown and as it was sent. Each field is named by where its value stands in the body that the service
 * reads, as a JSON Pointer: so the API and the forms share all rules, and a fault finds its field.
 *
 * <p>An ending says how a field is read: {@code @lines} is a list with an element a line, {@code @json} a JSON object, and
 * {@code @was} what a reference was called when the form was made: where it is called otherwise now, another thing is meant.
 */
final class Form {

    private static final String LINES = "@lines";
    private static final String JSON = "@json";
    private static final String WAS = "@was";

    /** What was typed before is to be shown again. */
    private static final String AGAIN = "again";

    /** With {@code mine} or {@code theirs}: which of two versions of a member to keep. */
    private static final String CHOOSE = "choose@";

    /** What stands for a thing that has a page of its own: its id says which. */
    private static final Set<String> REFERENCES = Set.of(
            "about",
            "sources",
            "publisher",
            "article",
            "measure",
            "provider",
            "reviewer",
            "source",
            "figure",
            "alternativeTo",
            "evidence");

    private static final Set<String> NUMBERS = Set.of(
            "amount",
            "lowerBound",
            "upperBound",
            "factor",
            "worst",
            "best",
            "value",
            "rate",
            "version",
            "start",
            "end",
            "credibility",
            "batch",
            "parallel");

    /** Those of them that people may write out, as texts have them: 5.7 million. */
    private static final Set<String> WRITTEN_OUT = Set.of("amount", "lowerBound", "upperBound");

    private static final Set<String> DATES = Set.of(
            "publishedOn",
            "saidOn",
            "period",
            "occurred",
            "resolvesBy",
            "capturedOn",
            "reviewedOn",
            "from",
            "until",
            "on");

    private static final Set<String> ADDRESSES = Set.of("url", "archiveUrl", "homepage");

    /** Texts in which white space at the ends is kept as it is. */
    private static final Set<String> VERBATIM = Set.of(
            "text",
            "exact",
            "prefix",
            "suffix",
            "quote",
            "original",
            "body",
            "summary",
            "note",
            "description",
            "assumption",
            "asStated",
            "place",
            "roleAsStated",
            "cue",
            "venue",
            "title",
            "reason");

    private static final Set<String> FLAGS = Set.of("override", "disabled", "active");
    private static final Set<String> READ_ONLY =
            Set.of("excerptGone", "excerptState", "excerptGoneSince", "withinArticle");

    /** Digits in groups of three, as people write them. */
    private static final int MOST_ROWS = 1000;

    private static final int DEEPEST = 20;

    /** Where two people changed the same thing, and what each made of it. */
    record Difference(
            String member,
            @Nullable Object theirs,
            @Nullable Object mine,
            boolean keepsMine) {}

    private final ObjectNode body;
    private String version = "";
    private Map<String, String> base = new LinkedHashMap<>();
    private final Map<String, List<String>> faults = new LinkedHashMap<>();
    private List<Difference> differences = List.of();
    private Set<String> theirs = Set.of();
    private boolean altered;

    private Form(ObjectNode body) {
        this.body = body;
    }

    static Form blank() {
        return new Form(Json.object());
    }

    static Form of(ObjectNode body) {
        return new Form(body);
    }

    /** @param members those of the answer that the form may change */
    static Form of(Representation present, Set<String> members) {
        Form form = new Form(only(present.tree(), members));
        form.rest(present, members);
        return form;
    }

    static Form sent(HttpServletRequest request) {
        Map<String, String> given = given(request);
        Form form = kept(given);
        form.version = given.getOrDefault("version", "");
        for (String member : given.getOrDefault("base", "").split(";")) {
            int colon = member.indexOf(':');
            if (colon > 0) {
                form.base.put(member.substring(0, colon), member.substring(colon + 1));
            }
        }
        form.theirs = new TreeSet<>();
        given.forEach((name, value) -> {
            if (name.startsWith(CHOOSE) && value.equals("theirs")) {
                form.theirs.add(name.substring(CHOOSE.length()));
            }
        });
        form.altered = given.containsKey(AGAIN);
        form.alter(given.getOrDefault("add-row", ""), given.getOrDefault("remove-row", ""));
        if (!form.altered) {
            prune(form.body);
        }
        return form;
    }

    /** One that was sent, or kept as it was typed, with all its rows: it is not sent yet. */
    static Form kept(Map<String, String> given) {
        Form form = new Form(Json.object());
        given.forEach((name, value) -> {
            if (name.startsWith("/") && !name.endsWith(WAS)) {
                form.put(name, value.replace("\r\n", "\n"));
            }
        });
        given.forEach((name, value) -> {
            if (name.startsWith("/") && name.endsWith(WAS)) {
                form.mindRenamed(name.substring(0, name.length() - WAS.length()), value);
            }
        });
        return form;
    }

    /** The fields of a request, each with the first of its values. */
    static Map<String, String> given(HttpServletRequest request) {
        Map<String, String> given = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> given.put(name, values[0]));
        return given;
    }

    /** Whether it was sent to be shown again, as with a row more or less, and not to be saved. */
    boolean isAltered() {
        return altered;
    }

    ObjectNode body() {
        return body;
    }

    IfMatch ifMatch() {
        return version.isEmpty() ? IfMatch.ANY : IfMatch.of(List.of(version));
    }

    /**
     * What the form makes of a thing: the same, where nothing in it was changed.
     *
     * @param members those that the form has
     */
    Edit edit(Set<String> members) {
        return present -> {
            if (reduced(only(present, members)).equals(reduced(body))) {
                return present;
            }
            ObjectNode changed = present.deepCopy().remove(members);
            changed.setAll(body);
            return changed;
        };
    }

    void blame(List<Fault> found) {
        for (Fault fault : found) {
            faults.computeIfAbsent(fault.pointer(), at -> new ArrayList<>()).add(fault.detail());
        }
    }

    /** Shows what somebody else made of it meanwhile, beside what this form makes of it. */
    void compare(Representation present, Set<String> members) {
        ObjectNode now = only(present.tree(), members);
        List<Difference> found = new ArrayList<>();
        for (String member : members) {
            if (!hash(now, member).equals(hash(body, member))) {
                boolean changedHere = !hash(body, member).equals(base.get(member));
                found.add(new Difference(member, Tree.of(now.get(member)), Tree.of(body.get(member)), changedHere));
            }
        }
        differences = found;
        rest(present, members);
    }

    /** Takes over what was chosen of the present version. */
    void takeChosen(Supplier<Representation> present) {
        if (theirs.isEmpty()) {
            return;
        }
        ObjectNode now = present.get().tree();
        for (String member : theirs) {
            if (now.has(member)) {
                body.set(member, now.get(member));
            } else {
                body.remove(member);
            }
        }
    }

    /**
     * Whether nobody changed anything that the form has, since it was made. An ETag changes with more than that, such as a
     * status, or the name of a source.
     */
    boolean isForSame(Representation present, Set<String> members) {
        ObjectNode now = only(present.tree(), members);
        return members.stream().allMatch(member -> hash(now, member).equals(base.get(member)));
    }

    /** To be saved if the thing is still as it is now. */
    void rest(Representation present, Set<String> members) {
        version = present.etag();
        ObjectNode now = only(present.tree(), members);
        base = new LinkedHashMap<>();
        members.forEach(member -> base.put(member, hash(now, member)));
    }

    // What templates ask.

    public String version() {
        return version;
    }

    public String base() {
        StringBuilder text = new StringBuilder();
        base.forEach(
                (member, hash) -> text.append(member).append(':').append(hash).append(';'));
        return text.toString();
    }

    public List<Difference> differences() {
        return differences;
    }

    /** The value at a pointer, as text; empty where there is none. */
    public String value(String pointer) {
        JsonNode node = at(pointer);
        if (node.isNumber()) {
            return TypedNumber.written(node.decimalValue());
        }
        return node.isContainer() ? new String(Json.write(node), StandardCharsets.UTF_8) : node.asString("");
    }

    /** The elements at a pointer, a line each. */
    public String lines(String pointer) {
        List<String> lines = new ArrayList<>();
        at(pointer).forEach(element -> lines.add(element.asString("")));
        return String.join("\n", lines);
    }

    public boolean has(String pointer) {
        return !at(pointer).isMissingNode();
    }

    /** The pointers of the elements at a pointer. */
    public List<String> rows(String pointer) {
        return IntStream.range(0, at(pointer).size())
                .mapToObj(i -> pointer + "/" + i)
                .toList();
    }

    public List<String> faults(String pointer) {
        return faults.getOrDefault(pointer, List.of());
    }

    public Map<String, List<String>> faults() {
        return faults;
    }

    private JsonNode at(String pointer) {
        return body.at(JsonPointer.compile(pointer));
    }

    // How it is read.

    private void put(String name, String text) {
        if (name.endsWith(LINES)) {
            ArrayNode lines = Json.mapper().createArrayNode();
            text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(lines::add);
            place(name.substring(0, name.length() - LINES.length()), lines);
        } else if (name.endsWith(JSON)) {
            String pointer = name.substring(0, name.length() - JSON.length());
            place(pointer, text.isBlank() ? null : object(pointer, text));
        } else {
            String leaf = name.substring(name.lastIndexOf('/') + 1);
            place(name, text.isBlank() ? null : typed(leaf, VERBATIM.contains(leaf) ? text : text.strip()));
        }
    }

    private static JsonNode object(String pointer, String text) {
        try {
            return Json.parseObject(text.getBytes(StandardCharsets.UTF_8));
        } catch (MalformedBody e) {
            throw new InvalidInput(List.of(new Fault(pointer, "must be one of the choices.")));
        }
    }

    private static JsonNode number(BigDecimal number) {
        var nodes = Json.mapper().getNodeFactory();
        return number.scale() == 0 && number.precision() < 19
                ? nodes.numberNode(number.longValue())
                : nodes.numberNode(number);
    }

    /** What is no number stays a text: the service says that it has to be one. */
    private static JsonNode typed(String leaf, String text) {
        var nodes = Json.mapper().getNodeFactory();
        if (FLAGS.contains(leaf)) {
            return nodes.booleanNode(text.equals("true"));
        }
        if (NUMBERS.contains(leaf)) {
            Optional<BigDecimal> number = TypedNumber.read(text);
            if (number.isEmpty() && WRITTEN_OUT.contains(leaf)) {
                number = TypedValues.number(text, Spoken.language());
            }
            if (number.isPresent()) {
                return number(number.get());
            }
        }
        if (DATES.contains(leaf)) {
            return nodes.stringNode(TypedValues.date(text, Spoken.language()).orElse(text));
        }
        if (ADDRESSES.contains(leaf)) {
            return nodes.stringNode(TypedAddress.of(text).orElse(text));
        }
        return nodes.stringNode(text);
    }

    /** Puts a value where it belongs, and makes what it stands in. Without a value, only that. */
    private void place(String pointer, @Nullable JsonNode value) {
        String[] path = Arrays.stream(pointer.substring(1).split("/", -1))
                .map(segment -> segment.replace("~1", "/").replace("~0", "~"))
                .toArray(String[]::new);
        if (path.length > DEEPEST) {
            throw new InvalidInput(List.of(new Fault("", "has a field that is nested too deep.")));
        }
        JsonNode parent = body;
        for (int i = 0; i < path.length; i++) {
            boolean last = i == path.length - 1;
            JsonNode child = child(parent, path[i]);
            if (last) {
                if (value != null || parent.isArray()) {
                    set(
                            parent,
                            path[i],
                            value == null ? Json.mapper().getNodeFactory().stringNode("") : value,
                            pointer);
                }
            } else if (child == null || !child.isContainer()) {
                boolean rows = path[i + 1].matches("[0-9]{1,9}");
                JsonNode made = rows ? Json.mapper().createArrayNode() : Json.object();
                set(parent, path[i], made, pointer);
                parent = made;
            } else {
                parent = child;
            }
        }
    }

    private static @Nullable JsonNode child(JsonNode parent, String segment) {
        return parent.isArray()
                ? (segment.matches("[0-9]{1,9}") ? parent.get(Integer.parseInt(segment)) : null)
                : parent.get(segment);
    }

    private static void set(JsonNode parent, String segment, JsonNode value, String pointer) {
        if (parent instanceof ArrayNode array) {
            int index = segment.matches("[0-9]{1,9}") ? Integer.parseInt(segment) : MOST_ROWS;
            if (index >= MOST_ROWS) {
                throw new InvalidInput(
                        List.of(new Fault(pointer, "has no place here: a form has at most " + MOST_ROWS + " rows.")));
            }
            while (array.size() <= index) {
                array.addObject();
            }
            array.set(index, value);
        } else {
            ((ObjectNode) parent).set(segment, value);
        }
    }

    private void mindRenamed(String pointer, String was) {
        JsonNode parent = at(pointer.substring(0, pointer.lastIndexOf('/')));
        if (parent instanceof ObjectNode reference
                && !reference
                        .path(pointer.substring(pointer.lastIndexOf('/') + 1))
                        .asString("")
                        .equals(was)) {
            reference.remove("id");
        }
    }

    private void alter(String add, String remove) {
        if (add.startsWith("/")) {
            altered = true;
            JsonNode rows = at(add);
            int next = rows.isArray() ? rows.size() : 0;
            String fresh = add + "/" + next;
            JsonNode empty =
                    add.equals("/topics") ? Json.mapper().getNodeFactory().stringNode("") : Json.object();
            place(fresh, empty);
            if (add.equals("/figures")) {
                // So that other figures of this form can name it before it has an id.
                int free = next + 1;
                while (at(add).valueStream()
                        .map(figure -> figure.path("key").asString(""))
                        .toList()
                        .contains("figure-" + free)) {
                    free++;
                }
                ((ObjectNode) at(fresh)).put("key", "figure-" + free);
            }
        } else if (remove.startsWith("/")) {
            altered = true;
            int slash = remove.lastIndexOf('/');
            String segment = remove.substring(slash + 1);
            if (at(remove.substring(0, slash)) instanceof ArrayNode rows && segment.matches("[0-9]{1,9}")) {
                rows.remove(Integer.parseInt(segment));
            }
        }
    }

    /** Leaves out rows and parts in which nothing was filled in. */
    private static boolean prune(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (String name : new ArrayList<>(object.propertyNames())) {
                if (prune(object.get(name))) {
                    object.remove(name);
                }
            }
            return object.isEmpty() || object.size() == 1 && object.has("key");
        }
        if (node instanceof ArrayNode array) {
            for (int i = array.size() - 1; i >= 0; i--) {
                if (prune(array.get(i))) {
                    array.remove(i);
                }
            }
            return array.isEmpty();
        }
        return node.isNull() || node.isString() && node.stringValue().isEmpty();
    }

    private static ObjectNode only(ObjectNode tree, Set<String> members) {
        ObjectNode kept = tree.deepCopy();
        kept.retain(members);
        prune(kept);
        return kept;
    }

    private static String hash(ObjectNode tree, String member) {
        JsonNode value = tree.get(member);
        return value == null
                ? "-"
                : HexFormat.of().formatHex(Arrays.copyOf(Sha256.of(Json.write(reduced(member, value.deepCopy()))), 8));
    }

    private static JsonNode reduced(ObjectNode tree) {
        return reduced("", tree.deepCopy());
    }

    /** Without what only tells more of what an id says, and in one order. */
    private static JsonNode reduced(String name, JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode less = Json.object();
            if (REFERENCES.contains(name) && object.has("id")) {
                return less.set("id", object.get("id"));
            }
            new TreeSet<>(object.propertyNames())
                    .stream()
                            .filter(member -> !READ_ONLY.contains(member))
                            .forEach(member -> less.set(member, reduced(member, object.get(member))));
            return less;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode less = Json.mapper().createArrayNode();
            array.forEach(element -> less.add(reduced(name, element)));
            return less;
        }
        // 40 and 40.0 are written alike where nothing but that differs.
        return node.isNumber()
                ? Json.mapper()
                        .getNodeFactory()
                        .stringNode(node.decimalValue().stripTrailingZeros().toPlainString())
                : node;
    }

    /** The members of a form, in their order. */
    static Set<String> members(String... names) {
        return new LinkedHashSet<>(Arrays.asList(names));
    }
}
