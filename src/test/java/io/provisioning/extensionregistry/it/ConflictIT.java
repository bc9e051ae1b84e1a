package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.TwoSources.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.TarGz;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two sources with other bytes for the same versions: {@code disputed} 1.0.0 and 2.0.0. */
class ConflictIT {
    private static final String DISPUTED = "/extensions/provider/disputed";
    private static TwoSources sources;

    @BeforeAll
    static void start() throws Exception {
        FakeGitea gitea = FakeGitea.sample();
        var repository = gitea.repository("disputed_prov");
        repository.release("1.0.0").withSidecar("disputed.tar.gz", bytes("gitea 1"));
        repository.release("2.0.0").withSidecar("disputed.tar.gz", bytes("gitea 2"));
        FakeRegistry oci = FakeRegistry.sample();
        oci.content()
                .artifact("provisioning/disputed-provider", "1.0.0", "disputed.tar.gz", bytes("oci 1"), Map.of())
                .artifact("provisioning/disputed-provider", "2.0.0", "disputed.tar.gz", bytes("oci 2"), Map.of());
        sources = TwoSources.start(gitea, oci);
    }

    @AfterAll
    static void stop() {
        sources.close();
    }

    @Test
    void theVersionSaysWhoHasOtherBytes() {
        JsonNode newest =
                Golden.parse(sources.get(DISPUTED + "/versions").body()).get(0);

        assertThat(newest.get("version").asText()).isEqualTo("2.0.0");
        assertThat(newest.get("source").asText()).isEqualTo("gitea");
        assertThat(newest.get("checksum").asText()).isEqualTo(checksum("gitea 2"));
        assertThat(newest.get("conflict").asBoolean()).isTrue();
        assertThat(newest.get("conflict_with").toString())
                .isEqualTo("{\"source\":\"oci\",\"checksum\":\"" + checksum("oci 2") + "\"}");
        assertThat(Golden.keys(newest))
                .containsExactly(
                        "version",
                        "published_at",
                        "download_url",
                        "checksum",
                        "size",
                        "prerelease",
                        "source",
                        "sources",
                        "url",
                        "conflict",
                        "conflict_with");
    }

    @Test
    void aVersionThatAllAgreeOnSaysNothing() {
        Golden.parse(sources.get("/extensions/provider/aws/versions").body())
                .forEach(version -> assertThat(version.has("conflict")).isFalse());
    }

    @Test
    void theDownloadServesTheFirstSourceInOrder() {
        HttpResponse<byte[]> answer = sources.registry().bytes(DISPUTED + "/2.0.0");

        assertThat(answer.body()).isEqualTo(bytes("gitea 2"));
        assertThat(header(answer, "X-Registry-Source")).isEqualTo("gitea");
        assertThat(sources.registry().bytes(DISPUTED + "/2.0.0?source=oci").body())
                .isEqualTo(bytes("oci 2"));
    }

    @Test
    void aMetricCountsWhatIsInConflict() {
        sources.get("/extensions");
        assertThat(sources.value("catalog_conflicts")).isIn(1.0, 2.0);

        sources.get(DISPUTED + "/versions");
        assertThat(sources.value("catalog_conflicts")).isEqualTo(2);

        sources.get(DISPUTED + "/versions?source=oci");
        assertThat(sources.value("catalog_conflicts")).isEqualTo(2);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String checksum(String text) {
        return "sha256:" + TarGz.sha256(bytes(text));
    }
}
