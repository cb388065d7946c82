package org.claimtrail.address;

import java.io.ByteArrayOutputStream;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Hosts of web addresses in their one form (WHATWG URL Standard, section 3): domain names in ASCII, IPv4 and IPv6
 * addresses. Stricter than the standard where DNS is: no empty label, none of more than 63 characters.
 */
final class UrlHost {

    private static final String FORBIDDEN = " #/:<>?@[\\]^|%";

    private UrlHost() {}

    /** The canonical host, or null if it is none. */
    static @Nullable String canonical(String host) {
        if (host.startsWith("[")) {
            return host.endsWith("]") ? ipv6(host.substring(1, host.length() - 1)) : null;
        }
        String ascii;
        try {
            // Names may use letters that Unicode got after IDNA 2003 was written.
            ascii = IDN.toASCII(percentDecoded(host), IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException invalid) {
            return null;
        }
        if (ascii.endsWith(".")) {
            ascii = ascii.substring(0, ascii.length() - 1);
        }
        if (ascii.isEmpty() || ascii.chars().anyMatch(c -> c < ' ' || c > '~' || FORBIDDEN.indexOf(c) >= 0)) {
            return null;
        }
        List<String> labels = List.of(ascii.split("\\.", -1));
        for (String label : labels) {
            if (label.isEmpty() || label.startsWith("xn--") && !isPunycode(label.substring(4))) {
                return null;
            }
        }
        return endsInNumber(labels) ? ipv4(labels) : ascii;
    }

    private static String percentDecoded(String host) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < host.length(); ) {
            if (host.charAt(i) == '%' && CanonicalUrl.isHexPair(host, i + 1)) {
                bytes.write(HexFormat.fromHexDigits(host, i + 1, i + 3));
                i += 3;
            } else {
                int c = host.codePointAt(i);
                bytes.writeBytes(CanonicalUrl.utf8(c));
                i += Character.charCount(c);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /**
     * Whether the rest of an {@code xn--} label decodes (RFC 3492, 6.2) to a name that needed encoding and that would
     * not be mapped to another. {@link IDN} would also refuse the names that only newer versions of IDNA allow, such as
     * those with a German sharp s.
     */
    private static boolean isPunycode(String encoded) {
        int delimiter = encoded.lastIndexOf('-');
        List<Integer> decoded = new ArrayList<>();
        encoded.substring(0, Math.max(0, delimiter)).chars().forEach(decoded::add);
        int at = delimiter + 1;
        if (at == encoded.length()) {
            return false;
        }
        long codePoint = 128;
        long position = 0;
        int bias = 72;
        boolean first = true;
        while (at < encoded.length()) {
            long start = position;
            long weight = 1;
            for (int k = 36; ; k += 36) {
                if (at == encoded.length()) {
                    return false;
                }
                char c = encoded.charAt(at++);
                int digit = c >= 'a' && c <= 'z' ? c - 'a' : c >= '0' && c <= '9' ? c - '0' + 26 : -1;
                position += digit * weight;
                if (digit < 0 || position > Integer.MAX_VALUE) {
                    return false;
                }
                int threshold = Math.min(26, Math.max(1, k - bias));
                if (digit < threshold) {
                    break;
                }
                weight *= 36 - threshold;
                if (weight > Integer.MAX_VALUE) {
                    return false;
                }
            }
            int length = decoded.size() + 1;
            bias = adapted(position - start, length, first);
            first = false;
            codePoint += position / length;
            position %= length;
            if (codePoint > Character.MAX_CODE_POINT
                    || codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                return false;
            }
            decoded.add((int) position++, (int) codePoint);
        }
        StringBuilder name = new StringBuilder();
        decoded.forEach(name::appendCodePoint);
        String label = name.toString();
        return Normalizer.normalize(label, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .equals(label);
    }

    /** RFC 3492, 6.1. */
    private static int adapted(long delta, int length, boolean first) {
        long scaled = first ? delta / 700 : delta / 2;
        scaled += scaled / length;
        int k = 0;
        while (scaled > 455) {
            scaled /= 35;
            k += 36;
        }
        return (int) (k + 36 * scaled / (scaled + 38));
    }

    private static boolean endsInNumber(List<String> labels) {
        String last = labels.get(labels.size() - 1);
        return last.chars().allMatch(c -> c >= '0' && c <= '9') || ipv4Number(last) >= 0;
    }

    /** One to four numbers, of which the last fills all the bytes that are left: 192.168.257 is 192.168.1.1. */
    private static @Nullable String ipv4(List<String> parts) {
        if (parts.size() > 4) {
            return null;
        }
        long address = 0;
        for (int i = 0; i < parts.size(); i++) {
            int bytes = i == parts.size() - 1 ? 4 - i : 1;
            long number = ipv4Number(parts.get(i));
            if (number < 0 || number >= 1L << 8 * bytes) {
                return null;
            }
            address = (address << 8 * bytes) + number;
        }
        return "%d.%d.%d.%d".formatted(address >> 24, address >> 16 & 255, address >> 8 & 255, address & 255);
    }

    /** A decimal, octal (0…) or hexadecimal (0x…) number, or -1 if it is none or too large for an address. */
    private static long ipv4Number(String part) {
        int radix = part.startsWith("0x") ? 16 : part.length() > 1 && part.startsWith("0") ? 8 : 10;
        String digits = part.substring(radix == 16 ? 2 : radix == 8 ? 1 : 0);
        if (digits.isEmpty()) {
            return radix == 16 ? 0 : -1;
        }
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            int digit = c < 128 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return -1;
            }
            number = Math.min(number * radix + digit, 1L << 40);
        }
        return number;
    }

    private static @Nullable String ipv6(String address) {
        int gap = address.indexOf("::");
        if (gap >= 0 && address.indexOf("::", gap + 1) >= 0) {
            return null;
        }
        List<Integer> head = pieces(gap < 0 ? address : address.substring(0, gap), gap < 0);
        List<Integer> tail = gap < 0 ? List.of() : pieces(address.substring(gap + 2), true);
        if (head == null || tail == null) {
            return null;
        }
        int missing = 8 - head.size() - tail.size();
        if (gap < 0 ? missing != 0 : missing < 1) {
            return null;
        }
        List<Integer> pieces = new ArrayList<>(head);
        for (int i = 0; i < missing; i++) {
            pieces.add(0);
        }
        pieces.addAll(tail);
        return "[" + compressed(pieces) + "]";
    }

    private static @Nullable List<Integer> pieces(String part, boolean mayEndInIpv4) {
        List<Integer> pieces = new ArrayList<>();
        if (part.isEmpty()) {
            return pieces;
        }
        String[] groups = part.split(":", -1);
        for (int i = 0; i < groups.length; i++) {
            String group = groups[i];
            if (group.indexOf('.') >= 0 && mayEndInIpv4 && i == groups.length - 1) {
                String[] bytes = group.split("\\.", -1);
                if (bytes.length != 4) {
                    return null;
                }
                int[] numbers = new int[4];
                for (int b = 0; b < 4; b++) {
                    boolean number = bytes[b].length() <= 3
                            && !bytes[b].isEmpty()
                            && bytes[b].chars().allMatch(c -> c >= '0' && c <= '9')
                            && (bytes[b].length() == 1 || bytes[b].charAt(0) != '0');
                    if (!number || Integer.parseInt(bytes[b]) > 255) {
                        return null;
                    }
                    numbers[b] = Integer.parseInt(bytes[b]);
                }
                pieces.add(numbers[0] << 8 | numbers[1]);
                pieces.add(numbers[2] << 8 | numbers[3]);
            } else if (group.isEmpty() || group.length() > 4 || !group.chars().allMatch(HexFormat::isHexDigit)) {
                return null;
            } else {
                pieces.add(HexFormat.fromHexDigits(group));
            }
        }
        return pieces;
    }

    /** The first of the longest runs of at least two zeros is left out (RFC 5952, 4.2). */
    private static String compressed(List<Integer> pieces) {
        int longest = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && pieces.get(end) == 0) {
                end++;
            }
            if (end - i > length) {
                longest = i;
                length = end - i;
            }
        }
        List<String> hex = pieces.stream().map(Integer::toHexString).toList();
        return longest < 0
                ? String.join(":", hex)
                : String.join(":", hex.subList(0, longest)) + "::" + String.join(":", hex.subList(longest + length, 8));
    }
}
