package io.provisioning.extensionregistry.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateHeadersTest {
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

    @Test
    void aResetInSecondsCountsFromNow() {
        assertThat(read("x-ratelimit-limit", "60", "x-ratelimit-remaining", "7", "x-ratelimit-reset", "30"))
                .isEqualTo(new RateBudget(60L, 7, NOW.plusSeconds(30)));
    }

    @Test
    void aResetThatIsAMomentIsTakenAsOne() {
        assertThat(read("x-ratelimit-remaining", "0", "x-ratelimit-reset", "1777630000"))
                .isEqualTo(new RateBudget(null, 0, Instant.ofEpochSecond(1_777_630_000L)));
    }

    @Test
    void aMomentIsByTheClockOfTheSource() {
        String anHourAhead = "Fri, 01 May 2026 11:00:00 GMT";
        long reset = NOW.plusSeconds(3600 + 30).getEpochSecond();

        assertThat(read("date", anHourAhead, "x-ratelimit-remaining", "0", "x-ratelimit-reset", String.valueOf(reset)))
                .isEqualTo(new RateBudget(null, 0, NOW.plusSeconds(30)));
        assertThat(read("date", anHourAhead, "x-ratelimit-remaining", "0", "x-ratelimit-reset", "7"))
                .isEqualTo(new RateBudget(null, 0, NOW.plusSeconds(7)));
        assertThat(read("date", anHourAhead, "ratelimit", "limit=100, remaining=50, reset=5"))
                .isEqualTo(new RateBudget(100L, 50, NOW.plusSeconds(5)));
    }

    @Test
    void parametersBehindANumberDoNotMatter() {
        assertThat(read("ratelimit-limit", "100;w=21600", "ratelimit-remaining", "76;w=21600"))
                .isEqualTo(new RateBudget(100L, 76, null));
    }

    @Test
    void theOneHeaderOfOlderDraftsIsUnderstood() {
        assertThat(read("ratelimit", "limit=100, remaining=50, reset=5"))
                .isEqualTo(new RateBudget(100L, 50, NOW.plusSeconds(5)));
    }

    @Test
    void theOneHeaderOfNewerDraftsIsUnderstood() {
        assertThat(read("ratelimit-policy", "\"default\";q=100;w=10", "ratelimit", "\"default\";r=50;t=30"))
                .isEqualTo(new RateBudget(100L, 50, NOW.plusSeconds(30)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "-1", "1e9", "99999999999999999999"})
    void whatIsNoNumberSaysNothing(String remaining) {
        assertThat(RateHeaders.read(Map.of("x-ratelimit-remaining", List.of(remaining)), NOW))
                .isEmpty();
        assertThat(RateHeaders.read(Map.of("ratelimit", List.of(remaining)), NOW))
                .isEmpty();
    }

    @Test
    void aBudgetIsSpentUntilItsReset() {
        RateBudget spent = new RateBudget(10L, 0, NOW.plusSeconds(1));
        assertThat(spent.isSpent(NOW)).isTrue();
        assertThat(spent.isSpent(NOW.plusSeconds(1))).isFalse();
        assertThat(new RateBudget(10L, 1, NOW.plusSeconds(1)).isSpent(NOW)).isFalse();
        assertThat(new RateBudget(10L, 0, null).isSpent(NOW)).isFalse();
    }

    private static RateBudget read(String... namesAndValues) {
        Map<String, List<String>> headers = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
        }
        return RateHeaders.read(headers, NOW).orElseThrow();
    }
}
