package org.claimtrail.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test against the whole application on a free port, and on the database that {@link TestDatabase} chose. All such
 * tests share one application and one database, as long as none changes the configuration.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        // What a test needs lower, it sets lower. Nothing works in the background while tables are emptied.
        properties = {
            "claimtrail.standing.catch-up-every=1d",
            "claimtrail.likeness.catch-up-every=1d",
            "claimtrail.search.gather-every=1d",
            "claimtrail.addresses.compare-every=1d",
            "claimtrail.webhooks.at-once=0",
            "claimtrail.passwords.strength=4",
            "claimtrail.watching.notices=false",
            "claimtrail.watching.searches-every=1d",
            // Whoever looks at mails says where they go.
            "spring.mail.host=127.0.0.1",
            "spring.mail.port=1",
            "claimtrail.mail.from=claimtrail@claims.test",
            "claimtrail.articles.fetch=true",
            "claimtrail.articles.archive=https://archive.example/web/{url}",
            "claimtrail.articles.fetch-networks=127.0.0.0/8",
            "claimtrail.mcp.enabled=true",
            "claimtrail.rate-limit.token=1000000/1m",
            "claimtrail.rate-limit.account=1000000/1m",
            "claimtrail.rate-limit.address=1000000/1m",
            "claimtrail.rate-limit.exempt-administrators=true"
        })
@Import({StatementCounter.class, ReadOnlyRequests.class})
@ContextConfiguration(initializers = {TestDatabase.class, TestProvider.class, TestModel.class})
public @interface ClaimtrailTest {}
