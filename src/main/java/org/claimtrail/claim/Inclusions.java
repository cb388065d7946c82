package org.claimtrail.claim;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Answers claims together with what is known about them: by a few statements for all claims of a page, in one state of the
 * record. A claim gets a member {@code included} with a member for each that was asked for.
 */
@Service
public class Inclusions {

    private static final String PARAMETER = "include";

    /** So many claims a page may have that includes anything. */
    private static final int MOST_CLAIMS = 50;

    private static final Pattern ID = Pattern.compile("^\\{\"id\" ?: ?\"([0-9a-f-]{36})\"");

    private final NavigableMap<String, Inclusion> known = new TreeMap<>();
    private final Actor actor;

    Inclusions(List<Inclusion> known, Actor actor) {
        known.forEach(inclusion -> this.known.put(inclusion.name(), inclusion));
        this.actor = actor;
    }

    /** What a request wants included: names with commas between them, or the parameter repeated. */
    public List<Inclusion> asked(Query query) {
        Set<Inclusion> asked = new LinkedHashSet<>();
        query.values(
                        PARAMETER,
                        text -> Arrays.stream(text.split(",", -1))
                                .map(name -> named(name.strip()))
                                .toList())
                .forEach(asked::addAll);
        return List.copyOf(asked);
    }

    private Inclusion named(String name) {
        Inclusion inclusion = known.get(name);
        if (inclusion == null) {
            throw new IllegalArgumentException("must be one or several of " + String.join(", ", known.keySet()) + ".");
        }
        if (!inclusion.isPublic() && actor.caller().isEmpty()) {
            throw new IllegalArgumentException("asks for " + name + ", which is for those who have an account.");
        }
        return inclusion;
    }

    /** The claim with what is to be included; its tag may guard changes as that of the claim alone does. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Representation read(Supplier<Representation> claim, List<Inclusion> inclusions) {
        Representation alone = claim.get();
        String json = with(List.of(new String(alone.json(), StandardCharsets.UTF_8)), inclusions)
                .get(0);
        return alone.withMore(json.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The claims of a page with what is to be included.
     *
     * @param query may ask for a limit, that of the page
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Page list(Query query, Supplier<Page> page, List<Inclusion> inclusions) {
        query.number("limit", 1, MOST_CLAIMS);
        Page alone = page.get();
        return alone.withItems(with(alone.items(), inclusions));
    }

    private List<String> with(List<String> claims, List<Inclusion> inclusions) {
        List<UUID> ids = claims.stream().map(Inclusions::id).toList();
        List<Map<UUID, String>> found =
                inclusions.stream().map(inclusion -> inclusion.of(ids)).toList();
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            StringBuilder answer = new StringBuilder(claims.get(i).stripTrailing());
            answer.setLength(answer.length() - 1);
            answer.append(",\"included\":{");
            for (int k = 0; k < inclusions.size(); k++) {
                answer.append(k == 0 ? "\"" : ",\"")
                        .append(inclusions.get(k).name())
                        .append("\":")
                        .append(requireNonNull(found.get(k).get(ids.get(i))));
            }
            answers.add(answer.append("}}").toString());
        }
        return answers;
    }

    private static UUID id(String claim) {
        Matcher id = ID.matcher(claim);
        if (!id.find()) {
            throw new IllegalStateException("A claim begins with its id.");
        }
        return UUID.fromString(id.group(1));
    }
}
