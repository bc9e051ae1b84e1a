package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.TwoSources.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.RunningRegistry;
import io.provisioning.extensionregistry.support.StubAnswer;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many who miss the same thing of one extension, counted at the source. */
class SingleFlightIT {
    private static final int CALLERS = 1000;
    private static final String VERSIONS = "/extensions/provider/aws/versions";
    private static final String RELEASES = "/repos/provisioning/aws_prov/releases";
    private static final Map<String, String> PATIENT = Map.of(
            "registry.fan-out.timeout-ms", "60000",
            "registry.gitea.timeout-ms", "60000",
            "registry.oci.timeout-ms", "60000");

    private final CountDownLatch hold = new CountDownLatch(1);
    private TwoSources sources;

    @BeforeEach
    void start() throws Exception {
        sources = TwoSources.cold(FakeGitea.sample(), FakeRegistry.sample(), PATIENT);
        sources.awaitLoaded();
        // So that everybody waits for the Gitea alone.
        assertThat(sources.get(VERSIONS + "?source=oci").statusCode()).isEqualTo(200);
        sources.gitea().traffic().forget();
        sources.gitea().traffic().holdUntil(hold);
    }

    @AfterEach
    void stop() {
        hold.countDown();
        sources.close();
    }

    @Test
    void theFirstGoesAwayAndTheOthersAreAnsweredByOneCall() throws Exception {
        Socket first = Raw.open(sources.registry().application().port(), "GET /api/v1" + VERSIONS + " HTTP/1.1");
        awaitCall();
        List<CompletableFuture<HttpResponse<String>>> others = callers();
        first.close();
        hold.countDown();

        assertThat(others.stream().map(CompletableFuture::join)).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "X-Registry-Sources")).startsWith("gitea;state=fresh");
        });
        assertThat(others.stream().map(other -> other.join().body()).distinct()).hasSize(1);
        assertThat(calls()).isEqualTo(1);
    }

    @Test
    void aFlightThatFailsIsToldToAllAndForgotten() throws Exception {
        sources.gitea().traffic().fault(RELEASES, StubAnswer.of(200, "application/json", "{\"no\":\"list\"}"));
        CompletableFuture<HttpResponse<String>> first = RunningRegistry.sendAsync(
                RunningRegistry.request(sources.registry().url() + "/api/v1" + VERSIONS)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        awaitCall();
        List<CompletableFuture<HttpResponse<String>>> others = callers();
        hold.countDown();

        assertThat(first.join().statusCode()).isEqualTo(200);
        assertThat(others.stream().map(CompletableFuture::join))
                .allSatisfy(answer -> assertThat(header(answer, "X-Registry-Sources"))
                        .startsWith("gitea;state=failed;reason=invalid_answer, oci;state=fresh"));
        assertThat(calls()).isEqualTo(1);

        sources.gitea().traffic().heal();
        HttpResponse<String> next = sources.get(VERSIONS);
        assertThat(next.statusCode()).isEqualTo(200);
        assertThat(header(next, "X-Registry-Sources")).startsWith("gitea;state=fresh");
        assertThat(calls()).isEqualTo(2);
    }

    /** The source has been asked, and says nothing yet. */
    private void awaitCall() {
        Eventually.until("the source is asked", () -> !sources.gitea().targets().isEmpty());
    }

    /** Many more who wait for the same. */
    private List<CompletableFuture<HttpResponse<String>>> callers() {
        int before = coalesced();
        List<CompletableFuture<HttpResponse<String>>> callers = IntStream.range(0, CALLERS)
                .mapToObj(i -> RunningRegistry.sendAsync(
                        RunningRegistry.request(sources.registry().url() + "/api/v1" + VERSIONS)
                                .timeout(Duration.ofSeconds(60))
                                .build(),
                        HttpResponse.BodyHandlers.ofString()))
                .toList();
        Eventually.until("all wait for the one who came first", () -> coalesced() >= before + CALLERS);
        return callers;
    }

    private long calls() {
        return sources.gitea().targets().stream()
                .filter(target -> target.contains(RELEASES))
                .count();
    }

    private int coalesced() {
        return Golden.parse(sources.get("/cache/stats").body()).get("coalesced").asInt();
    }
}
