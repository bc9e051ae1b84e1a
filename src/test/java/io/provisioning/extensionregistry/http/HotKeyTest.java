package io.provisioning.extensionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests are alike. */
class HotKeyTest {
    /** @param headers names and values */
    private static HotKey key(String uri, String... headers) {
        List<Map.Entry<String, String>> all = new ArrayList<>();
        for (int i = 0; i < headers.length; i += 2) {
            all.add(Map.entry(headers[i], headers[i + 1]));
        }
        return HotKey.of(uri, all);
    }

    private static void assertAlike(HotKey one, HotKey other) {
        assertThat(one).isEqualTo(other).isEqualByComparingTo(other).hasSameHashCodeAs(other);
    }

    private static void assertDifferent(HotKey one, HotKey other) {
        assertThat(one).isNotEqualTo(other);
        assertThat(Integer.signum(one.compareTo(other))).isNotZero().isEqualTo(-Integer.signum(other.compareTo(one)));
    }

    @Test
    void namesAreAlikeInAnyCaseAndValuesAreNot() {
        assertAlike(key("/a", "Accept", "x"), key("/a", "aCCEPT", "x"));
        assertDifferent(key("/a", "Accept", "x"), key("/a", "Accept", "X"));
    }

    @Test
    void everythingElseCounts() {
        HotKey key = key("/a", "Accept", "x");
        assertDifferent(key, key("/A", "Accept", "x"));
        assertDifferent(key, key("/a"));
        assertDifferent(key, key("/a", "Accepts", "x"));
        assertDifferent(key, key("/a", "Accept", "x", "Accept", "x"));
        assertDifferent(key("/a", "A", "1", "B", "2"), key("/a", "B", "2", "A", "1"));
        // Both have the hash of the other, as texts that clients choose can have.
        assertDifferent(key("/Aa", "X", "BB"), key("/BB", "X", "Aa"));
        assertThat(key("/Aa", "X", "BB")).hasSameHashCodeAs(key("/BB", "X", "Aa"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "User-Agent",
                "x-request-id",
                "TRACEPARENT",
                "tracestate",
                "connection",
                "upgrade",
                "HTTP2-settings",
                "x-forwarded-for",
                "x-real-ip"
            })
    void whoAsksIsNoPartOfIt(String name) {
        assertAlike(key("/a", name, "1"), key("/a"));
    }

    @Test
    void anEmptyBodyIsNoPartOfIt() {
        assertAlike(key("/a", "content-length", "0"), key("/a"));
    }

    @ParameterizedTest
    @CsvSource({
        "cache-control,no-cache",
        "PRAGMA,x",
        "range,bytes=0-",
        "Expect,100-continue",
        "transfer-encoding,chunked",
        "Content-Length,1"
    })
    void someHaveNone(String name, String value) {
        assertThat(key("/a", name, value)).isNull();
    }

    @Test
    void manyShortHeadersWeighMoreThanTheirLetters() {
        String[] headers = new String[200];
        Arrays.fill(headers, "x");
        assertThat(key("/a", headers).weight()).isGreaterThan(200 * 40);
    }
}
