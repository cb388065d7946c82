package org.claimtrail.claim;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface MeasureRepository extends JpaRepository<Measure, UUID> {

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select m from Measure m where m.id = :id")
    Optional<Measure> lock(UUID id);
}
