package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.TwoSources.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.HandClock;
import io.provisioning.extensionregistry.support.RunningRegistry;
import io.provisioning.extensionregistry.support.StubAnswer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is given ahead of a route is what the route gives, and never outlives a change. */
class HotAnswersIT {
    private final FakeGitea gitea = FakeGitea.sample();
    private final FakeRegistry oci = FakeRegistry.sample();
    private final HandClock clock = new HandClock();
    private TwoSources sources;

    @BeforeEach
    void start() throws Exception {
        sources = new TwoSources(gitea, oci, RunningRegistry.start(TwoSources.settings(gitea, oci), clock));
        sources.awaitLoaded();
        clock.advance(Duration.ofMillis(300));
    }

    @AfterEach
    void stop() {
        sources.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/extensions",
                "/extensions?type=provider&limit=1&sort=-name",
                "/extensions?source=oci",
                "/extensions/search?q=cloud",
                "/extensions/provider/aws",
                "/extensions/provider/aws/versions",
                "/extensions/provider/aws/resolve?constraint=%5E1"
            })
    void itIsWhatTheRouteGives(String path) {
        sources.get(path);
        clock.advance(Duration.ofMillis(100));
        double before = repeated();
        HttpResponse<String> ofRoute = sources.get(path, "X-Once", "1");
        HttpResponse<String> again = sources.get(path, "X-Once", "1");
        assertThat(repeated()).isEqualTo(before + 1);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(ofRoute.body());
        assertThat(rest(again)).isEqualTo(rest(ofRoute));
    }

    @Test
    void aManifestIsGivenAgainByItsDigestAndNotByATag() {
        String path = "/v2/provisioning/aws-provider/manifests/";
        HttpResponse<String> tagged = v2(path + "1.2.0");
        double before = repeated();
        assertThat(v2(path + "1.2.0").statusCode()).isEqualTo(200);
        assertThat(repeated()).isEqualTo(before);

        HttpResponse<String> ofRoute = v2(path + header(tagged, "Docker-Content-Digest"));
        HttpResponse<String> again = v2(path + header(tagged, "Docker-Content-Digest"));
        assertThat(repeated()).isEqualTo(before + 1);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(tagged.body()).isEqualTo(ofRoute.body());
        assertThat(rest(again)).isEqualTo(rest(ofRoute));
    }

    @Test
    void agesGoOn() {
        assertThat(header(sources.get("/extensions"), "Age")).isEqualTo("0");
        assertThat(header(sources.get("/extensions"), "Age")).isEqualTo("0");
        clock.advance(Duration.ofMillis(700));
        assertThat(header(sources.get("/extensions"), "Age")).isEqualTo("1");
        clock.advance(Duration.ofSeconds(300));
        assertThat(header(sources.get("/extensions"), "X-Cache")).isEqualTo("stale");
    }

    @Test
    void whatASourceIsHeardToSaySaysTheNextAnswer() {
        sources.get("/extensions");
        sources.get("/extensions");
        gitea.named("aws_prov").release("9.0.0");
        assertThat(sources.get("/extensions").body()).doesNotContain("9.0.0");
        assertThat(sources.get("/extensions/provider/aws", "Cache-Control", "no-cache")
                        .body())
                .contains("9.0.0");
        assertThat(sources.get("/extensions").body()).contains("9.0.0");
    }

    @Test
    void whatComesFromAStaleCopyIsNotGivenAgain() {
        gitea.traffic().fault("/api/", StubAnswer.status(503));
        clock.advance(Duration.ofSeconds(301));
        double before = repeated();
        for (int i = 0; i < 3; i++) {
            assertThat(header(sources.get("/extensions"), "X-Registry-Sources")).contains("state=stale");
        }
        assertThat(repeated()).isEqualTo(before);
    }

    private HttpResponse<String> v2(String path) {
        return RunningRegistry.send(
                RunningRegistry.request(sources.registry().url() + path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private double repeated() {
        return sources.value("http_repeated_total");
    }

    private static Map<String, List<String>> rest(HttpResponse<?> answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.remove("x-request-id");
        return headers;
    }
}
