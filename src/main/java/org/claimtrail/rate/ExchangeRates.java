package org.claimtrail.rate;

import static org.claimtrail.platform.Fields.given;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.claimtrail.database.Entities;
import org.claimtrail.database.Listing;
import org.claimtrail.database.Selection;
import org.claimtrail.database.StoredJson;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Currencies;
import org.claimtrail.platform.Faults;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.source.SourceRef;
import org.claimtrail.source.Sources;
import org.claimtrail.thing.ExternalIds;
import org.claimtrail.thing.Kind;
import org.claimtrail.thing.Resource;
import org.claimtrail.thing.Things;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Records, reads and corrects exchange rates. */
@Service
public class ExchangeRates extends Things<ExchangeRate> {

    private static final String JSON = """
            json_strip_nulls(json_build_object(
                'id', r.id,
                'from', r.from_currency,
                'to', r.to_currency,
                'rate', r.rate,
                'on', r.day,
                'source', (select json_build_object('id', s.id, 'name', s.name) from source s where s.id = r.source_id),
                'url', r.url,
                'externalIds', external_ids(r.external_ids),
                'createdAt', rfc3339(r.created_at),
                'updatedAt', rfc3339(r.updated_at)))""";

    private static final Kind<ExchangeRate> KIND =
            new Kind<>(Resource.EXCHANGE_RATE, ExchangeRate.class, "r", JSON, Resource.SOURCE);

    private static final Listing LISTING =
            KIND.listing("-on").sortedBy("on", "r.day", "date").sortedBy("createdAt", "r.created_at", "timestamptz");

    /** Each direction of two currencies by itself, so that the index finds the one or two rates that can count. */
    private static final String AROUND = """
            select distinct r.id, r.from_currency, r.to_currency, r.rate, r.day, s.id as source_id, s.name as source_name
            from unnest(cast(:one as text[]), cast(:other as text[]), cast(:day as date[])) wanted (one, other, day)
            cross join lateral (values (one, other), (other, one)) pair (from_currency, to_currency)
            cross join lateral (
                (select * from exchange_rate e
                 where e.from_currency = pair.from_currency and e.to_currency = pair.to_currency
                   and e.day <= wanted.day and e.deleted_at is null
                 order by e.day desc, e.id limit 1)
                union all
                (select * from exchange_rate e
                 where e.from_currency = pair.from_currency and e.to_currency = pair.to_currency
                   and e.day > wanted.day and e.deleted_at is null
                 order by e.day, e.id limit 1)) r
            join source s on s.id = r.source_id""";

    private final Sources sources;
    private final JdbcClient db;

    ExchangeRates(Sources sources, Entities entities, JdbcClient db, Clock clock) {
        super(KIND, entities, db, clock);
        this.sources = sources;
        this.db = db;
    }

    @Override
    public Page list(Query query) {
        return LISTING.page(db, query, selected(query));
    }

    @Override
    public Selection selected(Query query) {
        Selection selection = new Selection()
                .where("r.deleted_at is null")
                .whereOneOf("r.from_currency", "from", query.values("from", Currencies::parse))
                .whereOneOf("r.to_currency", "to", query.values("to", Currencies::parse))
                .where("r.day >= :onFrom", "onFrom", query.day("onFrom"))
                .where("r.day <= :onTo", "onTo", query.day("onTo"));
        return ExternalIds.filter(selection, Resource.EXCHANGE_RATE, "r", query);
    }

    /**
     * What is recorded around the days that are wanted, in one statement: in either direction the last rate up to the
     * day, and the first one after it. Of several of one day it is the one with the lowest id.
     */
    public List<RecordedRate> around(Collection<WantedRate> wanted) {
        return db.sql(AROUND)
                .param(
                        "one",
                        Selection.texts(wanted.stream().map(WantedRate::one).toList()))
                .param(
                        "other",
                        Selection.texts(wanted.stream().map(WantedRate::other).toList()))
                .param(
                        "day",
                        Selection.texts(wanted.stream().map(WantedRate::day).toList()))
                .query((row, n) -> new RecordedRate(
                        row.getObject("id", UUID.class),
                        row.getString("from_currency"),
                        row.getString("to_currency"),
                        row.getBigDecimal("rate"),
                        row.getObject("day", LocalDate.class),
                        new RecordedRate.Source(row.getObject("source_id", UUID.class), row.getString("source_name"))))
                .list();
    }

    @Override
    protected UUID create(Fields body, Instant now) {
        ExchangeRate.Input input = ExchangeRate.Input.read(body);
        UUID source = source(input, body.faults());
        refuseTaken(input, source, null);
        return insert(new ExchangeRate(input, source, now), body);
    }

    @Override
    protected void revise(ExchangeRate present, Fields body, Instant now) {
        ExchangeRate.Input input = ExchangeRate.Input.read(body);
        UUID source = source(input, body.faults());
        refuseTaken(input, source, present);
        present.revise(input, source, now);
    }

    @Override
    protected void refuseRestoring(ExchangeRate rate) {
        Conflict.ifAny(
                StoredJson.others(db, """
                select 'source' as type, s.id, s.name
                from exchange_rate r join source s on s.id = r.source_id
                where r.id = :id and s.deleted_at is not null""", Map.of("id", rate.id())),
                Conflict.Reason.REFERS_TO_DELETED,
                "Its source is deleted: restore that first.");
    }

    /** @throws InvalidInput with all faults of the body */
    private UUID source(ExchangeRate.Input input, Faults faults) {
        SourceRef ref = input.source();
        UUID source =
                ref == null ? null : sources.resolveAll(List.of(ref), faults).get(ref);
        faults.throwIfAny();
        return given(source);
    }

    private void refuseTaken(ExchangeRate.Input input, UUID source, @Nullable ExchangeRate self) {
        db.sql("""
                        select id from exchange_rate
                        where from_currency = :from and to_currency = :to and day = :day and source_id = :source
                          and deleted_at is null""")
                .param("from", input.from())
                .param("to", input.to())
                .param("day", input.on())
                .param("source", source)
                .query(UUID.class)
                .optional()
                .filter(other -> self == null || !other.equals(self.id()))
                .ifPresent(other -> {
                    throw new Conflict(
                            Conflict.Reason.DUPLICATE,
                            "The source's rate of this day for these currencies is recorded already.",
                            "/on",
                            List.of(new Conflict.Other(
                                    "exchange-rate",
                                    other,
                                    String.join(
                                            " ",
                                            input.from(),
                                            input.to(),
                                            given(input.on()).toString()))));
                });
    }
}
