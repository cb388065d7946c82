package org.claimtrail.address;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/**
 * Which addresses stand for one document, and whose an address is: by the table {@code rules.tsv} beside this class, and by
 * what the operator adds to it or leaves out ({@link AddressSettings}).
 */
@Component
public class AddressRules {

    /** More are no longer the same document seen through one thing and another, but somebody's game. */
    private static final int MOST_STEPS = 8;

    /** In characters of addresses. */
    private static final int MOST_REMEMBERED = 2_000_000;

    private static final Pattern SCHEME = Pattern.compile("(?i)https?:.*", Pattern.DOTALL);

    private static final Pattern HOLE = Pattern.compile("\\{(\\d)(?::(decoded|lower|dotted))?}");

    private static final Resource BUILT_IN = new ClassPathResource("rules.tsv", AddressRules.class);

    private enum Kind {
        DOCUMENT,
        ACCOUNT,
        NOBODY
    }

    private record Rule(int place, Kind kind, String name, Pattern pattern, String result) {

        /** Empty where the rule does not match, or gives no address. */
        Optional<String> apply(String address) {
            Matcher matcher = pattern.matcher(address);
            return matcher.matches() ? filledIn(matcher) : Optional.empty();
        }

        private Optional<String> filledIn(Matcher matcher) {
            try {
                return Optional.of(HOLE.matcher(result).replaceAll(hole -> {
                    String text = matcher.group(Integer.parseInt(hole.group(1)));
                    return Matcher.quoteReplacement(text == null ? "" : written(text, hole.group(2)));
                }));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        private static String written(String text, @Nullable String way) {
            return switch (way == null ? "" : way) {
                case "decoded" ->
                    text.startsWith("http:") || text.startsWith("https:")
                            ? text
                            : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
                case "lower" -> text.toLowerCase(Locale.ROOT);
                case "dotted" -> text.replace("--", "\0").replace('-', '.').replace('\0', '-');
                default -> text;
            };
        }
    }

    /** What an address stands for, and whose it is. */
    private record Meaning(CanonicalUrl document, @Nullable Site site) {}

    private final Map<String, List<Rule>> byHost = new HashMap<>();
    private final String version;

    /** An article is asked for again and again, and one body names the same many times. */
    private final Cache<String, Meaning> meanings = Caffeine.newBuilder()
            .maximumWeight(MOST_REMEMBERED)
            .<String, Meaning>weigher(
                    (url, meaning) -> url.length() + meaning.document().value().length())
            .build();

    @Autowired
    AddressRules(AddressSettings settings) {
        List<String> lines = new ArrayList<>();
        if (settings.rules() != null) {
            lines.addAll(lines(settings.rules()));
        }
        lines.addAll(lines(BUILT_IN));
        lines.removeIf(line -> line.isBlank() || line.startsWith("#"));
        lines.removeIf(line -> settings.without().contains(column(line, 1)));
        for (String line : lines) {
            add(line);
        }
        version = hash(String.join("\n", lines));
    }

    /** The rules that come with the service. */
    public static AddressRules builtIn() {
        return new AddressRules(new AddressSettings(null, List.of()));
    }

    /** Changes when the rules do. */
    public String version() {
        return version;
    }

    /**
     * The canonical address of the document that an address stands for.
     *
     * @throws IllegalArgumentException if it is no absolute http or https address; the message is one sentence for people
     */
    public CanonicalUrl document(String url) {
        return meanings.get(url, this::meaning).document();
    }

    /**
     * Whose an address is; null where it does not tell, since it is one of a platform or an archive.
     *
     * @throws IllegalArgumentException if it is no absolute http or https address
     */
    public @Nullable Site site(String url) {
        return meanings.get(url, this::meaning).site();
    }

    private Meaning meaning(String url) {
        List<CanonicalUrl> steps = steps(CanonicalUrl.of(url));
        return new Meaning(steps.get(steps.size() - 1), site(steps));
    }

    private @Nullable Site site(List<CanonicalUrl> steps) {
        // The account stands in some forms of an address and not in others.
        for (CanonicalUrl step : steps) {
            Optional<String> account = rules(step, Kind.ACCOUNT).stream()
                    .flatMap(rule -> rule.apply(bare(step)).stream())
                    .findFirst();
            if (account.isPresent()) {
                return new Site(account.get());
            }
        }
        CanonicalUrl document = steps.get(steps.size() - 1);
        Predicate<Rule> matches = rule -> rule.apply(bare(document)).isPresent();
        return rules(document, Kind.NOBODY).stream().anyMatch(matches) ? null : new Site(host(document));
    }

    /** From an address to what it stands for, step by step; the first is the address. */
    private List<CanonicalUrl> steps(CanonicalUrl address) {
        List<CanonicalUrl> steps = new ArrayList<>(List.of(address));
        Optional<CanonicalUrl> next = next(address);
        while (next.isPresent() && steps.size() <= MOST_STEPS) {
            steps.add(next.get());
            next = next(next.get());
        }
        return steps;
    }

    private Optional<CanonicalUrl> next(CanonicalUrl address) {
        for (Rule rule : rules(address, Kind.DOCUMENT)) {
            Optional<CanonicalUrl> other =
                    rule.apply(bare(address)).flatMap(AddressRules::parsed).filter(url -> !url.equals(address));
            if (other.isPresent()) {
                return other;
            }
        }
        return Optional.empty();
    }

    /** Empty for what is no address of a public host, such as a word that follows where one should. */
    private static Optional<CanonicalUrl> parsed(String address) {
        try {
            CanonicalUrl url = CanonicalUrl.of(SCHEME.matcher(address).matches() ? address : "https://" + address);
            return host(url).indexOf('.') > 0 ? Optional.of(url) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private List<Rule> rules(CanonicalUrl address, Kind kind) {
        List<Rule> rules = new ArrayList<>(byHost.getOrDefault("*", List.of()));
        for (String host = host(address); !host.isEmpty(); host = host.substring(host.indexOf('.') + 1)) {
            rules.addAll(byHost.getOrDefault(host, List.of()));
            if (host.indexOf('.') < 0) {
                break;
            }
        }
        rules.removeIf(rule -> rule.kind() != kind);
        rules.sort((a, b) -> Integer.compare(a.place(), b.place()));
        return rules;
    }

    private static String bare(CanonicalUrl address) {
        return address.value().substring("https://".length());
    }

    /** Without the port. */
    private static String host(CanonicalUrl address) {
        String bare = bare(address);
        String authority = bare.substring(0, bare.indexOf('/'));
        int colon = authority.startsWith("[") ? authority.indexOf(':', authority.indexOf(']')) : authority.indexOf(':');
        return colon < 0 ? authority : authority.substring(0, colon);
    }

    private void add(String line) {
        try {
            Rule rule = new Rule(
                    byHost.values().stream().mapToInt(List::size).sum(),
                    Kind.valueOf(column(line, 0)),
                    column(line, 1),
                    Pattern.compile(column(line, 3)),
                    column(line, 4));
            for (String host : column(line, 2).split(",")) {
                byHost.computeIfAbsent(host, key -> new ArrayList<>()).add(rule);
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalStateException("This rule of addresses cannot be read: " + line, e);
        }
    }

    private static String column(String line, int nth) {
        return line.split("\t", -1)[nth];
    }

    private static List<String> lines(Resource resource) {
        try {
            return resource.getContentAsString(StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The rules of addresses cannot be read: " + resource, e);
        }
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(requireNonNull(
                            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
