package org.claimtrail.claim;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface RelationRepository extends JpaRepository<Relation, UUID> {

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select r from Relation r where r.id = :id and (r.fromClaimId = :claim or r.toClaimId = :claim)")
    Optional<Relation> lock(UUID id, UUID claim);
}
