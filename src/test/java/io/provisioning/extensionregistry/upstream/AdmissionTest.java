package io.provisioning.extensionregistry.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.config.Resilience;
import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.support.HandClock;
import io.provisioning.extensionregistry.support.Secrets;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a source need not be asked to know its answer. */
class AdmissionTest {
    @TempDir
    Path folder;

    private final HandClock clock = new HandClock();
    private StubServer server;
    private CallRoutes calls;
    private URI url;

    @BeforeEach
    void start() throws Exception {
        server = StubServer.start();
        url = server.url("/api");
        Path token = Files.writeString(folder.resolve("token"), Secrets.of("first"));
        SourceSettings settings = new SourceSettings(
                        "gitea",
                        "gitea",
                        URI.create(server.url()),
                        "org",
                        token,
                        null,
                        null,
                        List.of(),
                        "auto",
                        false,
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(5),
                        4,
                        4,
                        null,
                        null,
                        List.of(),
                        null)
                .with(new Resilience(0, 100, 50, Duration.ofSeconds(10)));
        calls = new CallRoutes(settings, clock);
    }

    @AfterEach
    void stop() throws Exception {
        calls.close();
        server.close();
    }

    @Test
    @DisplayName("E5: credentials that were refused are not shown again for a while")
    void refusedCredentialsAreNotShownAgainForAWhile() {
        server.on("/api", StubAnswer.status(401));
        for (int i = 0; i < 5; i++) {
            assertThat(calls.failure(url).reason()).isEqualTo(Reason.UNAUTHORIZED);
        }
        assertThat(server.requests()).hasSize(1);

        clock.advance(Duration.ofSeconds(10));
        assertThat(calls.failure(url).reason()).isEqualTo(Reason.UNAUTHORIZED);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void otherCredentialsAreShownAtOnce() throws Exception {
        server.on("/api", StubAnswer.status(401), StubAnswer.json("{}"));
        assertThat(calls.failure(url).reason()).isEqualTo(Reason.UNAUTHORIZED);

        Files.writeString(folder.resolve("token"), Secrets.of("second"));

        assertThat(calls.get(url).status()).isEqualTo(200);
        assertThat(calls.get(url).status()).isEqualTo(200);
    }

    @Test
    void aChallengeIsNoRefusal() throws Exception {
        server.on("/api", StubAnswer.status(401));

        assertThat(calls.get(url, "reading", "challenge").status()).isEqualTo(401);
        assertThat(calls.get(url, "reading", "challenge").status()).isEqualTo(401);
    }

    @Test
    void whoeverShowedNothingIsAskedAgain() {
        server.on("/api", StubAnswer.status(401));
        calls.failure(url, "authorization", "");
        calls.failure(url, "authorization", "");

        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void denialsOfOneThingAreNoRefusalOfCredentials() {
        server.on("/api", StubAnswer.status(403));
        calls.failure(url);
        calls.failure(url);

        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void nobodyCallsWhileTheSourceHasToldUsToWait() throws Exception {
        server.on("/api", StubAnswer.status(429).with("Retry-After", "30"), StubAnswer.json("{}"));
        assertThat(calls.failure(url).reason()).isEqualTo(Reason.RATE_LIMITED);
        clock.advance(Duration.ofSeconds(10));

        Failure failure = calls.failure(url);
        assertThat(failure.reason()).isEqualTo(Reason.RATE_LIMITED);
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(20));
        assertThat(calls.read(url)).isEqualTo(Reason.RATE_LIMITED);
        assertThat(server.requests()).hasSize(1);

        clock.advance(Duration.ofSeconds(20));
        assertThat(calls.get(url).status()).isEqualTo(200);
    }

    @Test
    void nobodyWaitsForEver() throws Exception {
        server.on("/api", StubAnswer.status(429).with("Retry-After", "999999999"), StubAnswer.json("{}"));
        calls.failure(url);

        clock.advance(Admission.LONGEST_WAIT);
        assertThat(calls.get(url).status()).isEqualTo(200);
    }

    @Test
    void a429WithoutATimeStopsNobody() throws Exception {
        server.on("/api", StubAnswer.status(429), StubAnswer.json("{}"));
        assertThat(calls.failure(url).reason()).isEqualTo(Reason.RATE_LIMITED);

        assertThat(calls.get(url).status()).isEqualTo(200);
    }

    @Test
    void aSpentBudgetIsRespectedUntilItsReset() throws Exception {
        server.on(
                "/api",
                StubAnswer.json("{}")
                        .with("X-RateLimit-Limit", "60")
                        .with("X-RateLimit-Remaining", "0")
                        .with("X-RateLimit-Reset", "40"),
                StubAnswer.json("{}").with("X-RateLimit-Limit", "60").with("X-RateLimit-Remaining", "59"));
        assertThat(calls.get(url).status()).isEqualTo(200);
        assertThat(calls.admission().budget())
                .contains(new RateBudget(60L, 0, clock.instant().plusSeconds(40)));
        assertThat(calls.failure(url).reason()).isEqualTo(Reason.RATE_LIMITED);
        assertThat(server.requests()).hasSize(1);

        clock.advance(Duration.ofSeconds(40));
        assertThat(calls.admission().budget()).isEmpty();
        assertThat(calls.get(url).status()).isEqualTo(200);
        assertThat(calls.admission().budget()).contains(new RateBudget(60L, 59, null));
    }
}
