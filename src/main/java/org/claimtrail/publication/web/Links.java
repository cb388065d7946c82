package org.claimtrail.publication.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What pages link to. */
final class Links {

    /** Where a page of the web is; null for what leads anywhere else. */
    public @Nullable String web(@Nullable Object address) {
        if (address == null) {
            return null;
        }
        String plain = address.toString().strip();
        String lower = plain.toLowerCase(Locale.ROOT);
        return lower.startsWith("https://") || lower.startsWith("http://") ? plain : null;
    }

    /** All who speak for the origins of a denial, one after the other. */
    public List<Object> speakers(List<Map<String, Object>> origins) {
        List<Object> speakers = new ArrayList<>();
        for (Map<String, Object> origin : origins) {
            if (origin.get("sources") instanceof List<?> several) {
                speakers.addAll(several);
            }
        }
        return speakers;
    }

    /** JSON inside of a script element: nothing in it may end that. */
    static String inScript(String json) {
        return json.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    /** So much of a text as fits in a line or a list. */
    static String shortened(String text, int most) {
        if (text.codePointCount(0, text.length()) <= most) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, most - 1)).stripTrailing() + "…";
    }
}
