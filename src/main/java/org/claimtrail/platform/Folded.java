package org.claimtrail.platform;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Texts as they are matched: the same as {@code folded()} of the database, which has the last word and says more of it. NFKC
 * with full case folding, without characters that are not to be seen; white space, dashes, quotation marks and apostrophes each
 * as one.
 */
public final class Folded {

    /** Default_Ignorable_Code_Point. */
    private static final Pattern NOT_TO_BE_SEEN = Pattern.compile(
            "[\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u200B-\\u200F\\u202A-\\u202E"
                    + "\\u2060-\\u206F\\u3164\\uFE00-\\uFE0F\\uFEFF\\uFFA0\\uFFF0-\\uFFF8\\x{1BCA0}-\\x{1BCA3}"
                    + "\\x{1D173}-\\x{1D17A}\\x{E0000}-\\x{E0FFF}]");

    /** As which apostrophes are typed. */
    private static final Pattern ACCENT_ALONE = Pattern.compile("[\\u00B4\\u0384\\u1FBD\\u1FBF\\u1FEF\\u1FFD\\u1FFE]");

    private static final Pattern APOSTROPHE = Pattern.compile(
            "[\\u2018\\u2019\\u201A\\u201B\\u2032\\u2035\\u02B9\\u02BB\\u02BC\\u02BD\\u02BE\\u02BF\\u02C8"
                    + "\\u02CA\\u02CB\\u055A\\u05F3\\u07F4\\u07F5\\uA78B\\uA78C]");

    private static final Pattern QUOTATION_MARK = Pattern.compile(
            "[\\u00AB\\u00BB\\u201C-\\u201F\\u2033\\u2034\\u2036\\u2037\\u2039\\u203A\\u05F4\\u2E42\\u301D-"
                    + "\\u301F\\u02BA\\u02EE\\u275B-\\u275E]");

    private static final Pattern DASH = Pattern.compile(
            "[\\u02D7\\u058A\\u05BE\\u1400\\u1806\\u2010-\\u2015\\u2043\\u2053\\u2212\\u2E17\\u2E1A\\u2E3A"
                    + "\\u2E3B\\u2E40\\u2E5D\\u301C\\u3030\\u30A0\\x{10EAD}]");

    private static final Pattern DASHES = Pattern.compile("-{2,}");
    private static final Pattern SPACE =
            Pattern.compile("[\\u0001-\\u0020\\u007F-\\u009F\\u1680\\u2028\\u2029\\u3000]+");

    /** What lower case leaves of full case folding: the final sigma, the iota below a vowel, letters of old Cyrillic prints. */
    private static final String LEFT_BY_LOWER_CASE =
            "\u03C2\u0345\u1C80\u1C81\u1C82\u1C83\u1C84\u1C85\u1C86\u1C87\u1C88";

    private static final String FOLDED = "\u03C3\u03B9\u0432\u0434\u043E\u0441\u0442\u0442\u044A\u0463\uA64B";

    private Folded() {}

    public static String of(String text) {
        String folded = NOT_TO_BE_SEEN.matcher(text).replaceAll("");
        folded = ACCENT_ALONE.matcher(folded).replaceAll("'");
        folded = Normalizer.normalize(folded, Form.NFKD).toLowerCase(Locale.ROOT);
        StringBuilder cased = new StringBuilder(folded.length());
        for (char c : folded.toCharArray()) {
            int left = LEFT_BY_LOWER_CASE.indexOf(c);
            cased.append(left < 0 ? c : FOLDED.charAt(left));
        }
        folded = Normalizer.normalize(cased.toString().replace("\u00DF", "ss"), Form.NFKC);
        folded = APOSTROPHE.matcher(folded).replaceAll("'").replace('`', '\'');
        folded = QUOTATION_MARK.matcher(folded).replaceAll("\"");
        folded = DASHES.matcher(DASH.matcher(folded).replaceAll("-")).replaceAll("-");
        return SPACE.matcher(folded).replaceAll(" ").strip();
    }

    public static boolean isNotToBeSeen(int codePoint) {
        return NOT_TO_BE_SEEN.matcher(Character.toString(codePoint)).matches();
    }

    /** A text without what is not to be seen, and with one sign for all quotation marks. */
    public static String legible(String text) {
        return QUOTATION_MARK
                .matcher(NOT_TO_BE_SEEN.matcher(text).replaceAll(""))
                .replaceAll("\"");
    }
}
