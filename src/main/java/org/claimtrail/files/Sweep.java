package org.claimtrail.files;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.claimtrail.platform.FileStore;
import org.claimtrail.platform.Outgoing;
import org.claimtrail.platform.Purges;
import org.claimtrail.platform.Spool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/** Removes the bytes that nothing has any more: of what was purged, at once, and of what was never attached in the end, each day. */
@Component
class Sweep {

    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    private static final int AT_ONCE = 500;

    private static final String UNUSED = """
            select h from unnest(cast(:hashes as text[])) h
            where not exists (select from public.evidence_file f where f.sha256 = h)
              and not exists (select from public.note_file f where f.sha256 = h)
              and not exists (select from public.article_file f where f.sha256 = h)""";

    private final FileStore store;
    private final Path mark;
    private final Outgoing outgoing;
    private final JdbcClient db;
    private final TransactionTemplate transaction;

    Sweep(FileStore store, Spool spool, Outgoing outgoing, JdbcClient db, PlatformTransactionManager transactions) {
        this.store = store;
        this.mark = spool.files().resolve("installation");
        this.outgoing = outgoing;
        this.db = db;
        this.transaction = new TransactionTemplate(transactions);
        // After a purge there is one still, which has committed.
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Says whose files these are, so that a service with another record, which would find them all unused, lets them be. */
    void mark() {
        if (Files.exists(mark)) {
            return;
        }
        try {
            Spool.directory(mark.resolveSibling(".").normalize());
            Files.writeString(mark, installation(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @TransactionalEventListener
    void afterPurge(Purges.Done purge) {
        sweep();
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT24H")
    void sweep() {
        try {
            Map<String, List<String>> keys = new TreeMap<>();
            store.keys()
                    .forEach(key -> keys.computeIfAbsent(key.substring(0, 64), hash -> new ArrayList<>())
                            .add(key));
            if (keys.isEmpty() || !isOurs()) {
                return;
            }
            List<String> hashes = List.copyOf(keys.keySet());
            for (int i = 0; i < hashes.size(); i += AT_ONCE) {
                List<String> some = hashes.subList(i, Math.min(i + AT_ONCE, hashes.size()));
                for (String unused : requireNonNull(transaction.execute(status -> unused(some)))) {
                    remove(unused, requireNonNull(keys.get(unused)));
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("Files that nothing has any more stay until the next sweep: {}", e.toString());
        }
    }

    /** A copy of a record has the mark of the one that it was made of, whose files these may be. */
    private boolean isOurs() throws IOException {
        if (outgoing.heldSince().isPresent()) {
            LOG.info("Files that nothing has any more stay while nothing is sent from here: this may be a copy.");
            return false;
        }
        mark();
        if (Files.readString(mark, StandardCharsets.US_ASCII).strip().equals(installation())) {
            return true;
        }
        LOG.warn(
                "The files in {} are those of another record, and stay: name another directory by claimtrail.files.directory.",
                mark.getParent());
        return false;
    }

    private String installation() {
        return requireNonNull(transaction.execute(status -> db.sql("select id::text from public.installation")
                .query(String.class)
                .single()));
    }

    private List<String> unused(List<String> hashes) {
        return db.sql(UNUSED)
                .param("hashes", hashes.toArray(String[]::new))
                .query(String.class)
                .list();
    }

    /** Whoever is attaching the same is waited for. */
    private void remove(String hash, List<String> keys) {
        transaction.executeWithoutResult(status -> {
            db.sql("select pg_advisory_xact_lock(hashtextextended(:hash, 0))")
                    .param("hash", hash)
                    .query(row -> {});
            if (unused(List.of(hash)).isEmpty()) {
                return;
            }
            try {
                for (String key : keys) {
                    store.delete(key);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
