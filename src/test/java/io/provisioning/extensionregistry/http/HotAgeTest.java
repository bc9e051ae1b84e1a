package io.provisioning.extensionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How an answer that is given again grows older, and when that ends. */
class HotAgeTest extends HotFixture {
    @Test
    void itGrowsOlderAsTheRouteWouldSay() {
        now = Instant.parse("2025-11-20T12:00:00.400Z");
        get("/thing");
        now = now.plusMillis(4999);
        assertThat(header(get("/thing"), "Age")).isEqualTo("11");
        assertThat(runs).hasValue(1);
    }

    @Test
    void afterFiveSecondsOneRequestGoesToTheRouteAndTheOthersDoNot() throws Exception {
        get("/thing");
        now = now.plusMillis(5001);
        CountDownLatch inRoute = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        meddle = exchange -> {
            inRoute.countDown();
            await(goOn);
        };
        var slow = CompletableFuture.supplyAsync(() -> get("/thing"));
        await(inRoute);
        assertThat(header(get("/thing"), "Age")).isEqualTo("12");
        assertThat(header(get("/thing"), "Age")).isEqualTo("12");
        assertThat(runs).hasValue(2);
        goOn.countDown();
        assertThat(slow.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"4999,1", "10000,2", "-1,2", "-600,2"})
    void itEndsAfterAWhileAndWhenTheClockGoesBack(long millisLater, int expected) {
        now = now.plusMillis(1000);
        get("/thing");
        now = now.plusMillis(millisLater);
        get("/thing");
        assertThat(runs).hasValue(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 304})
    void whatHasStayedTheSameIsAskedForLessOften(int any) {
        status = any;
        get("/thing");
        assertAskedAgainAfter(5000);
        assertAskedAgainAfter(30_000);
        assertAskedAgainAfter(30_000);
    }

    @Test
    void whatHasChangedIsAskedForAgainSooner() {
        get("/thing");
        assertAskedAgainAfter(5000);
        body = "other".getBytes(StandardCharsets.US_ASCII);
        assertAskedAgainAfter(30_000);
        assertAskedAgainAfter(5000);
        assertAskedAgainAfter(30_000);
    }

    private void assertAskedAgainAfter(long millis) {
        int before = runs.get();
        now = now.plusMillis(millis - 1);
        get("/thing");
        assertThat(runs).hasValue(before);
        now = now.plusMillis(1);
        get("/thing");
        assertThat(runs).hasValue(before + 1);
    }

    @Test
    void itEndsWhenOnlyTheRouteCanTell() {
        fresh = Duration.ofMillis(300);
        get("/thing");
        now = now.plusMillis(300);
        get("/thing");
        assertThat(runs).hasValue(2);
    }

    @Test
    void aStepThatChangedAHeaderWhichAgesIsAskedEachTime() {
        meddle = exchange -> exchange.getMessage().setHeader("Age", "0");
        get("/thing");
        assertThat(header(get("/thing"), "Age")).isEqualTo("0");
        assertThat(runs).hasValue(2);
    }

    @Test
    void aStepThatTakesTheAgeingAwayIsAskedEachTime() {
        meddle = exchange -> exchange.removeProperty(Props.AGEING);
        get("/thing");
        get("/thing");
        assertThat(runs).hasValue(2);
    }

    @Test
    void whatAStepAddsIsGivenAgain() {
        meddle = exchange -> exchange.getMessage().setHeader("Content-Language", "en");
        get("/thing");
        assertThat(header(get("/thing"), "Content-Language")).isEqualTo("en");
        assertThat(runs).hasValue(1);
    }

    @Test
    void theLessTimeItHasLeftTheSoonerItsRouteIsAsked() {
        fresh = Duration.ofSeconds(2);
        get("/thing");
        now = now.plusMillis(199);
        get("/thing");
        assertThat(runs).hasValue(1);
        now = now.plusMillis(1);
        get("/thing");
        assertThat(runs).hasValue(2);
    }

    @Test
    void whatTheRouteNoLongerCallsRepeatableIsNotGivenOnce() {
        get("/thing");
        ages = false;
        now = now.plusMillis(5001);
        get("/thing");
        get("/thing");
        get("/thing");
        assertThat(runs).hasValue(4);
    }

    /** A large body that stays the same moves to where it is sent from without a copy. */
    @Test
    void aBodyThatStaysTheSameIsSharedAndArrivesWhole() {
        body = "0123456789abcdef".repeat(4096).getBytes(StandardCharsets.US_ASCII);
        for (int round = 0; round < 4; round++) {
            now = now.plusMillis(30_001);
            assertThat(get("/thing").body()).isEqualTo(new String(body, StandardCharsets.US_ASCII));
            assertThat(get("/thing").body()).isEqualTo(new String(body, StandardCharsets.US_ASCII));
        }
        assertThat(runs).hasValue(4);
        body = body.clone();
        body[70] = (byte) 88;
        now = now.plusMillis(30_001);
        get("/thing");
        assertThat(get("/thing").body()).isEqualTo(new String(body, StandardCharsets.US_ASCII));
    }

    @Test
    void bodiesOfTheSameBytesAreKeptOnce() {
        HotAnswer first = hot(null, 50_000);
        HotAnswer second = hot(first, 50_000);
        HotAnswer third = hot(second, 50_000);
        assertThat(third.at(now).answer().body())
                .isSameAs(second.at(now).answer().body())
                .isSameAs(first.at(now).answer().body());
        assertThat(third.at(now).body()).isSameAs(second.at(now).body());
        assertThat(second.at(now).body())
                .isNotSameAs(first.at(now).body())
                .isEqualTo(first.at(now).body());
        assertThat(hot(third, 50_001).at(now).answer().body()).hasSize(50_001);
    }

    private HotAnswer hot(HotAnswer before, int bytes) {
        Answer answer = new Answer(200, Map.of(), new byte[bytes]);
        return new HotAnswer("thing", answer, before, elapsed -> new Ageing.Aged(Map.of(), fresh, fresh), 0, now);
    }
}
