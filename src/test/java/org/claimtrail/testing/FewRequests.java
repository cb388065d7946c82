package org.claimtrail.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.TestPropertySource;

/**
 * Five requests an hour for the tokens of each account and for each account, twenty for each address; administrators make any
 * number. Most tests could not live with that.
 */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@TestPropertySource(
        properties = {
            "claimtrail.rate-limit.token=5/1h",
            "claimtrail.rate-limit.account=5/1h",
            "claimtrail.rate-limit.address=20/1h",
            "claimtrail.trusted-proxies=127.0.0.1"
        })
public @interface FewRequests {}
