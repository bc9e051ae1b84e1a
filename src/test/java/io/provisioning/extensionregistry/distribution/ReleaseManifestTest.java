package io.provisioning.extensionregistry.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionType;
import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.SourceExtension;
import io.provisioning.extensionregistry.model.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseManifestTest {
    private static final Checksum CHECKSUM = Checksum.over("archive".getBytes(StandardCharsets.UTF_8));

    /** If this fails, every release that anybody has pulled gets another digest: raise no such change lightly. */
    @Test
    void theBytesAreTheSameForEver() throws IOException {
        Content manifest = ReleaseManifest.of(release("v1.2.0+b1", "application/gzip", "AWS, for some", "cloud"));

        byte[] golden = Files.readAllBytes(Path.of("src/test/resources/golden/release-manifest.json"));
        assertThat(manifest.bytes()).asString().isEqualTo(new String(golden, StandardCharsets.UTF_8));
        assertThat(manifest.digest())
                .hasToString("sha256:840b81a6db24b2e110dd1c83871dd197ae262adfbe749e13b90cec631b24e11c");
        assertThat(manifest.mediaType()).isEqualTo("application/vnd.oci.image.manifest.v1+json");
        assertThat(manifest.source()).isEqualTo("gitea");
    }

    @Test
    void whatChangesWhileTheReleaseStaysIsNotInIt() {
        assertThat(ReleaseManifest.of(release("1.0.0", "application/gzip", "before", "a"))
                        .bytes())
                .isEqualTo(ReleaseManifest.of(release("1.0.0", "application/gzip", "after", "b"))
                        .bytes());
    }

    @ParameterizedTest
    @CsvSource({
        "application/gzip, application/vnd.oci.image.layer.v1.tar+gzip",
        "application/zstd, application/vnd.oci.image.layer.v1.tar+zstd",
        "application/x-tar, application/vnd.oci.image.layer.v1.tar",
        "application/zip, application/zip",
        "application/x-xz, application/x-xz",
        ", application/octet-stream"
    })
    void theLayerHasTheTypeThatClientsKnow(String file, String layer) {
        assertThat(ReleaseManifest.of(release("1.0.0", file, null, "a")).bytes())
                .asString()
                .contains("\"layers\":[{\"mediaType\":\"" + layer + "\",\"digest\":\"" + CHECKSUM + "\"");
    }

    @Test
    void theEmptyConfigIsTheOneThatEverybodyKnows() {
        assertThat(ReleaseManifest.EMPTY_DIGEST)
                .hasToString("sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        ExtensionVersion version = new ExtensionVersion(
                Version.of("1.0.0"),
                "1.0.0",
                null,
                false,
                new Artifact(null, "application/gzip", 7L, CHECKSUM, null, "location", null),
                false);
        assertThat(ReleaseManifest.of(new Release(extension(null, "a", null, version), version))
                        .bytes())
                .asString()
                .contains("\"size\":7}]")
                .endsWith("\"annotations\":{\"org.opencontainers.image.title\":\"aws\","
                        + "\"org.opencontainers.image.version\":\"1.0.0\"}}");
    }

    @ParameterizedTest
    @CsvSource({"1.2.0, 1.2.0", "v1.2.0, v1.2.0", "1.2.0+b1, 1.2.0_b1", "release/1.0, ''", "-1, ''", "é, ''"})
    void tagsAreThoseOfTheSourceAsFarAsTheyCanBe(String tag, String expected) {
        assertThat(Release.tag(version(tag, "application/gzip")).orElse("")).isEqualTo(expected);
    }

    @Test
    void whatHasNoLastingFileIsNoArtifact() {
        ExtensionVersion whole = version("1.0.0", "application/gzip");
        Artifact changing = new Artifact(null, "application/gzip", null, null, null, "archive", null);
        assertThat(Release.tag(whole.withArtifact(null))).isEmpty();
        assertThat(Release.tag(whole.withArtifact(changing))).isEmpty();
    }

    private static Release release(String tag, String mediaType, String description, String keyword) {
        ExtensionVersion version = version(tag, mediaType);
        return new Release(extension(description, keyword, "https://git.example.com/org/aws_prov", version), version);
    }

    private static SourceExtension extension(
            String description, String keyword, String repository, ExtensionVersion version) {
        return new SourceExtension(
                "gitea",
                new ExtensionId(ExtensionType.PROVIDER, "aws"),
                description,
                "somebody",
                repository,
                List.of(keyword),
                List.of(version));
    }

    private static ExtensionVersion version(String tag, String mediaType) {
        return new ExtensionVersion(
                Version.of(tag),
                tag,
                Instant.parse("2025-10-06T12:00:00Z"),
                false,
                new Artifact("aws_prov.tar.gz", mediaType, 1024L, CHECKSUM, "https://x", "location", "uuid:1024"),
                false);
    }
}
