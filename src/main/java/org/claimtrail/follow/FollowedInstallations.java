package org.claimtrail.follow;

import java.nio.charset.StandardCharsets;
import org.claimtrail.platform.Representation;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Tells which installations are followed, how far, and what of theirs is not recorded as they say. */
@Service
public class FollowedInstallations {

    private static final String LIST = """
            select json_strip_nulls(json_build_object(
                'items', coalesce(json_agg(json_build_object(
                    'name', i.name,
                    'url', i.url,
                    'state', case when i.failures > 0 then 'FAILING' when i.reading_whole or i.place is null then 'READING_ALL' else 'FOLLOWING' end,
                    'place', i.place,
                    'recorded', i.recorded,
                    'changed', i.changed,
                    'deleted', i.deleted,
                    'failures', i.failures,
                    'lastFailure', i.last_error,
                    'nextAttemptAt', rfc3339(i.next_attempt_at),
                    'completeAt', rfc3339(i.complete_at),
                    'createdAt', rfc3339(i.created_at),
                    'refused', coalesce((
                        select json_agg(json_build_object(
                            'resource', t.resource, 'idThere', t.there_id, 'id', t.thing_id, 'why', t.fault, 'at', rfc3339(t.noted_at))
                            order by t.noted_at desc, t.there_id)
                        from (
                            select * from followed_thing f where f.installation = i.name and f.fault is not null
                            order by f.noted_at desc, f.there_id limit 100) t), '[]')) order by i.name), '[]'))) as json
            from followed_installation i where i.wanted""";

    private final JdbcClient db;

    FollowedInstallations(JdbcClient db) {
        this.db = db;
    }

    public Representation list() {
        return new Representation(db.sql(LIST).query(String.class).single().getBytes(StandardCharsets.UTF_8));
    }
}
