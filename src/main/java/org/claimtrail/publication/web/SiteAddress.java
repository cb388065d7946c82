package org.claimtrail.publication.web;

import jakarta.servlet.http.HttpServletRequest;
import org.claimtrail.address.LocalAddress;
import org.claimtrail.address.PublicAddress;
import org.claimtrail.platform.web.Hosts;
import org.springframework.stereotype.Component;

/**
 * Where everybody reaches the service. Caches give one answer to many, so that what somebody calls the service never gets into
 * it unless it is one of its names, and the port one that it listens on.
 */
@Component
class SiteAddress {

    private final PublicAddress told;
    private final Hosts hosts;
    private final LocalAddress local;

    SiteAddress(PublicAddress told, Hosts hosts, LocalAddress local) {
        this.told = told;
        this.hosts = hosts;
        this.local = local;
    }

    /** Such as {@code https://claims.example}, without a slash behind it. */
    String of(HttpServletRequest request) {
        if (told.url() != null) {
            return told.url();
        }
        int port = request.getServerPort();
        boolean usual = port == (request.isSecure() ? 443 : 80);
        if (!hosts.have(request.getServerName()) || !usual && port != request.getLocalPort()) {
            return local.toString();
        }
        return request.getScheme() + "://" + request.getServerName() + (usual ? "" : ":" + port);
    }
}
