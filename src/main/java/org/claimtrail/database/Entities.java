package org.claimtrail.database;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/** The rows that are changed, as entities. */
@Repository
public class Entities {

    private final EntityManager entities;

    Entities(EntityManager entities) {
        this.entities = entities;
    }

    /** One that nobody else changes until the transaction ends. */
    public <T> Optional<T> lock(Class<T> type, UUID id) {
        return entities.createQuery("select t from " + type.getSimpleName() + " t where t.id = :id", type)
                .setParameter("id", id)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .findFirst();
    }

    /** What is new is written, now. */
    public void record(Object thing) {
        entities.persist(thing);
        entities.flush();
    }

    /** What was changed is written, now. */
    public void flush() {
        entities.flush();
    }
}
