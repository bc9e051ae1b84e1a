package io.provisioning.extensionregistry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.OciDocuments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The conformance suite of the distribution specification itself, in its configuration for registries that are read
 * only. {@code OCI_CONFORMANCE} in the environment names its program; without it {@link ConformanceCasesIT} asks the
 * same.
 */
class ConformanceIT {
    private static final int SECONDS = 120;
    private static final String REPOSITORY = "provisioning/aws-provider";

    private static TwoSources sources;
    private static String signed;

    @TempDir
    Path results;

    @BeforeAll
    static void start() throws Exception {
        FakeRegistry oci = FakeRegistry.sample().tellsReferrers();
        signed = sign(oci);
        sources = TwoSources.start(FakeGitea.sample(), oci);
    }

    @AfterAll
    static void stop() {
        sources.close();
    }

    private static String sign(FakeRegistry oci) {
        String digest = oci.content().repository(REPOSITORY).get("1.1.0");
        byte[] signature = oci.content().blob("signature".getBytes(StandardCharsets.UTF_8));
        for (String type : List.of("application/vnd.example.signature", "application/vnd.example.sbom")) {
            oci.content()
                    .manifest(
                            OciDocuments.MANIFEST,
                            OciDocuments.referring(oci.content().manifestBytes(digest), type, signature));
        }
        return digest;
    }

    @ParameterizedTest(name = "{0} by version {2}")
    @CsvSource({"oci/, 1.1.0, 1.1", "gitea/, 2.0.0-rc.1, 1.1", "'', 1.1.0, dev", "'', 2.0.0-rc.1, dev"})
    void theSuitePasses(String source, String tag, String version) throws Exception {
        String program = System.getenv("OCI_CONFORMANCE");
        assumeTrue(program != null, "skipped: OCI_CONFORMANCE does not name the program of the suite");
        V2Client client = V2Client.of(sources.registry());
        String repository = "/" + source + REPOSITORY;
        var manifest = client.get(repository + "/manifests/" + tag);
        String digest = V2Client.header(manifest, "Docker-Content-Digest");
        String layer = V2Client.json(manifest).at("/layers/0/digest").asText();
        String config = V2Client.json(manifest).at("/config/digest").asText();

        String output = run(
                program,
                Map.of(
                        "OCI_REGISTRY",
                        sources.registry().url().substring("http://".length()),
                        "OCI_TLS",
                        "disabled",
                        "OCI_REPO1",
                        source + REPOSITORY,
                        "OCI_VERSION",
                        version,
                        "OCI_API_PUSH",
                        "false",
                        // With manifests that it has not pushed itself, the suite does not look at this header.
                        "OCI_API_MANIFESTS_DIGEST_HEADER",
                        "false",
                        "OCI_RO_DATA_TAGS",
                        tag,
                        "OCI_RO_DATA_MANIFESTS",
                        digest,
                        "OCI_RO_DATA_BLOBS",
                        layer + " " + config,
                        "OCI_RO_DATA_REFERRERS",
                        digest.equals(signed) ? signed : ""));

        assertThat(output)
                .contains("OCI Conformance Result: Pass")
                .containsPattern("\n  FAIL\\.+: +0\n")
                .containsPattern("\n  Error\\.+: +0\n")
                .containsPattern("\n  Pass\\.+: +1[0-9]\n");
    }

    /**
     * What the suite says. Its exit status tells nothing: in this configuration it breaks off while it writes its report,
     * after it has said how everything went.
     */
    private String run(String program, Map<String, String> settings) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(program).directory(results.toFile()).redirectErrorStream(true);
        builder.environment().putAll(settings);
        builder.environment().put("OCI_RESULTS_DIR", results.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
