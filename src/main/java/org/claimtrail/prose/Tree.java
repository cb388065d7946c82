package org.claimtrail.prose;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Representation;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An answer of the service for templates: {@code claim.figures}, and null where there is no such member. */
public final class Tree extends LinkedHashMap<String, @Nullable Object> {

    /** What is not there reads as null, and not as a mistake of the template. */
    @Override
    public boolean containsKey(Object name) {
        return true;
    }

    public static Tree of(Representation answer) {
        return (Tree) requireNonNull(of(answer.tree()));
    }

    public static List<Tree> of(Page page) {
        return page.items().stream()
                .map(item -> (Tree) of(Json.parseObject(item.getBytes(StandardCharsets.UTF_8))))
                .toList();
    }

    /** Maps, lists, texts, numbers, truths. */
    public static @Nullable Object of(@Nullable JsonNode node) {
        if (node == null || node.isNull() || node.isMissingNode()) {
            return null;
        }
        if (node.isObject()) {
            Tree tree = new Tree();
            node.properties().forEach(member -> tree.put(member.getKey(), of(member.getValue())));
            return tree;
        }
        if (node.isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            node.forEach(element -> list.add(of(element)));
            return list;
        }
        return node.isBoolean() ? node.booleanValue() : node.isNumber() ? node.decimalValue() : node.stringValue();
    }
}
