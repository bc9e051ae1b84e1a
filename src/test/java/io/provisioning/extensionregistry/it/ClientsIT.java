package io.provisioning.extensionregistry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.OciDocuments;
import io.provisioning.extensionregistry.support.RealRegistry;
import io.provisioning.extensionregistry.support.RunningRegistry;
import io.provisioning.extensionregistry.support.TarGz;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import land.oras.ContainerRef;
import land.oras.Registry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Programs that people pull with, one artifact of a release and one of a real registry each. A program that is not
 * installed is skipped; with {@code REAL_REGISTRY=required} in the environment, skopeo and the registry must be there.
 */
class ClientsIT {
    private static final String REPOSITORY = "provisioning/kubernetes-taskserv";
    private static final byte[] PUSHED = TarGz.extension("taskserv", "kubernetes", "9.9.9");
    private static final byte[] RELEASED = TarGz.extension("taskserv", "kubernetes", "1.31.2");

    @TempDir
    static Path directory;

    @TempDir
    Path target;

    private static FakeGitea gitea;
    private static RealRegistry real;
    private static RunningRegistry registry;

    @BeforeAll
    static void start() throws Exception {
        gitea = FakeGitea.sample();
        Map<String, String> settings = new HashMap<>(Map.of(
                "registry.gitea.url", gitea.url(),
                "registry.gitea.organization", "provisioning",
                "registry.distribution.namespace", "provisioning",
                "registry.store.mode", "read-through",
                "registry.store.directory", directory.resolve("store").toString()));
        if (RealRegistry.isInstalled(RealRegistry.BINARY)) {
            real = RealRegistry.start(Files.createDirectories(directory.resolve("registry")));
            push();
            settings.put("registry.oci.registry", real.url());
            settings.put("registry.oci.namespace", "provisioning");
        }
        registry = RunningRegistry.start(settings);
    }

    @AfterAll
    static void stop() {
        registry.close();
        gitea.close();
        if (real != null) {
            real.close();
        }
    }

    private static void push() throws Exception {
        byte[] config = real.pushBlob(REPOSITORY, "{}".getBytes(StandardCharsets.UTF_8));
        real.pushBlob(REPOSITORY, PUSHED);
        real.pushManifest(
                REPOSITORY,
                "9.9.9",
                OciDocuments.MANIFEST,
                OciDocuments.manifest(
                        OciDocuments.descriptor(OciDocuments.EMPTY, config, Map.of()),
                        List.of(OciDocuments.file("kubernetes.tar.gz", PUSHED)),
                        Map.of("org.opencontainers.image.title", "kubernetes")));
    }

    @ParameterizedTest
    @CsvSource({"1.31.2, dir", "1.31.2, oci", "9.9.9, dir", "9.9.9, oci"})
    void skopeoCopiesAnArtifact(String tag, String transport) throws Exception {
        demand("skopeo");
        demandSource(tag);

        run(
                "skopeo",
                "copy",
                "--insecure-policy",
                "--preserve-digests",
                "--src-tls-verify=false",
                "docker://" + reference(tag),
                transport + ":" + target.resolve("copy") + (transport.equals("oci") ? ":" + tag : ""));

        assertThat(files()).contains(digest(tag), OciDocuments.digest(file(tag)));
    }

    @ParameterizedTest
    @CsvSource({"1.31.2", "9.9.9"})
    void craneFindsAndPullsAnArtifact(String tag) throws Exception {
        assumeTrue(RealRegistry.isInstalled("crane"), "skipped: the program crane is not installed");
        demandSource(tag);

        assertThat(run("crane", "ls", "--insecure", reference(tag).replaceAll(":[^:]*$", "")))
                .contains(tag);
        assertThat(run("crane", "digest", "--insecure", reference(tag)).strip()).isEqualTo(digest(tag));
        run(
                "crane",
                "blob",
                "--insecure",
                reference(tag).replaceAll(":[^:]*$", "") + "@" + OciDocuments.digest(file(tag)));
        run("crane", "pull", "--insecure", "--format", "oci", reference(tag), target.toString());
        assertThat(files()).contains(digest(tag), OciDocuments.digest(file(tag)));
    }

    @ParameterizedTest
    @CsvSource({"1.31.2", "9.9.9"})
    void orasPullsAnArtifact(String tag) throws Exception {
        assumeTrue(RealRegistry.isInstalled("oras"), "skipped: the program oras is not installed");
        demandSource(tag);

        run("oras", "pull", "--plain-http", "--output", target.toString(), reference(tag));

        assertThat(files()).contains(OciDocuments.digest(file(tag)));
    }

    @Test
    void theOrasLibraryForJavaPullsAReleaseAndListsItsTags() throws Exception {
        pullWithOrasForJava("1.31.2");
        Registry client = Registry.builder().insecure().build();
        assertThat(client.getTags(ContainerRef.parse(reference("1.31.2"))).tags())
                .contains("1.30.0", "1.31.2");
    }

    @Test
    void theOrasLibraryForJavaPullsWhatARegistryHas() throws Exception {
        demandSource("9.9.9");
        pullWithOrasForJava("9.9.9");
    }

    private void pullWithOrasForJava(String tag) throws Exception {
        Registry client = Registry.builder().insecure().build();
        ContainerRef reference = ContainerRef.parse(reference(tag));

        client.pullArtifact(reference, target, true);

        assertThat(files()).containsExactly(OciDocuments.digest(file(tag)));
        assertThat(client.getManifest(reference).getDescriptor().getDigest()).isEqualTo(digest(tag));
    }

    private static byte[] file(String tag) {
        return tag.equals("9.9.9") ? PUSHED : RELEASED;
    }

    private static String digest(String tag) {
        return V2Client.header(
                V2Client.of(registry).get("/" + REPOSITORY + "/manifests/" + tag), "Docker-Content-Digest");
    }

    private static String reference(String tag) {
        return registry.url().substring("http://".length()) + "/" + REPOSITORY + ":" + tag;
    }

    /** The digests of all files that the program left. */
    private List<String> files() throws Exception {
        List<String> digests = new ArrayList<>();
        try (Stream<Path> files = Files.walk(target)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                digests.add(OciDocuments.digest(Files.readAllBytes(file)));
            }
        }
        return digests;
    }

    private static void demandSource(String tag) {
        if (tag.equals("9.9.9")) {
            demand(RealRegistry.BINARY);
        }
    }

    private static void demand(String program) {
        boolean installed = RealRegistry.isInstalled(program);
        if ("required".equals(System.getenv("REAL_REGISTRY"))) {
            assertThat(installed).as("%s is installed", program).isTrue();
        }
        assumeTrue(installed, () -> "skipped: the program " + program + " is not installed");
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Arrays.toString(command) + "\n" + output)
                .isZero();
        return output;
    }
}
