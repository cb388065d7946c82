package org.claimtrail.address;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A web address in the one form in which it is written: two that differ in nothing but the writing are the same. It is for
 * comparing: keep the address as given beside it for people to open. Which addresses stand for one document besides, such as
 * a page and its archived copy, is for {@link AddressRules} to say.
 *
 * <p>Addresses are read as browsers read them (WHATWG URL Standard), since real ones break RFC 3986, and written so
 * that RFC 3986 holds. What is folded:
 *
 * <ul>
 *   <li>http and https, into https: one site hardly ever serves two articles under them. The default ports 80 and 443
 *       go with either scheme.
 *   <li>The host: its case, international names to ASCII (IDNA 2003, {@link java.net.IDN}, for which a German sharp s
 *       is ss), the final dot, any way of writing an IP address.
 *   <li>User names and passwords go: they say who reads, not what, and must not be recorded.
 *   <li>The path: {@code .} and {@code ..} segments, {@code \} to {@code /}; an empty one is {@code /}. Double slashes,
 *       case and a final slash stay, as they can lead elsewhere.
 *   <li>Percent-encoding (RFC 3986, 6.2.2): unreserved characters are decoded, hex digits are upper case, what may not
 *       stand in an address, a stray {@code %} included, is encoded as UTF-8.
 *   <li>The query: tracking parameters ({@link #TRACKING}) and empty ones go, then the {@code ?} if nothing is left.
 *   <li>The fragment goes, unless it is a path ({@code #/story/1}) or a hash-bang ({@code #!/story/1}): sites built that way
 *       keep the page in it.
 * </ul>
 *
 * Making it canonical again changes nothing. The constructor does not check its value, so that addresses stored before
 * a change of these rules can still be read.
 *
 * @param value the canonical form, at most 8,000 characters of ASCII
 */
public record CanonicalUrl(String value) {

    private static final int MAX_LENGTH = 8_000;

    /**
     * Query parameters that tell a site where a reader came from and never which article is meant, in lower case; so do
     * all that start with {@code utm_}. Names that some sites use for content ({@code ref}, {@code source}, {@code s})
     * are left out on purpose: showing one article twice is a smaller harm than taking two for one.
     */
    static final Set<String> TRACKING = Set.of(
            // Advertising and social networks: Facebook, Google, Microsoft, Instagram, X, TikTok, Yandex
            "fbclid",
            "gclid",
            "gclsrc",
            "dclid",
            "gbraid",
            "wbraid",
            "msclkid",
            "igshid",
            "igsh",
            "twclid",
            "ttclid",
            "yclid",
            "ysclid",
            // Newsletters and campaigns: Mailchimp, HubSpot, Marketo, publishers' own
            "mc_cid",
            "mc_eid",
            "_hsenc",
            "_hsmi",
            "mkt_tok",
            "cmpid",
            // Google Analytics
            "_ga",
            "_gl");

    private static final String UNRESERVED_MARKS = "-._~";
    private static final String PATH_MARKS = "!$&'()*+,;=:@";
    // Without the apostrophe, which WHATWG encodes in a query and nowhere else.
    private static final String QUERY_MARKS = "!$&()*+,;=:@/?";

    /**
     * Folds an address.
     *
     * @throws IllegalArgumentException if it is no absolute http or https address; the message is one sentence for
     *     people
     */
    public static CanonicalUrl of(String url) {
        if (url.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "A web address has at most %d characters, this one has %d.".formatted(MAX_LENGTH, url.length()));
        }
        String rest = withoutScheme(url, pasted(url));
        int end = firstOf("/\\?#", rest);
        String authority = rest.substring(0, end);
        rest = rest.substring(end);

        int hash = rest.indexOf('#');
        String fragment = hash < 0 ? "" : rest.substring(hash + 1);
        rest = hash < 0 ? rest : rest.substring(0, hash);
        int mark = rest.indexOf('?');
        String query = mark < 0 ? "" : rest.substring(mark + 1);
        String path = mark < 0 ? rest : rest.substring(0, mark);

        String canonical = "https://" + authority(url, authority) + path(path) + query(query) + fragment(fragment);
        if (canonical.length() > MAX_LENGTH) {
            throw fault(url, "with its special characters encoded it has more than " + MAX_LENGTH + " characters");
        }
        return new CanonicalUrl(canonical);
    }

    @Override
    public String toString() {
        return value;
    }

    /** What people paste: blanks around it, line breaks and tabs in it (WHATWG URL, 4.4, basic URL parser). */
    private static String pasted(String url) {
        int start = 0;
        int end = url.length();
        while (start < end && url.charAt(start) <= ' ') {
            start++;
        }
        while (end > start && url.charAt(end - 1) <= ' ') {
            end--;
        }
        StringBuilder kept = new StringBuilder();
        for (int i = start; i < end; i++) {
            char c = url.charAt(i);
            if (c != '\t' && c != '\n' && c != '\r') {
                kept.append(c);
            }
        }
        return kept.toString();
    }

    /** Browsers do not mind how many slashes follow the scheme, nor which. */
    private static String withoutScheme(String url, String pasted) {
        String start = pasted.substring(0, Math.min(6, pasted.length())).toLowerCase(Locale.ROOT);
        int at = start.startsWith("http:") ? 5 : start.equals("https:") ? 6 : -1;
        if (at < 0) {
            throw fault(url, "it must start with http:// or https://");
        }
        while (at < pasted.length() && (pasted.charAt(at) == '/' || pasted.charAt(at) == '\\')) {
            at++;
        }
        return pasted.substring(at);
    }

    private static String authority(String url, String authority) {
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        // The colons within brackets are those of an IPv6 address.
        int colon = host.startsWith("[") && host.indexOf(']') < 0 ? -1 : host.indexOf(':', host.indexOf(']') + 1);
        String port = colon < 0 ? "" : host.substring(colon + 1);
        host = colon < 0 ? host : host.substring(0, colon);
        if (host.isEmpty()) {
            throw fault(url, "it names no host");
        }
        String canonicalHost = UrlHost.canonical(host);
        if (canonicalHost == null) {
            throw fault(url, "\"" + shortened(host) + "\" is not a valid host name");
        }
        return canonicalHost + port(url, port);
    }

    /** Both default ports, since the scheme that chose between them is folded. */
    private static String port(String url, String digits) {
        if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw fault(url, "the port after its host is not a number");
        }
        String number = digits.replaceFirst("^0+(?=.)", "");
        if (number.length() > 5 || !number.isEmpty() && Integer.parseInt(number) > 65_535) {
            throw fault(url, "there is no port " + shortened(number));
        }
        return number.isEmpty() || number.equals("80") || number.equals("443") ? "" : ":" + number;
    }

    /** Dot segments are removed after decoding, as {@code %2e} is a dot too. */
    private static String path(String path) {
        List<String> kept = new ArrayList<>();
        String[] segments = path.split("[/\\\\]", -1);
        // The first is what stands before the leading slash: nothing.
        for (int i = 1; i < segments.length; i++) {
            String segment = encoded(segments[i], PATH_MARKS);
            boolean last = i == segments.length - 1;
            if (segment.equals("..") && !kept.isEmpty()) {
                kept.remove(kept.size() - 1);
            }
            if (!segment.equals(".") && !segment.equals("..")) {
                kept.add(segment);
            } else if (last) {
                kept.add("");
            }
        }
        return "/" + String.join("/", kept);
    }

    /**
     * The order of the parameters stays: some sites give it a meaning (repeated names, paths written as a query), and
     * links to one article hardly ever differ in it.
     */
    private static String query(String query) {
        List<String> kept = new ArrayList<>();
        for (String parameter : encoded(query, QUERY_MARKS).split("&")) {
            if (!parameter.isEmpty() && !isTracking(parameter)) {
                kept.add(parameter);
            }
        }
        return kept.isEmpty() ? "" : "?" + String.join("&", kept);
    }

    private static boolean isTracking(String parameter) {
        String name = parameter.substring(0, firstOf("=", parameter)).toLowerCase(Locale.ROOT);
        return name.startsWith("utm_") || TRACKING.contains(name);
    }

    private static String fragment(String fragment) {
        String canonical = encoded(fragment, QUERY_MARKS);
        // What follows :~: is an instruction to the browser (scroll to this text), not part of the address.
        int directive = canonical.indexOf(":~:");
        canonical = directive < 0 ? canonical : canonical.substring(0, directive);
        boolean names = canonical.startsWith("!") || canonical.startsWith("/");
        return names && canonical.length() > 1 ? "#" + canonical : "";
    }

    /** Writes each character in its one way; these marks and the unreserved characters stand for themselves. */
    private static String encoded(String part, String marks) {
        StringBuilder canonical = new StringBuilder();
        for (int i = 0; i < part.length(); ) {
            int c = part.codePointAt(i);
            if (c == '%' && isHexPair(part, i + 1)) {
                c = HexFormat.fromHexDigits(part, i + 1, i + 3);
                if (isUnreserved(c)) {
                    canonical.append((char) c);
                } else {
                    percent(canonical, c);
                }
                i += 3;
                continue;
            }
            if (isUnreserved(c) || marks.indexOf(c) >= 0) {
                canonical.append((char) c);
            } else {
                for (byte b : utf8(c)) {
                    percent(canonical, b);
                }
            }
            i += Character.charCount(c);
        }
        return canonical.toString();
    }

    private static void percent(StringBuilder to, int octet) {
        to.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) octet));
    }

    /** Half a surrogate pair, which UTF-8 cannot say, is the replacement character (WHATWG Encoding). */
    static byte[] utf8(int codePoint) {
        boolean half = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return Character.toString(half ? 0xFFFD : codePoint).getBytes(StandardCharsets.UTF_8);
    }

    static boolean isHexPair(String part, int at) {
        return at + 1 < part.length()
                && HexFormat.isHexDigit(part.charAt(at))
                && HexFormat.isHexDigit(part.charAt(at + 1));
    }

    private static boolean isUnreserved(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c < 128 && UNRESERVED_MARKS.indexOf(c) >= 0;
    }

    private static int firstOf(String characters, String text) {
        int at = 0;
        while (at < text.length() && characters.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private static IllegalArgumentException fault(String url, String reason) {
        return new IllegalArgumentException("\"%s\" is not a web address: %s.".formatted(shortened(url), reason));
    }

    /** For messages: short, and without characters that would break the line. */
    private static String shortened(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(100).forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? 0xFFFD : c));
        return text.codePointCount(0, text.length()) > 100 ? shown + "…" : shown.toString();
    }
}
