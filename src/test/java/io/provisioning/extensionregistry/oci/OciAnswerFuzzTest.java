package io.provisioning.extensionregistry.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionType;
import io.provisioning.extensionregistry.model.SourceExtension;
import io.provisioning.extensionregistry.support.FuzzedAnswer;
import io.provisioning.extensionregistry.support.Mutations;
import io.provisioning.extensionregistry.support.OciDocuments;
import io.provisioning.extensionregistry.upstream.SourceReply;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A registry's answer is understood or refused with a reason, whatever it is. */
@Timeout(60)
class OciAnswerFuzzTest {
    private static final int CASES = 1000;
    private static final SourceSettings SETTINGS =
            RegistrySettings.of("http://localhost:5000").namespace("library").build();
    private static final OciRepository REPOSITORY =
            new OciRepository(new ExtensionId(ExtensionType.CLUSTER, "runner"), "library/runner-cluster");
    private static final byte[] FILE = {1, 2, 3};
    private static final byte[] ARTIFACT = OciDocuments.manifest(
            OciDocuments.emptyConfig(),
            List.of(OciDocuments.file("runner.tar.gz", FILE)),
            Map.of(
                    "org.opencontainers.image.description", "Runs things",
                    "org.opencontainers.image.version", "3.1.4",
                    "org.opencontainers.image.created", "2025-10-06T14:00:00+02:00",
                    "io.artifacthub.package.keywords", "ci,runner"));
    private static final byte[] INDEX = OciDocuments.index(
            List.of(OciDocuments.entry(ARTIFACT, "linux", "amd64"), OciDocuments.entry(ARTIFACT, "unknown", "unknown")),
            Map.of("org.opencontainers.image.title", "Runner"));

    private final Mutations mutations = new Mutations();

    @Test
    void anyManifestIsUnderstoodOrRefused() throws IOException {
        fuzz(ARTIFACT, OciDocuments.MANIFEST);
        fuzz(INDEX, OciDocuments.INDEX);
        fuzz(file("docker-manifest.json"), OciDocuments.DOCKER_MANIFEST);
        fuzz(file("docker-list.json"), OciDocuments.DOCKER_LIST);
    }

    private void fuzz(byte[] valid, String type) {
        int understood = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] odd = mutations.json(valid);
            String odder = mutations.below(3) == 0 ? mutations.text(type) : type;
            understood += read(() -> extension(odd, odder, mutations.json(ARTIFACT)), odd) ? 1 : 0;
        }
        assertThat(understood).as("%s %s", type, mutations).isBetween(CASES / 20, CASES);
    }

    @Test
    void anyListIsUnderstoodOrRefused() throws IOException {
        byte[] tags = file("tags.json");
        byte[] catalog = file("catalog.json");
        int understood = 0;
        for (int i = 0; i < CASES; i++) {
            boolean tag = mutations.below(2) == 0;
            byte[] odd = mutations.json(tag ? tags : catalog);
            SourceReply reply = reply(odd, "application/json");
            understood += read(() -> tag ? tags(reply) : catalog(reply), odd) ? 1 : 0;
        }
        assertThat(understood).as("%s", mutations).isBetween(CASES / 20, CASES - CASES / 20);
    }

    @Test
    void anyConfigIsPassedOverOrUnderstood() {
        byte[] valid = OciDocuments.json(Map.of(
                "name", "nginx",
                "version", "1.0.0+build5",
                "description", "A web server",
                "created", "2025-10-06T14:00:00Z",
                "keywords", List.of("web"),
                "config", Map.of("Labels", Map.of("org.opencontainers.image.title", "x"))));
        for (int i = 0; i < CASES; i++) {
            byte[] odd = mutations.json(valid);
            String type = mutations.oneOf(OciDocuments.IMAGE_CONFIG, "application/vnd.cncf.helm.config.v1+json", "x");
            assertThat(read(
                            () -> {
                                OciConfig.read(type, odd);
                                return List.of();
                            },
                            odd))
                    .isTrue();
        }
    }

    @Test
    void anyTokenIsUnderstoodOrRefused() {
        byte[] valid = OciDocuments.json(Map.of("token", "abc.def", "access_token", "abc", "expires_in", 300));
        int understood = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] odd = mutations.json(valid);
            understood += read(
                            () -> {
                                TokenReply.read(reply(odd, "application/json"), Instant.EPOCH);
                                return List.of();
                            },
                            odd)
                    ? 1
                    : 0;
        }
        assertThat(understood).as("%s", mutations).isBetween(CASES / 20, CASES - CASES / 20);
    }

    @Test
    void anyChallengeIsReadOrPassedOver() {
        String valid = "Basic realm=\"r\", Bearer realm=\"http://localhost:5000/token\",service=\"s\","
                + "scope=\"repository:library/runner-cluster:pull\"";
        for (int i = 0; i < 5 * CASES; i++) {
            String odd = mutations.text(valid);
            read(() -> challenge(odd), odd.getBytes(StandardCharsets.UTF_8));
        }
        for (String piece : List.of(",", "=", "\"", "Bearer ", "a=,", "Bearer a=\"", "\\", " ")) {
            read(() -> challenge(piece.repeat(64 << 10).substring(0, 64 << 10)), new byte[0]);
        }
    }

    private static List<SourceExtension> challenge(String header) {
        for (AuthChallenge challenge : AuthChallenge.parse(List.of(header))) {
            Realm.of(challenge, URI.create("http://localhost:5000"))
                    .ifPresent(realm -> assertThat(realm.tokenUrl(realm.scope("repository:library/x:pull")))
                            .isNotNull());
        }
        return List.of();
    }

    private List<SourceExtension> extension(byte[] odd, String type, byte[] within) throws Exception {
        OciDocument document = OciReader.document(REPOSITORY, reply(odd, type));
        if (document.needsManifest()) {
            OciReader.manifestOf("oci", document);
            document = OciReader.withManifest(document, within);
        }
        if (document.needsConfig()) {
            OciReader.configOf("oci", document);
            document = OciReader.withConfig(document, within);
        }
        OciVersion version =
                OciTranslator.version(SETTINGS, new TaggedVersion("3.1.4", TagVersions.version("3.1.4")), document);
        OciFinding finding = OciTranslator.finding(SETTINGS, REPOSITORY, List.of(version));
        return finding.extension() == null ? List.of() : List.of(finding.extension());
    }

    private static List<SourceExtension> catalog(SourceReply reply) throws Exception {
        new OciDiscovery(Instant::now).found(SETTINGS, OciPages.catalogPage(OciPages.catalog(SETTINGS), reply));
        return List.of();
    }

    private static List<SourceExtension> tags(SourceReply reply) throws Exception {
        Paging tags = OciPages.tagsPage(OciPages.tags(SETTINGS, REPOSITORY), reply);
        TagVersions.of(tags.items());
        return List.of();
    }

    private SourceReply reply(byte[] body, String type) {
        String link = mutations.text("</v2/library/runner-cluster/tags/list?last=3.1.4&n=100>; rel=\"next\"");
        return new SourceReply(200, Map.of("content-type", List.of(type), "link", List.of(link)), body);
    }

    private boolean read(Callable<List<SourceExtension>> how, byte[] odd) {
        return FuzzedAnswer.isUnderstood(how, odd, mutations);
    }

    private static byte[] file(String name) throws IOException {
        try (var in = OciAnswerFuzzTest.class.getResourceAsStream("/wire/oci/" + name)) {
            return in.readAllBytes();
        }
    }
}
