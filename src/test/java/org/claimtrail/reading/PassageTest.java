package org.claimtrail.reading;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class PassageTest {

    private static final String TEXT =
            "He said so on Monday.\nShe said \uD83D\uDE00 so  on\nTuesday. He said so again.";

    @Test
    void wordsAreFoundWhereTheyAreNearestHoweverTheirWhiteSpaceIs() {
        assertThat(Passage.of("said so", TEXT, 0)).hasValue(new Passage(3, 10));
        assertThat(Passage.of("said so", TEXT, TEXT.length()))
                .map(found -> found.in(TEXT))
                .hasValue("said so");
        assertThat(Passage.of("said so", TEXT, TEXT.length()).orElseThrow().from())
                .isEqualTo(TEXT.lastIndexOf("said so"));
        assertThat(Passage.of(" so on Tuesday. ", TEXT, 0))
                .map(found -> found.in(TEXT))
                .hasValue("so  on\nTuesday.");
        assertThat(Passage.of("said (so)", TEXT, 0)).isEmpty();
        assertThat(Passage.of("  ", TEXT, 0)).isEmpty();
    }

    @Test
    void aLocatorCountsCharactersAndCutsNoneInTwo() {
        String text = "\uD83D\uDE00".repeat(40) + "here" + "\uD83D\uDE00".repeat(40);
        ObjectNode locator = Passage.of("here", text, 0).orElseThrow().locator(text);

        assertThat(locator.get("start").intValue()).isEqualTo(40);
        assertThat(locator.get("end").intValue()).isEqualTo(44);
        assertThat(locator.get("prefix").stringValue()).isEqualTo("\uD83D\uDE00".repeat(16));
        assertThat(locator.get("suffix").stringValue()).isEqualTo("\uD83D\uDE00".repeat(16));
    }

    @Test
    void atTheEndsOfATextThereIsNothingAround() {
        ObjectNode locator = new Passage(0, TEXT.length()).locator(TEXT);

        assertThat(locator.has("prefix")).isFalse();
        assertThat(locator.has("suffix")).isFalse();
    }

    @Test
    void aPassageHasNoWhiteSpaceAtItsEndsAndStaysInItsText() {
        assertThat(Passage.within(TEXT, -5, 3)).hasValue(new Passage(0, 2));
        assertThat(Passage.within(TEXT, 20, 23)).hasValue(new Passage(20, 23));
        assertThat(Passage.within(TEXT, 60, 5000).map(Passage::to)).hasValue(TEXT.length());
        assertThat(Passage.within(TEXT, 21, 22)).isEmpty();
        assertThat(Passage.within(TEXT, 9, 3)).isEmpty();
    }

    @Property
    void whatALocatorTellsIsFoundAgain(@ForAll @IntRange(max = 60) int from, @ForAll @IntRange(max = 60) int to) {
        Passage.within(TEXT, from, to).ifPresent(passage -> {
            String words = passage.in(TEXT);
            if (words.codePoints().noneMatch(character -> character >= 0xD800 && character <= 0xDFFF)) {
                ObjectNode locator = passage.locator(TEXT);
                assertThat(Passage.ofCharacters(
                                TEXT,
                                locator.get("start").longValue(),
                                locator.get("end").longValue()))
                        .hasValue(passage);
                assertThat(Passage.of(words, TEXT, passage.from())).hasValue(passage);
            }
        });
    }
}
