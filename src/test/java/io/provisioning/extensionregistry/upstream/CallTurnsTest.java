package io.provisioning.extensionregistry.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.config.Resilience;
import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.config.Threads;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubServer;
import io.provisioning.extensionregistry.support.TestSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A thread of a load has its turn from the moment it asks until it has read the answer. */
class CallTurnsTest {
    private static final int SECONDS = 20;

    private final StubServer source = StubServer.start();
    // What happens after many failures has tests of its own.
    private final SourceSettings settings =
            TestSettings.gitea(source.url()).with(new Resilience(0, 1000, 100, Duration.ofSeconds(1)));
    private final ExecutorService threads = new Threads(new DefaultCamelContext()).calls(settings);
    private CallRoutes call;

    @BeforeEach
    void start() throws Exception {
        source.otherwise(request -> StubAnswer.json("{}"));
        call = new CallRoutes(settings, Clock.systemUTC());
    }

    @AfterEach
    void stop() throws Exception {
        threads.shutdownNow();
        call.close();
        source.close();
    }

    @Test
    void whoWorksOnAnAnswerLetsAnotherOneAsk() throws Exception {
        assertThat(othersAskAfter("/page")).isEqualTo(200);
    }

    @Test
    void whoWorksOnARefusalLetsAnotherOneAsk() throws Exception {
        source.on("/denied", StubAnswer.status(403));

        assertThat(othersAskAfter("/denied")).isEqualTo(200);
    }

    @Test
    void whoseConnectionIsRefusedKeepsNoTurnBeyondItsTask() throws Exception {
        source.refuseConnections();
        List<Future<?>> refused = new ArrayList<>();
        for (int i = 0; i < settings.parallelism(); i++) {
            refused.add(threads.submit(() -> call.failure(source.url("/page"))));
        }
        for (Future<?> each : refused) {
            each.get(SECONDS, TimeUnit.SECONDS);
        }
        source.acceptConnections();

        assertThat(threads.submit(() -> call.get(source.url("/page")))
                        .get(SECONDS, TimeUnit.SECONDS)
                        .status())
                .isEqualTo(200);
    }

    /** As many as may ask at a time have an answer and go on working; the status that another one gets meanwhile. */
    private int othersAskAfter(String target) throws Exception {
        CountDownLatch answered = new CountDownLatch(settings.parallelism());
        CountDownLatch done = new CountDownLatch(1);
        for (int i = 0; i < settings.parallelism(); i++) {
            threads.submit(() -> {
                try {
                    call.get(source.url(target));
                } catch (SourceException e) {
                    assertThat(target).isEqualTo("/denied");
                }
                answered.countDown();
                return done.await(SECONDS, TimeUnit.SECONDS);
            });
        }
        assertThat(answered.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        try {
            return threads.submit(() -> call.get(source.url("/other")))
                    .get(SECONDS / 2, TimeUnit.SECONDS)
                    .status();
        } finally {
            done.countDown();
        }
    }
}
