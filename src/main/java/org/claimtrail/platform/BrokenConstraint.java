package org.claimtrail.platform;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataIntegrityViolationException;

/** What a refusal by the database means, by the name of the constraint that refused. */
public final class BrokenConstraint {

    private record Meaning(Conflict.Reason reason, String detail, String pointer) {
        Conflict conflict() {
            return new Conflict(reason, detail, pointer, List.of());
        }
    }

    private static final Map<String, Meaning> MEANINGS = Map.ofEntries(
            duplicate("source_name_unique", "A source of this name is recorded already.", "/name"),
            duplicate(
                    "source_unnamed_unique_within_article",
                    "The article has an unnamed source of this name already.",
                    "/name"),
            duplicate("article_url_unique", "An article at this address is recorded already.", "/url"),
            duplicate("article_citation_unique", "An article with this citation is recorded already.", "/citation"),
            duplicate("measure_name_and_unit_unique", "A measure of this name and unit is recorded already.", "/name"),
            duplicate("topic_name_unique", "A topic of this name is recorded already.", "/name"),
            duplicate(
                    "exchange_rate_unique",
                    "The source's rate of this day for these currencies is recorded already.",
                    "/on"),
            duplicate("relation_once", "This relation is recorded already.", "/to"),
            duplicate("relation_symmetric_once", "This relation is recorded already, in the other direction.", "/to"),
            Map.entry(
                    "purge_of_deleted",
                    new Meaning(
                            Conflict.Reason.PURGE_RULE,
                            "Only what is deleted can be purged whole, and only what is not deleted can be purged of its past.",
                            "/keep")),
            cycle("membership_acyclic", "The source would be part of itself.", "/partOf"),
            cycle("membership_not_itself", "The source would be part of itself.", "/partOf"),
            cycle("figure_not_derived_from_itself", "A figure would be derived from itself.", "/figures"),
            cycle("figure_not_alternative_to_itself", "A figure would be the alternative to itself.", "/figures"),
            cycle("figure_acyclic", "A figure would be derived from itself.", "/figures"),
            cycle("relation_acyclic", "The claim would bear on itself through others.", "/to"));

    private static final String EXTERNAL_ID = "external_id_unique";

    /** What {@code keep_external_ids()} says. */
    private static final Pattern OTHER = Pattern.compile("another (\\S+) is called (.+)");

    private BrokenConstraint() {}

    /** Whether something that was purged was to be restored. */
    public static boolean restoresPurged(DataIntegrityViolationException e) {
        return "purged_for_good".equals(name(e));
    }

    /** Empty where the rules in Java should have refused it before. */
    public static Optional<Conflict> in(DataIntegrityViolationException e) {
        ServerErrorMessage refusal = refusal(e);
        if (refusal != null && EXTERNAL_ID.equals(refusal.getConstraint()) && refusal.getDetail() != null) {
            Matcher other = OTHER.matcher(String.valueOf(refusal.getMessage()));
            if (other.matches()) {
                return Optional.of(new Conflict(
                        Conflict.Reason.DUPLICATE,
                        "Another %s is called %s already; one that is deleted keeps its external ids."
                                .formatted(other.group(1).replace('-', ' '), other.group(2)),
                        "/externalIds",
                        List.of(new Conflict.Other(other.group(1), refusal.getDetail(), other.group(2)))));
            }
        }
        return Optional.ofNullable(name(e)).map(MEANINGS::get).map(Meaning::conflict);
    }

    private static @Nullable String name(DataIntegrityViolationException e) {
        ServerErrorMessage refusal = refusal(e);
        return refusal == null ? null : refusal.getConstraint();
    }

    private static @Nullable ServerErrorMessage refusal(DataIntegrityViolationException e) {
        return NestedExceptionUtils.getMostSpecificCause(e) instanceof PSQLException sql
                ? sql.getServerErrorMessage()
                : null;
    }

    private static Map.Entry<String, Meaning> duplicate(String constraint, String detail, String pointer) {
        return Map.entry(constraint, new Meaning(Conflict.Reason.DUPLICATE, detail, pointer));
    }

    private static Map.Entry<String, Meaning> cycle(String constraint, String detail, String pointer) {
        return Map.entry(constraint, new Meaning(Conflict.Reason.CYCLE, detail, pointer));
    }
}
