package io.provisioning.extensionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How an answer that is given again grows older, and when that ends. */
class HotAgeTest extends HotFixture {
    @Test
    void itGrowsOlderAsTheRouteWouldSay() {
        now = Instant.parse("2025-11-20T12:00:00.400Z");
        get("/thing");
        now = now.plusMillis(999);
        assertThat(header(get("/thing"), "Age")).isEqualTo("7");
        assertThat(runs).hasValue(1);
    }

    @Test
    void afterASecondOneRequestGoesToTheRouteAndTheOthersDoNot() throws Exception {
        get("/thing");
        now = now.plusMillis(1001);
        CountDownLatch inRoute = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        meddle = exchange -> {
            inRoute.countDown();
            await(goOn);
        };
        var slow = CompletableFuture.supplyAsync(() -> get("/thing"));
        await(inRoute);
        assertThat(header(get("/thing"), "Age")).isEqualTo("8");
        assertThat(header(get("/thing"), "Age")).isEqualTo("8");
        assertThat(runs).hasValue(2);
        goOn.countDown();
        assertThat(slow.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"999,1", "2000,2", "-1,2", "-600,2"})
    void itEndsAfterAWhileAndWhenTheClockGoesBack(long millisLater, int expected) {
        now = now.plusMillis(1000);
        get("/thing");
        now = now.plusMillis(millisLater);
        get("/thing");
        assertThat(runs).hasValue(expected);
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
}
