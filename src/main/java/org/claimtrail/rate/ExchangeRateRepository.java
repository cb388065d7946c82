package org.claimtrail.rate;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface ExchangeRateRepository extends JpaRepository<ExchangeRate, UUID> {

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select r from ExchangeRate r where r.id = :id")
    Optional<ExchangeRate> lock(UUID id);
}
