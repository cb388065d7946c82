package org.claimtrail.publication.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.claimtrail.address.LocalAddress;
import org.claimtrail.platform.web.Hosts;
import org.claimtrail.publication.PublicationSettings;
import org.springframework.stereotype.Component;

/**
 * Where everybody reaches the service. Caches give one answer to many, so that what somebody calls the service never gets into
 * it unless it is one of its names, and the port one that it listens on.
 */
@Component
class PublicAddress {

    private final PublicationSettings settings;
    private final Hosts hosts;
    private final LocalAddress local;

    PublicAddress(PublicationSettings settings, Hosts hosts, LocalAddress local) {
        this.settings = settings;
        this.hosts = hosts;
        this.local = local;
    }

    /** Such as {@code https://claims.example}, without a slash behind it. */
    String of(HttpServletRequest request) {
        URI given = settings.address();
        if (given != null) {
            return given.toString().replaceFirst("/+$", "");
        }
        int port = request.getServerPort();
        boolean usual = port == (request.isSecure() ? 443 : 80);
        if (!hosts.have(request.getServerName()) || !usual && port != request.getLocalPort()) {
            return local.toString();
        }
        return request.getScheme() + "://" + request.getServerName() + (usual ? "" : ":" + port);
    }
}
