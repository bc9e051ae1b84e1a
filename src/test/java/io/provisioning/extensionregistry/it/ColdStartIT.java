package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.Golden.each;
import static io.provisioning.extensionregistry.it.TwoSources.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.RunningRegistry;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Before the catalogues are there. */
class ColdStartIT {
    private static final int CALLERS = 1000;
    private static final Map<String, String> PATIENT = Map.of(
            "registry.fan-out.timeout-ms", "60000",
            "registry.gitea.timeout-ms", "60000",
            "registry.oci.timeout-ms", "60000");

    @Test
    void aCatalogueThatTakesLongerThanARequestWaitsIsLoadingAndThenThere() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        FakeGitea gitea = FakeGitea.sample();
        gitea.traffic().holdUntil(hold);
        try (TwoSources sources =
                TwoSources.cold(gitea, FakeRegistry.sample(), Map.of("registry.fan-out.timeout-ms", "200"))) {
            Eventually.until("the registry is loaded", () -> sources.sources("/extensions")
                    .matches("gitea;state=failed;reason=loading, oci;state=fresh;age=\\d+"));
            HttpResponse<String> early = sources.get("/extensions");
            assertThat(early.statusCode()).isEqualTo(200);
            assertThat(each(early.body(), "source")).hasSize(4).containsOnly("oci");
            assertThat(header(early, "Cache-Control")).isEqualTo("no-store");
            assertThat(sources.get("/extensions?source=gitea").statusCode()).isEqualTo(503);

            hold.countDown();

            sources.awaitLoaded();
            HttpResponse<String> late = sources.get("/extensions");
            assertThat(each(late.body(), "source")).contains("gitea");
            assertThat(header(late, "Cache-Control")).startsWith("max-age=");
            assertThat(gitea.targets())
                    .filteredOn(target -> target.startsWith("/api/v1/orgs/provisioning/repos?limit=50"))
                    .hasSize(1);
        }
    }

    @Test
    void aThousandCallersWhoMissTheSameThingCauseOneFanOut() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        FakeGitea gitea = FakeGitea.sample();
        gitea.traffic().holdUntil(hold);
        FakeRegistry oci = FakeRegistry.sample().holdUntil(hold);
        try (TwoSources sources = TwoSources.cold(gitea, oci, PATIENT)) {
            Socket impatient = Raw.open(sources.registry().application().port(), "GET /api/v1/extensions HTTP/1.1");
            List<CompletableFuture<HttpResponse<String>>> callers = IntStream.range(0, CALLERS)
                    .mapToObj(i -> RunningRegistry.sendAsync(
                            RunningRegistry.request(sources.registry().url() + "/api/v1/extensions")
                                    .timeout(java.time.Duration.ofSeconds(60))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString()))
                    .toList();
            Eventually.until(
                    "all wait for the load that began at the start", () -> coalesced(sources) == 2 * (CALLERS + 1));
            impatient.close();

            hold.countDown();

            List<HttpResponse<String>> answers =
                    callers.stream().map(CompletableFuture::join).toList();
            assertThat(answers).allMatch(answer -> answer.statusCode() == 200);
            assertThat(answers.stream().map(HttpResponse::body).distinct()).hasSize(1);
            assertThat(each(answers.get(0).body(), "name")).containsExactly("aws", "buildkit", "kubernetes", "upcloud");
            assertThat(answers).allMatch(answer -> header(answer, "X-Cache").equals("coalesced"));
            assertThat(gitea.targets())
                    .filteredOn(target -> target.startsWith("/api/v1/orgs/provisioning/repos?limit=50"))
                    .hasSize(1);
            assertThat(gitea.targets())
                    .filteredOn(target -> target.contains("/releases?"))
                    .hasSize(4);
            assertThat(oci.server().targets())
                    .filteredOn(target -> target.contains("/tags/list"))
                    .hasSize(4);
        }
    }

    private static int coalesced(TwoSources sources) {
        return Golden.parse(sources.get("/cache/stats").body()).get("coalesced").asInt();
    }
}
