package io.provisioning.extensionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {
    private static final List<String> PROXIES = List.of("10.0.0.0/8", "192.0.2.7", "fd00::/9", "0:0:0:0:0:0:0:1");

    @Test
    void withoutAProxyItIsTheAddressOfTheConnection() {
        assertThat(of("203.0.113.9")).isEqualTo("203.0.113.9");
        assertThat(of("")).isEmpty();
    }

    @Test
    void whatAStrangerSaysOfItselfDoesNotCount() {
        assertThat(of("203.0.113.9", "198.51.100.1")).isEqualTo("203.0.113.9");
        assertThat(ClientAddress.of("10.0.0.1", List.of("198.51.100.1"), List.of()))
                .isEqualTo("10.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 198.51.100.1",
        "10.255.255.255, 198.51.100.1",
        "192.0.2.7, 198.51.100.1",
        "::ffff:10.0.0.1, 198.51.100.1",
        "::1, 198.51.100.1",
        "fd7f::1, 198.51.100.1",
        "11.0.0.1, 11.0.0.1",
        "9.255.255.255, 9.255.255.255",
        "192.0.2.8, 192.0.2.8"
    })
    void theWordOfAProxyCounts(String remote, String client) {
        assertThat(of(remote, "198.51.100.1")).isEqualTo(client);
    }

    @Test
    void aNetworkEndsAtItsBit() {
        assertThat(of("fd80::1", "198.51.100.1")).isNotEqualTo("198.51.100.1");
    }

    @Test
    void itIsTheLastOneThatNoProxyOfOursHas() {
        assertThat(of("10.0.0.1", "1.1.1.1, 198.51.100.1,10.2.2.2 , 192.0.2.7")).isEqualTo("198.51.100.1");
        assertThat(of("10.0.0.1", "1.1.1.1", "198.51.100.1, 10.2.2.2")).isEqualTo("198.51.100.1");
        assertThat(of("10.0.0.1", "10.3.3.3, 10.2.2.2")).isEqualTo("10.3.3.3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", " , ,"})
    void anEmptyHeaderSaysNothing(String forwarded) {
        assertThat(of("10.0.0.1", forwarded)).isEqualTo("10.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"198.51.100.1:443", "198.51.100.1:50123", "[198.51.100.1]"})
    void aPortIsNotPartOfIt(String forwarded) {
        assertThat(of("10.0.0.1", forwarded)).isEqualTo("198.51.100.1");
    }

    @Test
    void aUserOfVersion6IsTheFirstHalfOfAnAddress() {
        String user = of("2001:db8:1:2::1");
        assertThat(of("2001:db8:1:2:ffff:ffff:ffff:ffff")).isEqualTo(user);
        assertThat(of("10.0.0.1", "[2001:db8:1:2::9]:443")).isEqualTo(user);
        assertThat(of("2001:db8:1:3::1")).isNotEqualTo(user);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"unknown", "localhost", "999.1.1.1", "1.2.3", "1.2.3.", "1.2.3.4.5", "::g", "fe80::1%nowhere"})
    void whatIsNoAddressIsANameThatNobodyLooksUp(String forwarded) {
        assertThat(of("10.0.0.1", "10.9.9.9, " + forwarded)).isEqualTo(forwarded);
    }

    @Test
    void aNameIsNotLongerThanAnyAddress() {
        assertThat(of("10.0.0.1", "x".repeat(10_000))).isEqualTo("x".repeat(64));
    }

    private static String of(String remote, String... forwarded) {
        return ClientAddress.of(remote, List.of(forwarded), PROXIES);
    }
}
