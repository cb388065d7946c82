package org.claimtrail.unit;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimtrail.platform.Sha256;
import org.claimtrail.platform.TableFile;

/** The tables of {@code units/}: lines of names, parted by commas; what begins with # is a comment. */
final class Lines {

    private Lines() {}

    static List<String> of(String file) {
        return TableFile.rows(Lines.class, "/units/" + file);
    }

    /** Changes with any of them. */
    static String hash() {
        return HexFormat.of()
                .formatHex(
                        Sha256.of(Stream.of("units.txt", "multiples.txt", "currencies.txt", "words.txt", "things.txt")
                                .map(file -> String.join("\n", of(file)))
                                .collect(Collectors.joining("\n\n"))));
    }

    static Stream<String> names(String list) {
        return Arrays.stream(list.split(",")).map(String::strip).filter(name -> !name.isEmpty());
    }

    /** What stands before the first colon and a space, and what behind it. */
    static String[] parts(String line) {
        return line.split(": ", 2);
    }
}
