package org.claimtrail.fetch;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a site lets robots fetch (RFC 9309): the group for this one, else that for all; the longest rule that fits counts. */
final class Robots {

    static final String AGENT = "Claimtrail";

    /** In bytes, as the RFC wants at least; what is beyond is not read. */
    static final int LONGEST = 512 * 1024;

    /** For a site that says nothing. */
    static final Robots ALL = new Robots(List.of());

    private record Rule(boolean allows, String pattern) {

        /** With {@code *} for anything, and {@code $} at its end for the end. */
        boolean fits(String path) {
            boolean whole = pattern.endsWith("$");
            String[] parts = (whole ? pattern.substring(0, pattern.length() - 1) : pattern).split("\\*", -1);
            if (!path.startsWith(parts[0])) {
                return false;
            }
            int at = parts[0].length();
            for (int i = 1; i < parts.length; i++) {
                if (whole && i == parts.length - 1) {
                    return path.endsWith(parts[i]) && path.length() - parts[i].length() >= at;
                }
                int found = path.indexOf(parts[i], at);
                if (found < 0) {
                    return false;
                }
                at = found + parts[i].length();
            }
            return !whole || at == path.length();
        }
    }

    private final List<Rule> rules;

    private Robots(List<Rule> rules) {
        this.rules = rules;
    }

    static Robots of(String text) {
        List<Rule> ours = new ArrayList<>();
        List<Rule> everybodys = new ArrayList<>();
        boolean named = false;
        boolean forUs = false;
        boolean forAll = false;
        boolean inRules = true;
        for (String line : text.split("[\\r\\n]+")) {
            String[] parts = line.replaceFirst("#.*$", "").split(":", 2);
            String name = parts[0].strip().toLowerCase(Locale.ROOT);
            String value = parts.length < 2 ? "" : parts[1].strip();
            switch (name) {
                case "user-agent" -> {
                    if (inRules) {
                        forUs = false;
                        forAll = false;
                        inRules = false;
                    }
                    forUs |= value.equalsIgnoreCase(AGENT);
                    forAll |= value.equals("*");
                    named |= forUs;
                }
                case "allow", "disallow" -> {
                    inRules = true;
                    // To disallow nothing is to allow all.
                    if (!value.isEmpty()) {
                        Rule rule = new Rule(name.equals("allow"), value);
                        if (forUs) {
                            ours.add(rule);
                        }
                        if (forAll) {
                            everybodys.add(rule);
                        }
                    }
                }
                default -> {}
            }
        }
        return new Robots(named ? ours : everybodys);
    }

    boolean allow(URI address) {
        String path = (address.getRawPath().isEmpty() ? "/" : address.getRawPath())
                + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
        int longest = -1;
        boolean allowed = true;
        for (Rule rule : rules) {
            int length = rule.pattern().length();
            if ((length > longest || length == longest && rule.allows()) && rule.fits(path)) {
                longest = length;
                allowed = rule.allows();
            }
        }
        return allowed;
    }
}
