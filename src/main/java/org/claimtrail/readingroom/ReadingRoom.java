package org.claimtrail.readingroom;

import static org.claimtrail.platform.Fields.given;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.ClaimKind;
import org.claimtrail.reading.ArticleText;
import org.claimtrail.reading.Passage;
import org.claimtrail.reading.Readings;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What is seen while an article is read: its text, the claims that were taken from it and where, and who speaks in it. */
@Service
public class ReadingRoom {

    /** An article with more claims shows the first ones; its page has all. */
    private static final int MOST_TAKEN = 1000;

    /** As many as there are keys for. */
    public static final int MOST_SPEAKERS = 9;

    private final Readings readings;
    private final JdbcClient db;

    ReadingRoom(Readings readings, JdbcClient db) {
        this.readings = readings;
        this.db = db;
    }

    /** The claims that appear in the article, in the order of its text; those that stand nowhere in it come last. */
    public List<Taken> taken(ArticleText read) {
        return db
                .sql("""
                        select c.number, c.text, c.language, c.kind, p.exact, p.start_offset, p.end_offset, p.article_version,
                            (select string_agg(s.name, ' and ' order by x.position)
                             from attribution l
                             join attribution_source x on x.attribution_id = l.id
                             join source s on s.id = x.source_id
                             where l.appearance_id = p.id and l.position = 0) as speakers
                        from appearance p
                        join claim c on c.id = p.claim_id
                        where p.article_id = :article and p.deleted_at is null and c.deleted_at is null
                        order by c.number, p.position
                        limit :most""")
                .param("article", read.article())
                .param("most", MOST_TAKEN)
                .query((row, number) -> new Taken(
                        row.getLong("number"),
                        row.getString("text"),
                        row.getString("language"),
                        ClaimKind.valueOf(row.getString("kind")),
                        row.getString("speakers"),
                        row.getString("exact"),
                        place(
                                        read,
                                        row.getString("exact"),
                                        row.getInt("article_version"),
                                        row.getObject("start_offset", Long.class),
                                        row.getObject("end_offset", Long.class))
                                .orElse(null)))
                .list()
                .stream()
                .sorted(Comparator.comparingInt((Taken claim) -> claim.place() == null
                                ? Integer.MAX_VALUE
                                : claim.place().from())
                        .thenComparingLong(Taken::number))
                .toList();
    }

    /** The position holds for the version that it was noted in, and where its words are there. */
    private static Optional<Passage> place(
            ArticleText read, @Nullable String exact, int version, @Nullable Long start, @Nullable Long end) {
        if (!read.isThere()) {
            return Optional.empty();
        }
        String text = given(read.text());
        Optional<Passage> noted = Passage.ofCharacters(text, start, end);
        if (exact == null) {
            return version == read.version() ? noted : Optional.empty();
        }
        return noted.filter(passage -> passage.in(text).equals(exact))
                .or(() -> Passage.of(exact, text, noted.map(Passage::from).orElse(0)));
    }

    /** The claim of the article that was recorded last. */
    public Optional<ClaimKey> lastTaken(UUID article) {
        return db.sql("""
                        select c.id
                        from appearance p join claim c on c.id = p.claim_id
                        where p.article_id = :article and p.deleted_at is null and c.deleted_at is null
                        order by c.number desc
                        limit 1""")
                .param("article", article)
                .query(UUID.class)
                .optional()
                .map(ClaimKey::of);
    }

    /** The text as it is shown. */
    public MarkedText marked(ArticleText read, List<Taken> taken) {
        if (!read.isThere()) {
            return new MarkedText(List.of());
        }
        String text = given(read.text());
        return MarkedText.of(
                text,
                readings.sentences(text, read.language()),
                taken.stream()
                        .flatMap(claim -> Stream.ofNullable(claim.place())
                                .map(place -> new MarkedText.Mark(claim.number(), place)))
                        .toList());
    }

    /** The names of those who speak in claims of the article, whoever does so most first. */
    public List<String> speakers(UUID article) {
        return db.sql("""
                        select s.name
                        from appearance p
                        join claim c on c.id = p.claim_id and c.deleted_at is null
                        join attribution l on l.appearance_id = p.id
                        join attribution_source x on x.attribution_id = l.id
                        join source s on s.id = x.source_id
                        where p.article_id = :article and p.deleted_at is null
                        group by s.id, s.name
                        order by count(*) desc, min(c.number), s.id
                        limit :most""")
                .param("article", article)
                .param("most", MOST_SPEAKERS)
                .query(String.class)
                .list();
    }
}
