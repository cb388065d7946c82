package org.claimtrail.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.claimtrail.claim.Basis;
import org.claimtrail.claim.ClaimKind;
import org.claimtrail.claim.Mode;
import org.claimtrail.claim.Qualifier;
import org.claimtrail.proposal.Statement.Link;
import org.claimtrail.proposal.Statement.Party;
import org.claimtrail.reading.Reading;
import org.claimtrail.reading.TextReader;
import org.claimtrail.reading.attribution.Span;
import org.claimtrail.source.SourceKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What passages state, before anything is looked up. */
class StatementReaderTest {

    private static final LocalDate DAY = LocalDate.of(2024, 6, 19);
    private static final TextReader READER = new TextReader();

    private static Statement only(String text) {
        return of(text, text);
    }

    private static Statement of(String text, String passage) {
        int at = text.indexOf(passage);
        return reader(text).of(new Span(at, at + passage.length()));
    }

    private static StatementReader reader(String text) {
        Reading reading = READER.read(text, "en", DAY);
        return new StatementReader(reading, text);
    }

    private static Link link(Statement statement) {
        return statement.chain().get(0);
    }

    private static Party party(Statement statement) {
        return link(statement).parties().get(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            The minister, Anna Berg, said that taxes had risen. | FACT | Taxes had risen.
            But Anna Berg said she had never met him. | FACT | Anna Berg had never met him.
            The Energy Ministry said it had found no leak. | FACT | The Energy Ministry had found no leak.
            Anna Berg said the bridge will open in May. | PREDICTION | The bridge will open in May.
            Finance Minister Anna Berg pledged to cut taxes. | PREDICTION | Anna Berg will cut taxes.
            Anna Berg denied that the company had paid bribes. | DENIAL | The company had not paid bribes.
            Moscow and Pyongyang have denied the arms transfers. | DENIAL | Moscow and Pyongyang have denied the arms transfers.
            Kyiv accused Russia of shelling the port of Odesa. | ACCUSATION | Russia has been shelling the port of Odesa.
            The two governments accused Russia on Monday of having shelled the port. | ACCUSATION | Russia has shelled the port.
            Prosecutors accused the directors of deliberately hiding losses. | ACCUSATION | The directors have been deliberately hiding losses.
            An official called the charges an “absurd paradox”. | QUOTE | The charges are an absurd paradox.
            “The bridge is not safe,” Anna Berg said. | QUOTE | The bridge is not safe.
            “We take this seriously,” Anna Berg said. | QUOTE | Anna Berg said: “We take this seriously.”
            Anna Berg denied the charges: she was in Rome. | DENIAL | Anna Berg denied the charges.
            Meanwhile, the bridge was closed to lorries. | FACT | The bridge was closed to lorries.
            But 76 people were killed in the hotel. | FIGURE | 76 people were killed in the hotel.
            """)
    void aPassageIsPutInNeutralWords(String text, ClaimKind kind, String claim) {
        Statement statement = only(text);

        assertThat(statement.text()).isEqualTo(claim);
        assertThat(statement.kind()).isEqualTo(kind);
    }

    @Test
    void whoSpeaksStandsFirstAndWhoRelaysItBehind() {
        Statement statement =
                only("“The harvest was good,” Kim Jong Un said, according to the official Rodong Sinmun newspaper.");

        assertThat(statement.chain()).hasSize(2);
        assertThat(party(statement).name()).isEqualTo("Kim Jong Un");
        assertThat(party(statement).kind()).isEqualTo(SourceKind.PERSON);
        assertThat(link(statement).mode()).isEqualTo(Mode.DIRECT);
        assertThat(link(statement).quote()).isEqualTo("The harvest was good");
        assertThat(statement.chain().get(1).parties().get(0))
                .isEqualTo(new Party("Rodong Sinmun", List.of(), SourceKind.PUBLICATION));
    }

    @Test
    void whoSpeaksJointlyIsSeveral() {
        Statement statement = only("The United States, South Korea and other countries said that arms were sold.");

        assertThat(link(statement).parties())
                .extracting(Party::name)
                .containsExactly("United States", "South Korea", "other countries");
        assertThat(link(statement).parties())
                .extracting(Party::kind)
                .containsExactly(SourceKind.GOVERNMENT, SourceKind.GOVERNMENT, SourceKind.UNNAMED);
    }

    @Test
    void aPronounIsWhoeverSpokeJustBefore() {
        String text = "President Vladimir Putin met aide Yuri Ushakov. Ushakov said that the plan was ready. "
                + "He added that it was secret.";

        Statement statement = of(text, "it was secret");

        assertThat(party(statement).name()).isEqualTo("Yuri Ushakov");
        assertThat(link(statement).cue()).isEqualTo("added");
    }

    @Test
    void whoIsNotNamedIsCalledAsTheTextCallsHim() {
        Statement official = only("A senior North Korean official said that the army was ready.");
        assertThat(party(official))
                .isEqualTo(new Party("a senior North Korean official", List.of(), SourceKind.UNNAMED));
        assertThat(link(official).basis()).isEqualTo(Basis.UNNAMED);
        assertThat(link(official).role()).isEqualTo("senior North Korean official");

        assertThat(link(only("A Kremlin spokesperson said that the army was ready."))
                        .basis())
                .isEqualTo(Basis.ON_RECORD);
    }

    @Test
    void whomNobodyCanTellIsNobody() {
        Statement statement = only("It said that the army was ready.");

        assertThat(statement.chain()).isEmpty();
        assertThat(statement.told()).isFalse();
        assertThat(statement.confidence()).isLessThan(0.5);
        assertThat(reader("It said that the army was ready.").all()).isEmpty();
    }

    @Test
    void theRoleAndTheDayOfTheWordsAreTold() {
        Statement statement = only("US national security spokesman John Kirby told reporters on Monday that the ships "
                + "had arrived in May.");

        assertThat(link(statement).role()).isEqualTo("US national security spokesman");
        assertThat(link(statement).saidOn()).isEqualTo("2024-06-17");
        assertThat(statement.occurred()).isEqualTo("2024-05");
    }

    @Test
    void lastWeekIsOneOfItsDaysForAnAct() {
        assertThat(link(only("Anna Berg said last week that taxes had risen.")).saidOn())
                .isEqualTo("[2024-06-10..2024-06-16]");
    }

    @Test
    void nothingWasSaidAfterTheDayOfPublication() {
        assertThat(link(only("Anna Berg said on Monday that the bridge will open in May."))
                        .saidOn())
                .isEqualTo("2024-06-17");
        assertThat(link(only("Anna Berg said in 2031 that the bridge will open in May."))
                        .saidOn())
                .isNull();
    }

    @Test
    void whatCanBeSeveralDaysIsNoDay() {
        assertThat(only("Anna Berg said that it was signed on 03/04/2024.").occurred())
                .isNull();
        assertThat(only("Anna Berg said that it replaces the papers of 1961 and 2000.")
                        .occurred())
                .isNull();
        assertThat(only("The bridge will be open by 2030.").occurred()).isNull();
        assertThat(only("The bridge will be open by 2030.").resolvesBy()).isEqualTo("2030");
    }

    @Test
    void whatIsCountedIsAFigureAndWhatIsCountedOnTheWayIsNot() {
        Statement statement = only("Between August and February, Pyongyang shipped about 6,700 containers to Russia, "
                + "the second country in two weeks, the ministry said.");

        assertThat(statement.figures()).hasSize(1);
        assertThat(statement.figures().get(0).asStated()).isEqualTo("about 6,700 containers");
        assertThat(statement.figures().get(0).figure().qualifier()).isEqualTo(Qualifier.ABOUT);
        assertThat(statement.figures().get(0).measure()).isEqualTo("containers shipped to Russia");
        assertThat(statement.occurred()).isEqualTo("2023-08/2024-02");
        assertThat(only("The two countries agreed.").figures()).isEmpty();
    }

    @Test
    void aMeasurementInFrontOfThingsTellsWhich() {
        Statement statement = only("They could hold more than 3 million 152mm artillery shells.");

        assertThat(statement.figures()).hasSize(1);
        assertThat(statement.figures().get(0).asStated()).isEqualTo("more than 3 million 152mm artillery shells");
        assertThat(statement.figures().get(0).unit()).isEqualTo("shells");
    }

    @Test
    void whereSomebodyElseBeginsToSpeakTheFirstHasEnded() {
        String text =
                "Kyiv has accused Moscow of giving aid to the rebels, while some observers say that it could end.";

        assertThat(of(text, "Kyiv has accused Moscow of giving aid").text())
                .isEqualTo("Moscow has been giving aid to the rebels.");
        assertThat(reader(text).all()).extracting(Statement::kind).contains(ClaimKind.ACCUSATION);
    }

    @Test
    void ofAWholeTextWhatIsSaidOrCounted() {
        List<Statement> all = reader("The sun shone. Anna Berg said that taxes had risen in May. Did they? "
                        + "About 300 people came to the square. Anna Berg did not say that she would go.")
                .all();

        assertThat(all)
                .extracting(Statement::text)
                .containsExactly("Taxes had risen in May.", "About 300 people came to the square.");
    }

    @Test
    void neitherHeadlinesNorFewThingsNorWhatIsSeenAreClaims() {
        assertThat(reader("Hundreds dead in stampede\n\nThere were two other accidents. "
                                + "Photos showed numerous bodies and scattered debris.")
                        .all())
                .isEmpty();
    }

    @Test
    void whomAQuotationSpeaksOfIsNotWhoSpeaks() {
        assertThat(only("“He wanted to be rich and famous,” Anna Berg said.").text())
                .isEqualTo("He wanted to be rich and famous.");
    }

    @Test
    void aTextOfAnotherLanguageIsItsSentence() {
        String text = "Der Minister sagte, die Steuern seien gestiegen.";
        Statement statement = new StatementReader(READER.read(text, "de", DAY), text).of(new Span(4, 12));

        assertThat(statement.text()).isEqualTo(text);
        assertThat(statement.chain()).isEmpty();
    }
}
