package io.provisioning.extensionregistry.catalog;

import static io.provisioning.extensionregistry.support.Samples.digest;
import static io.provisioning.extensionregistry.support.Samples.extension;
import static io.provisioning.extensionregistry.support.Samples.provider;
import static io.provisioning.extensionregistry.support.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.http.JsonBytes;
import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.SourceExtension;
import io.provisioning.extensionregistry.model.Version;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewsTest {
    private static final String URL = "https://gitea.example.com/org/aws_prov/releases/download/1.2.0/aws_prov.tar.gz";
    private static final Artifact FILE =
            new Artifact("aws_prov.tar.gz", "application/gzip", 1024000L, digest(1), URL, URL, "uuid");

    private final Addresses relative = new Addresses(null);

    @Test
    void anExtensionHasTheKeysOfTheContractInTheirOrder() {
        ExtensionVersion latest = new ExtensionVersion(
                Version.of("v1.2.0"), "v1.2.0", Instant.parse("2025-10-06T12:00:00Z"), false, FILE, false);
        SourceExtension gitea = new SourceExtension(
                "gitea",
                provider("aws"),
                "AWS provider for provisioning infrastructure",
                "provisioning-team",
                "https://gitea.example.com/org/aws_prov",
                List.of("cloud", "aws", "infrastructure"),
                List.of(latest));
        MergedExtension merged =
                new MergedExtension(gitea, latest, List.of(gitea, extension("oci", "aws", version("1.1.0"))));

        assertThat(json(ExtensionView.of(merged, relative)))
                .isEqualTo("{\"name\":\"aws\",\"type\":\"provider\",\"version\":\"1.2.0\","
                        + "\"description\":\"AWS provider for provisioning infrastructure\","
                        + "\"author\":\"provisioning-team\","
                        + "\"repository\":\"https://gitea.example.com/org/aws_prov\",\"source\":\"gitea\","
                        + "\"published_at\":\"2025-10-06T12:00:00Z\",\"download_url\":\"" + URL + "\","
                        + "\"checksum\":\"" + digest(1) + "\",\"size\":1024000,"
                        + "\"tags\":[\"cloud\",\"aws\",\"infrastructure\"],"
                        + "\"url\":\"/api/v1/extensions/provider/aws/1.2.0\","
                        + "\"sources\":[{\"source\":\"gitea\",\"version\":\"1.2.0\"},"
                        + "{\"source\":\"oci\",\"version\":\"1.1.0\"}]}");
    }

    @Test
    @DisplayName("E19, E29: what is not known is left out, never null")
    void whatIsNotKnownIsLeftOut() {
        SourceExtension bare = extension("oci", "aws", version("nightly"));

        assertThat(json(ExtensionView.of(new MergedExtension(bare, bare.latest(), List.of(bare)), relative)))
                .isEqualTo("{\"name\":\"aws\",\"type\":\"provider\",\"version\":\"nightly\",\"source\":\"oci\","
                        + "\"url\":\"/api/v1/extensions/provider/aws/nightly\","
                        + "\"sources\":[{\"source\":\"oci\",\"version\":\"nightly\"}]}");
        assertThat(json(VersionView.of(
                        provider("aws"), new MergedVersion(List.of(new Offer("oci", version("nightly")))), relative)))
                .isEqualTo("{\"version\":\"nightly\",\"prerelease\":false,\"source\":\"oci\","
                        + "\"sources\":[{\"source\":\"oci\",\"version\":\"nightly\"}],"
                        + "\"url\":\"/api/v1/extensions/provider/aws/nightly\"}");
    }

    @Test
    void aVersionHasTheKeysOfTheContractInTheirOrder() {
        ExtensionVersion gitea = new ExtensionVersion(
                Version.of("1.2.0-rc.1"), "1.2.0-rc.1", Instant.parse("2025-10-06T12:00:00.120Z"), true, FILE, false);
        MergedVersion merged = new MergedVersion(
                List.of(new Offer("gitea", gitea), new Offer("oci", gitea.withArtifact(FILE.withChecksum(digest(2))))));

        assertThat(json(VersionView.of(provider("aws"), merged, relative)))
                .isEqualTo("{\"version\":\"1.2.0-rc.1\",\"published_at\":\"2025-10-06T12:00:00.12Z\","
                        + "\"download_url\":\"" + URL + "\",\"checksum\":\"" + digest(1) + "\",\"size\":1024000,"
                        + "\"prerelease\":true,\"source\":\"gitea\","
                        + "\"sources\":[{\"source\":\"gitea\",\"version\":\"1.2.0-rc.1\"},"
                        + "{\"source\":\"oci\",\"version\":\"1.2.0-rc.1\"}],"
                        + "\"url\":\"/api/v1/extensions/provider/aws/1.2.0-rc.1\","
                        + "\"conflict\":true,\"conflict_with\":{\"source\":\"oci\",\"checksum\":\"" + digest(2)
                        + "\"}}");
    }

    @ParameterizedTest
    @CsvSource({
        "release/1.2.0, release%2F1.2.0",
        "1.0.0+build5, 1.0.0%2Bbuild5",
        "ä b?#, %C3%A4%20b%3F%23",
        "a~b_c-d.e, a~b_c-d.e"
    })
    @DisplayName("E14: versions are encoded in addresses")
    void versionsAreEncodedInAddresses(String version, String segment) {
        assertThat(relative.of(provider("aws"), Version.of(version)))
                .isEqualTo("/api/v1/extensions/provider/aws/" + segment);
    }

    @ParameterizedTest
    @CsvSource({"https://registry.example.com", "https://registry.example.com/"})
    void addressesAreAbsoluteIfThereIsAPublicUrl(String publicUrl) {
        assertThat(new Addresses(publicUrl).of(provider("aws"), Version.of("v1.0.0")))
                .isEqualTo("https://registry.example.com/api/v1/extensions/provider/aws/1.0.0");
    }

    private static String json(Object view) {
        return new String(JsonBytes.of(view), StandardCharsets.UTF_8);
    }
}
