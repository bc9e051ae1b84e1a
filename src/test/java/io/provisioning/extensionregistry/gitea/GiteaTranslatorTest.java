package io.provisioning.extensionregistry.gitea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionType;
import io.provisioning.extensionregistry.model.SourceExtension;
import io.provisioning.extensionregistry.upstream.SourceException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GiteaTranslatorTest {
    private static final ExtensionId AWS = new ExtensionId(ExtensionType.PROVIDER, "aws");
    private static final String DATE = "2025-10-06T14:00:00+02:00";
    private static final GiteaRepository BARE =
            new GiteaRepository(1L, "aws_prov", null, null, null, false, null, null, null, null, null);

    private final GiteaTranslator translator = new GiteaTranslator();
    private final SourceSettings settings = GiteaRoutes.settings("http://gitea:3000", null);

    @Test
    void aRepositoryAndItsReleasesAreAnExtension() {
        GiteaEntry entry = translator.entry(settings, AWS, Wire.repository(), Wire.pages(Wire.releases()));
        SourceExtension aws = entry.extension();
        assertThat(aws.source()).isEqualTo("gitea-eu");
        assertThat(aws.description()).isEqualTo("AWS provider for provisioning infrastructure");
        assertThat(aws.author()).isEqualTo("alice");
        assertThat(aws.repository()).isEqualTo("https://git.example.test/git/provisioning/aws_prov");
        assertThat(aws.tags()).containsExactly("cloud", "aws", "infrastructure");
        assertThat(aws.latest().publishedAt()).isEqualTo(Instant.parse("2025-10-06T12:00:00Z"));
        assertThat(aws.latest().artifact())
                .isEqualTo(new Artifact(
                        "aws_prov.tar.gz",
                        "application/gzip",
                        1024000L,
                        null,
                        "https://git.example.test/git/provisioning/aws_prov/releases/download/v1.2.0/aws_prov.tar.gz",
                        "http://gitea:3000/provisioning/aws_prov/releases/download/v1.2.0/aws_prov.tar.gz",
                        "5f0c3b1e-5a51-4e0a-8a3f-7f7c1b2d9e01:1024000"));
        assertThat(entry.newestSidecars()).singleElement().satisfies(sidecar -> {
            assertThat(sidecar.uuid()).isEqualTo("0d8b3f6a-64c2-4a57-9d43-2d1f3f0c7b02");
            assertThat(sidecar.own()).isTrue();
            assertThat(sidecar.location())
                    .hasToString(
                            "http://gitea:3000/provisioning/aws_prov/releases/download/v1.2.0/aws_prov.tar.gz.sha256");
        });
    }

    @DisplayName("E18: two files with one name have addresses by their upload")
    @Test
    void theAddressOfAnUploadIsUsed() {
        GiteaAttachment one =
                new GiteaAttachment(1L, "aws_prov.zip", 4, "u1", "https://git.example.test/git/attachments/u1");
        GiteaAttachment two =
                new GiteaAttachment(2L, "aws_prov.zip", 4, "u2", "https://git.example.test/git/attachments/u2");
        Artifact artifact = translator
                .entry(settings, AWS, Wire.repository(), Wire.pages(List.of(Wire.release(1, "1.0.0", DATE, one, two))))
                .extension()
                .latest()
                .artifact();
        assertThat(artifact.location()).isEqualTo("http://gitea:3000/attachments/u2");
        assertThat(artifact.downloadUrl()).isEqualTo("https://git.example.test/git/attachments/u2");
    }

    @DisplayName("E19: a release without an archive is a version without a file")
    @Test
    void aReleaseWithoutAnArchiveIsListed() {
        GiteaRelease release = Wire.releases().get(2);
        GiteaRelease bare =
                new GiteaRelease(9L, "1.3.0", null, release.tarballUrl(), false, false, DATE, DATE, null, List.of());
        assertThat(entry(bare).extension().latest().download()).isEmpty();
        SourceSettings withArchives = GiteaRoutes.settings("http://gitea:3000", "provisioning", null, true, 4);
        Artifact archive = translator
                .entry(withArchives, AWS, Wire.repository(), Wire.pages(List.of(bare)))
                .extension()
                .latest()
                .artifact();
        assertThat(archive.location()).isEqualTo("http://gitea:3000/provisioning/aws_prov/archive/v1.2.0.tar.gz");
        assertThat(archive.downloadUrl()).isEqualTo(release.tarballUrl());
        assertThat(archive.size()).isNull();
        assertThat(archive.contentId()).isNull();
    }

    @DisplayName("E20: an upload in place of another changes what a digest is remembered by")
    @Test
    void aNewUploadIsAnotherContent() {
        String before = artifact(Wire.asset(1, "aws_prov.zip", 4)).contentId();
        assertThat(artifact(Wire.asset(2, "aws_prov.zip", 4)).contentId()).isNotEqualTo(before);
    }

    @DisplayName("E29: what is null or empty is not known")
    @Test
    void nothingIsGuessed() {
        SourceExtension aws = translator
                .entry(settings, AWS, BARE, Wire.pages(List.of(Wire.release(1, "1.0.0", null))))
                .extension();
        assertThat(aws.description()).isNull();
        assertThat(aws.author()).isNull();
        assertThat(aws.repository()).isNull();
        assertThat(aws.tags()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"v1.2.0, v1.2.0", "v1.2.0, 1.2.0", "1.2.0, V1.2.0", "1.2.0, ' 1.2.0 '", "nightly, Nightly", "1.2.0, ''"
    })
    void aTitleThatRepeatsTheTagDescribesNothing(String tag, String title) {
        GiteaRelease release = new GiteaRelease(1L, tag, title, null, false, false, DATE, DATE, null, null);
        assertThat(translator
                        .entry(settings, AWS, BARE, Wire.pages(List.of(release)))
                        .extension()
                        .description())
                .isNull();
    }

    @Test
    void theTitleOfTheLatestReleaseStandsInForAMissingDescription() {
        GiteaRelease titled = new GiteaRelease(
                1L, "1.0.0", " First light\nand more", null, false, false, DATE, DATE, new GiteaUser(""), null);
        GiteaRepository owned = new GiteaRepository(
                1L, "aws_prov", null, "", null, false, null, null, null, new GiteaUser("provisioning"), null);
        SourceExtension aws = translator
                .entry(settings, AWS, owned, Wire.pages(List.of(titled)))
                .extension();
        assertThat(aws.description()).isEqualTo("First light");
        assertThat(aws.author()).isEqualTo("provisioning");
    }

    @Test
    void checksumsAreAddedToTheirVersions() {
        Checksum checksum = new Checksum("ab".repeat(32));
        GiteaEntry entry = translator.withChecksums(
                translator.entry(settings, AWS, Wire.repository(), Wire.pages(Wire.releases())),
                List.of(new SidecarChecksum("v1.2.0", checksum), new SidecarChecksum("1.1.9", null)));
        assertThat(entry.extension().version("1.2.0").orElseThrow().artifact().checksum())
                .isEqualTo(checksum);
        assertThat(entry.extension().version("1.1.9").orElseThrow().artifact().checksum())
                .isNull();
    }

    @Test
    void aRepositoryThatIsNotThereIsNull() throws SourceException {
        assertThat(translator.repository(Wire.reply(404, Wire.file("error-404.json")), AWS))
                .isNull();
        assertThat(translator.repository(Wire.reply(200, Wire.file("repo.json")), AWS))
                .isEqualTo(Wire.repository());
        assertThatThrownBy(() -> translator.repository(Wire.reply(200, Wire.file("org-repos.json")), AWS))
                .hasMessageContaining("invalid_answer");
        assertThatThrownBy(() -> translator.repository(Wire.reply(410, new byte[0]), AWS))
                .hasMessageContaining("invalid_answer");
    }

    private Artifact artifact(GiteaAttachment asset) {
        return entry(Wire.release(1, "1.0.0", DATE, asset)).extension().latest().artifact();
    }

    private GiteaEntry entry(GiteaRelease... releases) {
        return translator.entry(settings, AWS, Wire.repository(), Wire.pages(List.of(releases)));
    }
}
