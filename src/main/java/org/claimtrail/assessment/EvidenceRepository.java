package org.claimtrail.assessment;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface EvidenceRepository extends JpaRepository<Evidence, UUID> {

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select e from Evidence e where e.id = :id and e.claimId = :claim")
    Optional<Evidence> lock(UUID id, UUID claim);
}
