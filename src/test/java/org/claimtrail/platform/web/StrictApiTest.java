package org.claimtrail.platform.web;

import org.claimtrail.testing.ApiTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/**
 * A test with limits so low that it need not send much or wait long to meet them, and with strangers let in; all such
 * tests share them.
 */
@TestPropertySource(
        properties = {
            "claimtrail.limits.body-size=100KB",
            "claimtrail.limits.body-time=1s",
            "claimtrail.limits.list-elements=5",
            "claimtrail.limits.query-length=200",
            "claimtrail.limits.statement-timeout=1500ms",
            "claimtrail.limits.lock-timeout=500ms",
            "claimtrail.limits.idle-transaction-timeout=5s",
            "claimtrail.files.size=100KB",
            "claimtrail.files.most=2",
            "claimtrail.trusted-proxies=127.0.0.1,10.1.*.*",
            "claimtrail.hosts=localhost,claims.example",
            "claimtrail.public-read=true",
            "server.max-http-request-header-size=4KB",
            "server.tomcat.connection-timeout=700ms"
        })
public abstract class StrictApiTest extends ApiTest {

    @LocalServerPort
    protected int port;
}
