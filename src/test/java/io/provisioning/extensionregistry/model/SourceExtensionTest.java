package io.provisioning.extensionregistry.model;

import static io.provisioning.extensionregistry.support.Samples.extension;
import static io.provisioning.extensionregistry.support.Samples.released;
import static io.provisioning.extensionregistry.support.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceExtensionTest {
    @Test
    @DisplayName("E13: a backport that was published later is not the latest")
    void latestIsTheHighestNotTheNewest() {
        SourceExtension extension = extension(
                "gitea", "aws", released("2.0.0", "2025-01-01T00:00:00Z"), released("1.1.9", "2025-06-01T00:00:00Z"));

        assertThat(extension.latest().tag()).isEqualTo("2.0.0");
    }

    @Test
    void latestIsNeverAPreReleaseIfThereIsARelease() {
        assertThat(latest("1.0.0", "2.0.0-rc.1")).isEqualTo("1.0.0");
    }

    @Test
    void aReleaseThatItsSourceMarksIsAPreRelease() {
        ExtensionVersion marked = new ExtensionVersion(Version.of("2.0.0"), "2.0.0", null, true, null, false);

        assertThat(extension("gitea", "aws", marked, version("1.0.0")).latest().tag())
                .isEqualTo("1.0.0");
    }

    @Test
    @DisplayName("E10: with pre-releases alone the highest of them is the latest")
    void latestIsTheHighestPreReleaseIfThereIsNothingElse() {
        assertThat(latest("1.0.0-rc.2", "1.0.0-rc.10", "nightly")).isEqualTo("1.0.0-rc.10");
    }

    @Test
    @DisplayName("E17: a tag that is no version number comes after all that are and is not the latest")
    void nightlyComesLast() {
        SourceExtension extension =
                extension("gitea", "aws", released("nightly", "2026-01-01T00:00:00Z"), version("0.1.0-alpha"));

        assertThat(extension.latest().tag()).isEqualTo("0.1.0-alpha");
        assertThat(tags(extension)).containsExactly("0.1.0-alpha", "nightly");
    }

    @Test
    void withoutVersionNumbersTheNewestIsTheLatestAndWhatHasNoDateComesLast() {
        SourceExtension extension = extension(
                "gitea",
                "aws",
                version("edge"),
                released("weekly", "2025-01-01T00:00:00Z"),
                released("nightly", "2025-01-02T00:00:00Z"));

        assertThat(extension.latest().tag()).isEqualTo("nightly");
        assertThat(tags(extension)).containsExactly("nightly", "weekly", "edge");
    }

    @ParameterizedTest
    @CsvSource({
        "v1.2.0, 1.2.0",
        "1.2.0, v1.2.0",
        "V1.0, v1.0",
        "v1.0, V1.0",
        "nightly, Nightly",
        "release/1.2.0, release/1.2.0",
        "1.0.0_build5, 1.0.0_build5",
        "v2.0.0-RC.1, 2.0.0-rc.1"
    })
    @DisplayName("E15, E16: versions are found with and without v, in any case")
    void versionsAreFoundAsUsersCallThem(String tag, String asked) {
        assertThat(extension("gitea", "aws", version(tag), version("0.0.1")).version(asked))
                .get()
                .extracting(ExtensionVersion::tag)
                .isEqualTo(tag);
    }

    @Test
    @DisplayName("E46: a tag with an underscore is found by the version that it means, and by itself")
    void underscoreTagIsFoundByItsVersion() {
        ExtensionVersion build =
                new ExtensionVersion(Version.of("1.0.0+build5"), "1.0.0_build5", null, false, null, false);
        SourceExtension extension = extension("oci", "aws", build);

        assertThat(extension.version("1.0.0+build5")).contains(build);
        assertThat(extension.version("1.0.0_build5")).contains(build);
        assertThat(extension.version("1.0.0")).isEmpty();
    }

    @Test
    void theExactTagWinsOverAnotherSpelling() {
        SourceExtension extension = extension("oci", "aws", version("Nightly"), version("nightly"));

        assertThat(extension.version("nightly").orElseThrow().tag()).isEqualTo("nightly");
        assertThat(extension.version("Nightly").orElseThrow().tag()).isEqualTo("Nightly");
    }

    @Test
    void anExtensionWithoutVersionsDoesNotExist() {
        assertThatIllegalArgumentException().isThrownBy(() -> extension("gitea", "aws"));
    }

    private static String latest(String... tags) {
        return extension("gitea", "aws", Stream.of(tags).map(t -> version(t)).toArray(ExtensionVersion[]::new))
                .latest()
                .tag();
    }

    private static List<String> tags(SourceExtension extension) {
        return extension.versions().stream().map(ExtensionVersion::tag).toList();
    }
}
