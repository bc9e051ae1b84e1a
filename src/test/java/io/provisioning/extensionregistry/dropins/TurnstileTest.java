package io.provisioning.extensionregistry.dropins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TurnstileTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Turnstile turnstile = new Turnstile();
    private final List<String> order = new CopyOnWriteArrayList<>();

    @Test
    void loadsPassSideBySide() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        CompletableFuture<Boolean> one = load("nexus", both);
        CompletableFuture<Boolean> other = load("nexus", both);

        assertThat(one.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(other.get(30, TimeUnit.SECONDS)).isTrue();
    }

    /** Ends when the latch is down: true if it came down, false if it waited in vain. */
    private CompletableFuture<Boolean> load(String source, CountDownLatch together) {
        return CompletableFuture.supplyAsync(
                () -> turnstile.pass(source, () -> {
                    together.countDown();
                    try {
                        return together.await(30, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        return false;
                    }
                }),
                task -> new Thread(task).start());
    }

    @Test
    void aChangeWaitsForTheLoadsOfItsSourceAndOfNoOther() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread load = new Thread(() -> turnstile.pass("nexus", () -> {
            inside.countDown();
            try {
                end.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return order.add("load");
        }));
        load.start();
        assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();

        assertThat(turnstile.change("other", LONG, () -> order.add("change of another")))
                .isTrue();
        end.countDown();
        assertThat(turnstile.change("nexus", LONG, () -> order.add("change"))).isTrue();
        assertThat(order).containsExactly("change of another", "load", "change");
        load.join();
    }

    @Test
    void aChangeThatHasWaitedLongEnoughIsMadeAllTheSame() throws Exception {
        turnstile.pass("nexus", () -> {
            try {
                assertThat(turnstile.change("nexus", Duration.ofMillis(1), () -> order.add("change")))
                        .isFalse();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            return null;
        });

        assertThat(order).containsExactly("change");
        assertThat(turnstile.change("nexus", LONG, () -> order.add("next"))).isTrue();
    }

    @Test
    void aChangeThatFailsLetsTheOthersPass() throws Exception {
        assertThatThrownBy(() -> turnstile.change("nexus", LONG, () -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        assertThat(turnstile.<String>pass("nexus", () -> "passed")).isEqualTo("passed");
    }
}
