package io.provisioning.extensionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.config.RateLimit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private long now = 1;

    private RateLimiter limiter(int perMinute, int burst) {
        return new RateLimiter(new RateLimit(perMinute, burst), List.of(), () -> now);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void aClientHasItsQuotaAndThenWhatFillsUp() {
        RateLimiter limiter = limiter(6, 2);
        assertThat(limiter.count("a")).isEqualTo(new RateLimiter.Verdict("\"client\";q=2;w=20", 1, 10, 0));
        assertThat(limiter.count("a")).isEqualTo(new RateLimiter.Verdict("\"client\";q=2;w=20", 0, 20, 0));
        pass(Duration.ofMillis(100));
        RateLimiter.Verdict refused = limiter.count("a");
        assertThat(refused.isRefused()).isTrue();
        assertThat(refused.retryAfter()).as("rounded up").isEqualTo(10);
        assertThat(refused.limit()).isEqualTo("\"client\";r=0;t=20");

        pass(Duration.ofMillis(9_900));
        assertThat(limiter.count("a").isRefused()).isFalse();
        assertThat(limiter.count("a").isRefused()).isTrue();
        pass(Duration.ofHours(1));
        assertThat(limiter.count("a").remaining())
                .as("never more than the quota")
                .isEqualTo(1);
    }

    @Test
    void theQuotaIsThatOfAMinuteUnlessItIsSet() {
        assertThat(limiter(600, 0).count("a").policy()).isEqualTo("\"client\";q=600;w=60");
        assertThat(limiter(600, 0).count("a").remaining()).isEqualTo(599);
        assertThat(limiter(7, 1).count("a").policy()).isEqualTo("\"client\";q=1;w=9");
    }

    @Test
    void eachClientIsCountedByItself() {
        RateLimiter limiter = limiter(1, 1);
        assertThat(limiter.count("a").isRefused()).isFalse();
        assertThat(limiter.count("b").isRefused()).isFalse();
        assertThat(limiter.count("a").isRefused()).isTrue();
    }

    @Test
    void whoIsRefusedAgainAndAgainIsNotForgotten() {
        RateLimiter limiter = limiter(1, 1);
        limiter.count("a");
        for (int i = 0; i < 59; i++) {
            pass(Duration.ofSeconds(1));
            assertThat(limiter.count("a").isRefused()).isTrue();
        }
        pass(Duration.ofSeconds(1));
        assertThat(limiter.count("a").isRefused()).isFalse();
    }
}
