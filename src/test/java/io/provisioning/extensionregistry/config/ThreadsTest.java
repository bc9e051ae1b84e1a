package io.provisioning.extensionregistry.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThreadsTest {
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final ExecutorService legs = Threads.legs(pool);

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    private static Thread now(CompletableFuture<Thread> thread) throws Exception {
        return thread.get(20, TimeUnit.SECONDS);
    }

    @Test
    void whatAKindHandsOutIsHandedOutAtOnce() {
        CompletableFuture<Thread> ran = new CompletableFuture<>();

        Threads.kinds().execute(() -> ran.complete(Thread.currentThread()));

        assertThat(ran).isCompletedWithValue(Thread.currentThread());
    }

    @Test
    void whatHandsOutLegsTakesNoThreadAndEachLegTakesOne() throws Exception {
        CompletableFuture<Thread> handing = new CompletableFuture<>();
        CompletableFuture<Thread> leg = new CompletableFuture<>();

        legs.execute(() -> {
            handing.complete(Thread.currentThread());
            legs.execute(() -> leg.complete(Thread.currentThread()));
        });

        assertThat(handing).isCompletedWithValue(Thread.currentThread());
        assertThat(now(leg)).isNotEqualTo(Thread.currentThread());
    }

    @Test
    void aLegThatHangsDoesNotKeepTheNextOneBack() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<Thread> second = new CompletableFuture<>();

        legs.execute(() -> {
            legs.execute(() -> await(end));
            legs.execute(() -> {
                legs.execute(() -> await(end));
                legs.execute(() -> legs.execute(() -> second.complete(Thread.currentThread())));
            });
        });

        assertThat(now(second)).isNotEqualTo(Thread.currentThread());
        end.countDown();
    }

    @Test
    void whoHasHandedOutLegsMayBeginTheNextFanOut() throws Exception {
        legs.execute(() -> {});
        CompletableFuture<Thread> next = new CompletableFuture<>();

        legs.execute(() -> next.complete(Thread.currentThread()));

        assertThat(next).isCompletedWithValue(Thread.currentThread());
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
