package org.claimtrail.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the model that comes along makes of texts, and what it says it does not. */
class OnnxModelTest {

    private static OnnxModel english;

    @BeforeAll
    static void load(@TempDir Path dir) throws Exception {
        english = new OnnxModel(OnnxFiles.minilm(), new Languages(Set.of("en")), dir);
    }

    @AfterAll
    static void unload() {
        english.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "th | นายกรัฐมนตรีลาออกแล้ว | แมวนอนหลับบนหลังคาบ้าน | UNKNOWN_WORDS",
                "lo | ນາຍົກລັດຖະມົນຕີລາອອກ | ແມວນອນຢູ່ເທິງຫຼັງຄາ | UNKNOWN_WORDS",
                "km | នាយករដ្ឋមន្ត្រីបានលាលែង | ឆ្មាដេកលើដំបូលផ្ទះ | UNKNOWN_WORDS",
                "my | ဝန်ကြီးချုပ်နုတ်ထွက်သည် | ကြောင်အိပ်နေသည် | UNKNOWN_WORDS",
                "am | ጠቅላይ ሚኒስትሩ ሥልጣናቸውን ለቀቁ | ድመቷ ጣራ ላይ ተኛች | UNKNOWN_WORDS",
                "ka | პრემიერ მინისტრი გადადგა | კატა სახურავზე ძინავს | UNKNOWN_WORDS",
                "hy | Վարչապետը հրաժարական տվեց | Կատուն քնած է տանիքին | UNKNOWN_WORDS",
                "he | ראש הממשלה התפטר היום | החתול ישן על הגג | UNKNOWN_WORDS",
                "ar | استقال رئيس الوزراء اليوم | القطة تنام فوق السطح | UNKNOWN_WORDS",
                "fa | نخست وزیر استعفا داد | گربه روی بام خوابیده است | UNKNOWN_WORDS",
                "hi | प्रधानमंत्री ने इस्तीफ़ा दिया | बिल्ली छत पर सो रही है | UNKNOWN_WORDS",
                "bn | প্রধানমন্ত্রী পদত্যাগ করেছেন | বিড়ালটি ছাদে ঘুমাচ্ছে | UNKNOWN_WORDS",
                "ta | பிரதமர் பதவி விலகினார் | பூனை கூரையில் தூங்குகிறது | UNKNOWN_WORDS",
                "ru | Премьер-министр подал в отставку | Кошка спит на крыше дома | UNKNOWN_WORDS",
                "uk | Прем'єр подав у відставку | Кішка спить на даху будинку | UNKNOWN_WORDS",
                "el | Ο πρωθυπουργός παραιτήθηκε σήμερα | Η γάτα κοιμάται στη στέγη | UNKNOWN_WORDS",
                "zh | 总理今天宣布辞职 | 猫在屋顶上睡觉 | UNKNOWN_WORDS",
                "zh | 中国人民 | 日本大学 | UNKNOWN_WORDS",
                "ja | 首相は辞任した | 猫は屋根で寝ている | UNKNOWN_WORDS",
                "ko | 총리가 오늘 사임했다 | 고양이가 지붕에서 잔다 | UNKNOWN_WORDS",
                "bo | སྲིད་བློན་དགོངས་པ་ཞུས་སོང་། | ཞི་མི་ཐོག་ཁར་ཉལ་བསྡད་འདུག | UNKNOWN_WORDS",
                "chr | ᎤᎬᏫᏳᎯ ᎤᏓᏅᏒ | ᏪᏌ ᎦᎵᎭ | UNKNOWN_WORDS",
                "en | 🔥🔥🔥 | 🐱🏠 | NO_WORDS",
                "en | 👩‍👩‍👧‍👦 🇺🇦 | ❤️ | NO_WORDS",
                "en | 6,700 2024 | 14:30 88 % | NO_WORDS",
                "en | ٦٧٠٠ | ٢٠٢٤ | NO_WORDS",
                "en | !!! ?? | … — … | NO_WORDS"
            })
    void ofWhatItKnowsNothingItMakesNothing(String language, String text, String another, Limit reason) {
        for (String said : new String[] {null, language, "en"}) {
            for (String one : List.of(text, another)) {
                Understood understood = understand(one, said);

                assertThat(understood.meaning()).isNull();
                assertThat(understood.known()).isZero();
                assertThat(understood.limits()).contains(reason);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fr | La Corée du Nord a livré des milliers de conteneurs à la Russie.",
                "de | Das Verteidigungsministerium bestreitet jede Lieferung von Waffen.",
                "es | El presidente niega haber recibido dinero de la empresa.",
                "pt | O governo não suspendeu a distribuição de insulina.",
                "it | Il ministro della Difesa smentisce la consegna di armi.",
                "nl | Het ministerie ontkent dat er wapens zijn geleverd.",
                "pl | Ministerstwo zaprzecza, że wysłało broń do Rosji.",
                "cs | Ministerstvo popírá, že poslalo zbraně do Ruska.",
                "sv | Regeringen förnekar att vapen har skickats till Ryssland.",
                "fi | Ministeriö kiistää lähettäneensä aseita Venäjälle.",
                "hu | A minisztérium tagadja, hogy fegyvert szállított.",
                "tr | Bakanlık Rusya'ya silah gönderdiğini yalanladı.",
                "id | Kementerian membantah telah mengirim senjata ke Rusia.",
                "vi | Bộ Quốc phòng phủ nhận việc chuyển vũ khí sang Nga.",
                "sw | Wizara ya Ulinzi inakanusha kutuma silaha kwenda Urusi."
            })
    void anotherLanguageIsTold(String language, String text) {
        Understood guessed = understand(text, null);
        assertThat(guessed.limits()).contains(Limit.LANGUAGE);
        assertThat(guessed.language()).isEqualTo(language);
        assertThat(guessed.meaning()).isNotNull();
        assertThat(understand(text, language + "-x-test").language()).isEqualTo(language);
        // Whoever states it, is believed.
        assertThat(understand(text, "en-GB").limits()).doesNotContain(Limit.LANGUAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Whales sleep upright.",
                "Macron resigned.",
                "O’Brien met Zelenskyy in Kharkiv — “absurd”, he said…",
                "Rodong Sinmun: Pyongyang denies arms transfer.",
                "The naïve café owner from Łódź paid 5 % of €6,700.",
                "RT @somebody: #StopTheSteal https://t.co/abc",
                "case 77",
                "NATO, the EU and the UN agree."
            })
    void whatItWasMadeForIsUnderstoodWhole(String text) {
        Understood understood = understand(text, null);

        assertThat(understood.limits()).isEmpty();
        assertThat(understood.unknown()).isEmpty();
        assertThat(understood.known()).isEqualTo(Understood.ALL);
    }

    /** Letters count, wherever the text has characters outside of the basic plane. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The minister resigned 🔥 | 🔥 | 95",
                "🔥🔥 The minister resigned | 🔥🔥 | 90",
                "𐍈𐌰 The minister resigned | 𐍈𐌰 | 90",
                "The minister resigned: нет войне | нет, войне | 70",
                "The minister of ኢትዮጵያ resigned | ኢትዮጵያ | 80",
                "ประเทศ ประชาชน รัฐบาล the cat | ประเทศ, ประชาชน, รัฐบาล | 0"
            })
    void unknownWordsAndSignsAreNamedAndLeftOut(String text, String unknown, int known) {
        Understood understood = understand(text, "en");

        assertThat(understood.limits()).containsExactly(Limit.UNKNOWN_WORDS);
        assertThat(understood.unknown()).containsExactly(unknown.split(", "));
        assertThat(understood.known()).isBetween(known - 5, known + 5);
        assertThat(understood.meaning() == null).isEqualTo(known == 0);
    }

    @Test
    void whatIsLongerThanItReadsIsCut() {
        String text = "Ships were seen in the harbour. ".repeat(30);
        Understood whole = understand(text, "en");
        Understood longer = understand(text.repeat(3), "en");

        assertThat(whole.limits()).isEmpty();
        assertThat(longer.limits()).containsExactly(Limit.CUT);
        assertThat(longer.known()).isEqualTo(Understood.ALL);
        assertThat(understand(text.repeat(3) + "🔥", "en").limits()).containsExactly(Limit.CUT);
    }

    private static Understood understand(String text, @Nullable String language) {
        return english.understand(List.of(new SentenceModel.Text(text, language)))
                .get(0);
    }
}
