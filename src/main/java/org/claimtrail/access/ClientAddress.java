package org.claimtrail.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Whom an address stands for. */
final class ClientAddress {

    private ClientAddress() {}

    /** IPv6 by its first half, which is one network: each machine in it has as many of the other halves as it likes. */
    static String of(@Nullable String address) {
        if (address == null) {
            return "none";
        }
        // Without a colon it is IPv4, or nothing that Java should look up.
        if (!address.contains(":")) {
            return address;
        }
        try {
            InetAddress parsed = InetAddress.getByName(address.replaceFirst("%.*", ""));
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), 8)) + "/64"
                    : parsed.getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
