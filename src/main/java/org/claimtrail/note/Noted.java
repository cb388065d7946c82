package org.claimtrail.note;

import java.util.Map;
import org.claimtrail.database.Sql;
import org.claimtrail.platform.Json;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a note is on, as answers tell it that are not about it. */
public final class Noted {

    /** The kind of it, in SQL; {@code {n}} is the note. */
    private static final String KIND = """
            case
                when {n}.assessment_id is not null then 'assessment'
                when {n}.claim_id is not null then 'claim'
                when {n}.source_id is not null then 'source'
                else 'article'
            end""";

    private static final String NAMED = """
            json_build_object(
                'resource', {kind},
                'id', {n}.on_id,
                'name', case
                    when {n}.assessment_id is not null then (
                        select coalesce(o.rating, o.summary, o.url, o.rating_value::text)
                        from assessment o where o.id = {n}.assessment_id)
                    when {n}.claim_id is not null then (select o.text from claim o where o.id = {n}.claim_id)
                    when {n}.source_id is not null then (select o.name from source o where o.id = {n}.source_id)
                    else (
                        select coalesce(v.title, o.url, o.citation)
                        from article o
                        left join article_version v on v.article_id = o.id and v.version = o.current_version
                        where o.id = {n}.article_id)
                end)""";

    private static final String LIVE = """
            not exists (select from claim o where o.id = {n}.claim_id and o.deleted_at is not null)
            and not exists (select from assessment o where o.id = {n}.assessment_id and o.deleted_at is not null)
            and not exists (select from source o where o.id = {n}.source_id and o.deleted_at is not null)
            and not exists (select from article o where o.id = {n}.article_id and o.deleted_at is not null)""";

    private static final String ADDRESS = """
            case
                when {n}.assessment_id is not null then '/claims/C-' || {number} || '/assessments/' || {n}.assessment_id
                when {n}.claim_id is not null then '/claims/C-' || {number}
                when {n}.source_id is not null then '/sources/' || {n}.source_id
                else '/articles/' || {n}.article_id
            end""";

    /** A thing that a note is on. */
    public record Thing(Resource kind, String id) {

        /** @param json as {@link Noted#json} has it; absent of what is no note */
        public static @Nullable Thing of(@Nullable String json) {
            if (json == null) {
                return null;
            }
            JsonNode on = Json.mapper().readTree(json);
            return new Thing(
                    Resource.parse(on.get("resource").stringValue()),
                    on.get("id").stringValue());
        }

        /** Whether it is something else than a claim. */
        public boolean isOther() {
            return kind != Resource.CLAIM;
        }
    }

    private Noted() {}

    /** SQL for the kind and the id of what a row of a note is on, as JSON. */
    public static String json(String note) {
        return Sql.of(
                "json_build_object('resource', {kind}, 'id', {n}.on_id)",
                Map.of("kind", Sql.of(KIND, Map.of("n", note)), "n", note));
    }

    /** Likewise, with its name. */
    public static String namedJson(String note) {
        return Sql.of(NAMED, Map.of("kind", Sql.of(KIND, Map.of("n", note)), "n", note));
    }

    /**
     * SQL for the address of the page of what a note is on, below which those of its notes are.
     *
     * @param number of the claim that this is, or belongs to
     */
    public static String address(String note, String number) {
        return Sql.of(ADDRESS, Map.of("n", note, "number", number));
    }

    /** SQL for whether what a note is on, and the claim of that, are not deleted. */
    public static String isLive(String note) {
        return Sql.of(LIVE, Map.of("n", note));
    }

    /**
     * The page that shows a note, at the note itself.
     *
     * @param resource the kind of what it is on
     * @param claim the number of the claim that this is, or belongs to, if any
     */
    public static String page(String resource, Object on, @Nullable Object claim, Object note) {
        String page = claim == null
                ? Resource.parse(resource).address() + "/" + on
                : Resource.CLAIM.address() + "/C-" + claim;
        return "/" + page + "#note-" + note;
    }
}
