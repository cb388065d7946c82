package org.claimtrail.files;

import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/** What a file was called, made fit to be shown. */
final class FileName {

    /** As long as a name may be where files are kept, in characters. */
    private static final int LONGEST = 200;

    private static final int LONGEST_ENDING = 10;

    private FileName() {}

    /** Without folders, and without what cannot be seen or turns around what stands beside it. */
    static String of(@Nullable String given) {
        if (given == null) {
            return "file";
        }
        String name = Normalizer.normalize(given, Normalizer.Form.NFC)
                .replaceFirst("(?s)^.*[/\\\\]", "")
                .replaceAll("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Cn}\\p{Zl}\\p{Zp}]", "")
                .replaceAll("\\s+", " ")
                .strip();
        if (name.replace(".", "").isBlank()) {
            return "file";
        }
        return name.codePointCount(0, name.length()) <= LONGEST ? name : shortened(name);
    }

    private static String shortened(String name) {
        int dot = name.lastIndexOf('.');
        String ending = dot > 0 && name.length() - dot <= LONGEST_ENDING ? name.substring(dot) : "";
        return name.substring(0, name.offsetByCodePoints(0, LONGEST - ending.length())) + ending;
    }
}
