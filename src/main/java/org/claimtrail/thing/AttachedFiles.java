package org.claimtrail.thing;

import java.util.Map;
import org.claimtrail.database.Sql;

/** How the files that are attached to a thing are answered: as a list of it, and one by one. */
public final class AttachedFiles {

    /** One, {@code f}. */
    public static final String JSON = """
            json_strip_nulls(json_build_object(
                'id', f.id,
                'name', f.name,
                'mediaType', f.media_type,
                'nameSuggests', f.name_suggests,
                'bytes', f.bytes,
                'sha256', f.sha256,
                'hasThumbnail', f.has_thumbnail,
                'by', f.by,
                'createdAt', rfc3339(f.created_at)))""";

    private AttachedFiles() {}

    /**
     * Those of a thing in their order, in SQL; null where there is none.
     *
     * @param kind the table of the thing
     * @param id its id, in SQL
     */
    public static String of(String kind, String id) {
        return Sql.of("""
                (select json_agg({json} order by f.created_at, f.id)
                from {kind}_file f where f.{kind}_id = {id} and f.deleted_at is null)""", Map.of("json", JSON, "kind", kind, "id", id));
    }
}
