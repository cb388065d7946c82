package org.claimtrail.assessment;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface AssessmentRepository extends JpaRepository<Assessment, UUID> {

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select e from Assessment e where e.id = :id and e.claimId = :claim")
    Optional<Assessment> lock(UUID id, UUID claim);
}
