package org.claimtrail.access;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface AccountRepository extends JpaRepository<Account, UUID> {

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select a from Account a where a.id = :id")
    Optional<Account> lock(UUID id);

    /** In one order, so that two who ask at once wait for each other instead of both for one another. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select a from Account a where a.role = org.claimtrail.platform.Role.ADMIN and not a.disabled order by a.id")
    List<Account> lockAdministrators();

    @Query(value = "select * from account where name_key = account_key(:name)", nativeQuery = true)
    Optional<Account> findByName(String name);

    Optional<Account> findByIssuerAndSubject(String issuer, String subject);
}
