package io.provisioning.extensionregistry.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionType;
import io.provisioning.extensionregistry.support.OciDocuments;
import io.provisioning.extensionregistry.upstream.SourceReply;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OciWireTest {
    private static final SourceSettings SETTINGS =
            RegistrySettings.of("http://localhost:5000").namespace("library").build();
    private static final OciRepository REPOSITORY =
            new OciRepository(new ExtensionId(ExtensionType.CLUSTER, "runner"), "library/runner-cluster");

    @Test
    void listsAreRead() throws Exception {
        Paging catalog = OciPages.catalogPage(OciPages.catalog(SETTINGS), reply(200, "catalog.json", ""));
        Paging tags = OciPages.tagsPage(OciPages.tags(SETTINGS, REPOSITORY), reply(200, "tags.json", ""));

        assertThat(catalog.items()).containsExactly("library/copied-cluster");
        assertThat(tags.items()).containsExactly("3.1.4", "3.1.5");
        assertThat(tags.more()).isFalse();
    }

    @Test
    void aRepositoryThatIsNotThereIsMissing() throws Exception {
        assertThat(OciPages.tagsPage(OciPages.tags(SETTINGS, REPOSITORY), reply(404, "name-unknown.json", ""))
                        .absent())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "docker-manifest.json, application/vnd.docker.distribution.manifest.v2+json",
        "oci-manifest.json, application/vnd.oci.image.manifest.v1+json",
        "oci-manifest.json, application/vnd.oci.image.manifest.v1+json;charset=utf-8",
        "oci-manifest.json, text/plain"
    })
    void anImageIsAVersionThatIsNotOneFile(String file, String type) throws Exception {
        OciDocument document = OciReader.document(REPOSITORY, reply(200, file, type));
        OciVersion version =
                OciTranslator.version(SETTINGS, new TaggedVersion("3.1.4", TagVersions.version("3.1.4")), document);

        assertThat(document.needsConfig()).isTrue();
        assertThat(version.version().image()).isTrue();
        assertThat(version.version().download()).isEmpty();
    }

    @Test
    void aListStandsForItsOnlyManifest() throws Exception {
        OciDocument list = OciReader.document(REPOSITORY, reply(200, "docker-list.json", OciDocuments.DOCKER_LIST));

        assertThat(list.needsManifest()).isTrue();
        assertThat(OciReader.manifestOf("oci", list).digest())
                .isEqualTo(OciDocuments.digest(bytes("docker-manifest.json")));
        assertThat(OciReader.withManifest(list, bytes("docker-manifest.json")).needsConfig())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "2025-10-06T14:00:00+02:00, 2025-10-06T12:00:00Z",
                "2025-10-06T12:00:00.123Z, 2025-10-06T12:00:00.123Z",
                "1970-01-01T00:00:00Z, null",
                "0001-01-01T00:00:00Z, null",
                "yesterday, null",
                "2025-10-06, null"
            },
            nullValues = "null")
    void datesThatSayNothingAreNone(String text, Instant expected) {
        assertThat(Annotations.instant(text)).isEqualTo(expected);
    }

    @Test
    void blankAnnotationsSayNothing() {
        Metadata metadata = Annotations.read(Annotations.present(Map.of(
                "org.opencontainers.image.description", " ",
                "org.opencontainers.image.title", "A title",
                "org.label-schema.vendor", "someone",
                "io.artifacthub.package.keywords", "a, b,,a")));

        assertThat(metadata.description()).isEqualTo("A title");
        assertThat(metadata.author()).isEqualTo("someone");
        assertThat(metadata.keywords()).containsExactly("a", "b");
    }

    @Test
    void theTitleOfALayerIsAFileNameAndNoDescription() {
        Map<String, String> layer = Map.of(
                "org.opencontainers.image.title", "aws_prov.tar.gz",
                "org.opencontainers.image.vendor", "someone");

        assertThat(Annotations.ofLayer(layer).description()).isNull();
        assertThat(Annotations.ofLayer(layer).author()).isEqualTo("someone");
    }

    private static SourceReply reply(int status, String file, String type) throws IOException {
        return new SourceReply(status, Map.of("content-type", List.of(type)), bytes(file));
    }

    private static byte[] bytes(String file) throws IOException {
        try (var in = OciWireTest.class.getResourceAsStream("/wire/oci/" + file)) {
            return in.readAllBytes();
        }
    }
}
