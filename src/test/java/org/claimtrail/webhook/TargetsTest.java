package org.claimtrail.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.claimtrail.testing.Receiver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {

    private static WebhookSettings settings(boolean allowHttp, String... networks) {
        return new WebhookSettings(
                allowHttp,
                List.of(networks),
                List.of(Duration.ofSeconds(1)),
                Duration.ofHours(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                1);
    }

    private static final Targets TARGETS = new Targets(settings(true));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "100.100.100.200",
                "169.254.169.254",
                "168.63.129.16",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "192.0.0.8",
                "192.0.2.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "3fff::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void whatIsNotPublicIsRefused(String address) throws UnknownHostException {
        assertThat(TARGETS.networks().allows(InetAddress.getByName(address))).isFalse();
        String host = address.contains(":") ? "[" + address + "]" : address;
        assertThat(TARGETS.objection("https://" + host + "/hook"))
                .hasValueSatisfying(objection -> assertThat(objection).startsWith("leads into a network"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.0.1",
                "172.32.0.1",
                "9.255.255.255",
                "192.167.1.1",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450::1"
            })
    void whatIsPublicIsAllowed(String address) throws UnknownHostException {
        assertThat(TARGETS.networks().allows(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void aNetworkCanBeAllowed() throws UnknownHostException {
        Targets some = new Targets(settings(true, "10.1.0.0/16", "fd12::/16"));

        assertThat(some.networks().allows(InetAddress.getByName("10.1.2.3"))).isTrue();
        assertThat(some.networks().allows(InetAddress.getByName("fd12::3"))).isTrue();
        assertThat(some.networks().allows(InetAddress.getByName("10.2.2.3"))).isFalse();
        assertThat(some.networks().allows(InetAddress.getByName("fd13::3"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://desk.example/",
                "ftp://desk.example/",
                "desk.example",
                "https:///hook",
                "https://user@desk.example/",
                "https://user:secret@desk.example/",
                "https://desk.example/#part",
                "https://desk.example:0/",
                "https://desk.example:70000/",
                "https://localhost/",
                "https://LOCALHOST./",
                "https://api.localhost/",
                "https://2130706433/",
                "https://127.1/",
                "https://bücher.example/",
                "https://desk.example/ hook",
                "javascript:alert(1)"
            })
    void whatIsNoAddressToSendToIsRefused(String url) {
        assertThat(new Targets(settings(false)).objection(url)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://desk.example",
                "https://desk.example:8443/a?b=c",
                "https://8.8.8.8/",
                "HTTPS://desk.example"
            })
    void whatIsOneIsNot(String url) {
        assertThat(new Targets(settings(false)).objection(url)).isEmpty();
    }

    /** Where it counts: a name that stands for this machine, and its addresses in any spelling. */
    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "127.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]"})
    void nothingIsSentInside(String host) throws IOException {
        try (Receiver receiver = new Receiver()) {
            Sender closed = new Sender(settings(true), TARGETS, Clock.systemUTC());
            byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
            assertThat(closed.send(receiver.url(host), "1", List.of(new byte[32]), "application/json", body)
                            .error())
                    .isEqualTo("leads into a network that is not public");
            assertThat(receiver.received()).isEmpty();
            closed.destroy();
        }
    }

    @Test
    void aNameIsAllowedByTheAddressItStandsFor() throws IOException {
        try (Receiver receiver = new Receiver()) {
            WebhookSettings settings = settings(true, "127.0.0.0/8");
            Sender open = new Sender(settings, new Targets(settings), Clock.systemUTC());
            byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
            assertThat(open.send(receiver.url("localhost"), "1", List.of(new byte[32]), "application/json", body)
                            .error())
                    .isNull();
            assertThat(receiver.received()).hasSize(1);
            receiver.answers((request, exchange) -> {
                exchange.getResponseHeaders().set("Location", receiver.url("127.0.0.1"));
                return 307;
            });
            assertThat(open.send(receiver.url("localhost"), "2", List.of(new byte[32]), "application/json", body)
                            .error())
                    .isEqualTo("answered 307");
            assertThat(receiver.received()).hasSize(2);
            open.destroy();
        }
    }
}
