package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.Golden.each;
import static io.provisioning.extensionregistry.it.TwoSources.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.RunningRegistry;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubServer;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * More sources of a kind by configuration alone: two Giteas, two registries, one that refuses us, and one that never
 * says a word.
 */
class ManySourcesIT {
    private static final FakeGitea EU = FakeGitea.start("team");
    private static final FakeGitea US = FakeGitea.start("team");
    private static final FakeRegistry HUB = FakeRegistry.sample();
    private static final FakeRegistry EDGE = FakeRegistry.start();
    private static final StubServer DENYING =
            StubServer.start().otherwise(request -> StubAnswer.of(403, "application/json", "{\"message\":\"no\"}"));
    private static final StubServer SILENT =
            StubServer.start().otherwise(request -> StubAnswer.status(200).failing(StubAnswer.Fault.SILENCE));
    private static RunningRegistry registry;

    @BeforeAll
    static void start() throws Exception {
        publish(EU, "aws_prov", "1.2.0", "eu");
        publish(EU, "shared_prov", "1.0.0", "eu");
        publish(US, "shared_prov", "1.0.0", "us");
        publish(US, "newer_prov", "1.1.0", "us");
        publish(EU, "newer_prov", "1.0.0", "eu");
        EDGE.content().artifact("edge/tiny-cluster", "0.1.0", "tiny.tar.gz", new byte[] {1, 2, 3}, Map.of());
        Map<String, String> settings = new TreeMap<>();
        settings.put("registry.sources", "git-us,oci,git-eu,denying,silent,edge");
        settings.put("registry.fan-out.timeout-ms", "300");
        settings.put("registry.health.interval-seconds", "3600");
        gitea(settings, "git-us", US.url());
        gitea(settings, "git-eu", EU.url());
        gitea(settings, "denying", DENYING.url());
        gitea(settings, "silent", SILENT.url());
        settings.put("registry.silent.timeout-ms", "60000");
        settings.put("registry.oci.registry", HUB.url());
        settings.put("registry.oci.namespace", "provisioning");
        settings.put("registry.edge.kind", "oci");
        settings.put("registry.edge.registry", EDGE.url());
        settings.put("registry.edge.namespace", "edge");
        registry = RunningRegistry.start(settings);
        Eventually.until(
                "four of six are loaded",
                () -> header(registry.get("/extensions"), "X-Registry-Sources")
                        .matches(
                                "git-us;state=fresh.*, oci;state=fresh.*, git-eu;state=fresh.*, "
                                        + "denying;state=failed;reason=unauthorized, silent;state=failed;reason=loading, edge;state=fresh.*"));
    }

    @AfterAll
    static void stop() {
        registry.close();
        EU.close();
        US.close();
        HUB.close();
        EDGE.close();
        DENYING.close();
        SILENT.close();
    }

    @Test
    void whatTheOthersHaveIsServed() {
        HttpResponse<String> answer = registry.get("/extensions");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(each(answer.body(), "name"))
                .containsExactly("aws", "buildkit", "kubernetes", "newer", "shared", "tiny", "upcloud");
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void onEqualVersionsTheFirstInOrderStandsForAll() {
        var shared = Golden.parse(registry.get("/extensions/provider/shared").body());

        assertThat(shared.get("source").asText()).isEqualTo("git-us");
        assertThat(shared.get("sources").toString())
                .isEqualTo(
                        "[{\"source\":\"git-us\",\"version\":\"1.0.0\"},{\"source\":\"git-eu\",\"version\":\"1.0.0\"}]");
        assertThat(Golden.parse(registry.get("/extensions/provider/aws").body())
                        .get("source")
                        .asText())
                .isEqualTo("oci");
    }

    @Test
    void aHigherVersionComesBeforeTheOrder() {
        assertThat(Golden.parse(registry.get("/extensions/provider/newer").body())
                        .get("source")
                        .asText())
                .isEqualTo("git-us");
    }

    @Test
    void aKindStandsForItsSourcesAndAnIdForOne() {
        HttpResponse<String> giteas = registry.get("/extensions?source=gitea");
        assertThat(each(giteas.body(), "name")).containsExactly("aws", "newer", "shared");
        assertThat(header(giteas, "X-Registry-Sources")).contains("oci;state=skipped", "edge;state=skipped");

        assertThat(each(registry.get("/extensions?source=git-eu").body(), "source"))
                .containsOnly("git-eu");
        // "oci" is an id here, which comes before the kind of the same name.
        HttpResponse<String> oci = registry.get("/extensions?source=oci");
        assertThat(each(oci.body(), "name")).containsExactly("aws", "buildkit", "kubernetes", "upcloud");
        assertThat(header(oci, "X-Registry-Sources")).contains("edge;state=skipped");
    }

    @Test
    void anUnknownSourceIsToldAllIdsAndKinds() {
        assertThat(registry.get("/extensions?source=nowhere").body())
                .contains("git-us", "oci", "git-eu", "denying", "silent", "edge", "gitea");
    }

    @Test
    void whatTheOthersDoNotHaveIsNotCalledAbsent() {
        HttpResponse<String> answer = registry.get("/extensions/provider/perhaps");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(Golden.parse(answer.body()).get("error").asText()).isEqualTo("source_unavailable");
        assertThat(header(answer, "Retry-After")).matches("\\d+");
        HttpResponse<String> sure = registry.get("/extensions/provider/perhaps?source=git-eu");
        assertThat(sure.statusCode()).isEqualTo(404);
    }

    @Test
    void healthNamesEachSourceByItsId() {
        var health = Golden.parse(registry.get("/health").body());

        assertThat(health.get("status").asText()).isEqualTo("degraded");
        assertThat(Golden.keys(health.get("backends")))
                .containsExactly("git-us", "oci", "git-eu", "denying", "silent", "edge");
        assertThat(health.at("/backends/denying/reason").asText()).isEqualTo("unauthorized");
        assertThat(health.at("/backends/silent/healthy").asBoolean()).isFalse();
        assertThat(health.at("/backends/edge/healthy").asBoolean()).isTrue();
    }

    private static void publish(FakeGitea gitea, String repository, String version, String bytes) {
        gitea.repository(repository)
                .release(version)
                .withSidecar(repository + ".tar.gz", bytes.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static void gitea(Map<String, String> settings, String id, String url) {
        settings.put("registry." + id + ".kind", "gitea");
        settings.put("registry." + id + ".url", url);
        settings.put("registry." + id + ".organization", "team");
    }
}
