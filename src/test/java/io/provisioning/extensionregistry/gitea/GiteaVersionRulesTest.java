package io.provisioning.extensionregistry.gitea;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionType;
import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.SourceExtension;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GiteaVersionRulesTest {
    private static final ExtensionId AWS = new ExtensionId(ExtensionType.PROVIDER, "aws");
    private static final String DATE = "2025-10-06T14:00:00+02:00";

    private final GiteaTranslator translator = new GiteaTranslator();
    private final SourceSettings settings = GiteaRoutes.settings("http://gitea:3000", null);

    @DisplayName("E13: a backport that was published later is not the latest")
    @Test
    void theHighestVersionIsTheLatest() {
        assertThat(versions(Wire.releases().toArray(GiteaRelease[]::new)))
                .containsExactly("2.0.0-rc.1", "1.2.0", "1.1.9");
        assertThat(entry(Wire.releases().toArray(GiteaRelease[]::new))
                        .extension()
                        .latest()
                        .version())
                .hasToString("1.2.0");
    }

    @DisplayName("E10: only pre-releases")
    @Test
    void theHighestPrereleaseIsTheLatestIfThereIsNothingElse() {
        GiteaRelease marked = new GiteaRelease(2L, "1.0.0", null, null, false, true, DATE, DATE, null, List.of());
        SourceExtension aws =
                entry(Wire.release(1, "0.9.0-beta.2", DATE), marked).extension();
        assertThat(aws.latest().version()).hasToString("1.0.0");
        assertThat(aws.versions()).allMatch(ExtensionVersion::prerelease);
    }

    @DisplayName("E11: a draft is no version, whoever may see it")
    @Test
    void draftsDoNotExist() {
        GiteaRelease draft = new GiteaRelease(1L, "3.0.0", null, null, true, false, DATE, DATE, null, List.of());
        assertThat(versions(draft, Wire.release(2, "1.0.0", DATE))).containsExactly("1.0.0");
        assertThat(entry(draft).skip()).isEqualTo(GiteaSkip.NO_VERSION);
    }

    @DisplayName("E14: a slash in a tag")
    @Test
    void aTagWithASlashIsAVersionAsItIs() {
        assertThat(versions(Wire.release(1, "release/1.2.0", DATE), Wire.release(2, "1.0.0", DATE)))
                .containsExactly("1.0.0", "release/1.2.0");
    }

    @DisplayName("E15, E16: the case of a tag and its leading v are no part of the version")
    @Test
    void tagsThatDifferInCaseOrALeadingVAreOneVersion() {
        SourceExtension aws = entry(
                        Wire.release(1, "v1.2.0", DATE),
                        Wire.release(2, "1.2.0", DATE, Wire.asset(5, "aws_prov.zip", 9)),
                        Wire.release(3, "V1.0", DATE),
                        Wire.release(4, "Nightly", DATE),
                        Wire.release(6, "nightly", "2025-10-07T00:00:00Z"))
                .extension();
        assertThat(aws.versions()).extracting(ExtensionVersion::tag).containsExactly("1.2.0", "V1.0", "nightly");
        assertThat(aws.version("v1.2.0")).isEqualTo(aws.version("1.2.0")).isPresent();
        assertThat(aws.version("v1.0")).isEqualTo(aws.version("1.0")).isPresent();
    }

    @DisplayName("E17: what is no semantic version comes last, newest first")
    @Test
    void otherTagsComeLast() {
        assertThat(versions(
                        Wire.release(1, "nightly-1", "2025-11-01T00:00:00Z"),
                        Wire.release(2, "nightly-2", "2025-11-02T00:00:00Z"),
                        Wire.release(3, "0.0.1", "2020-01-01T00:00:00Z"),
                        Wire.release(4, "latest", "2025-12-01T00:00:00Z")))
                .containsExactly("0.0.1", "nightly-2", "nightly-1");
    }

    @DisplayName("E26: a date that is not set is left out")
    @Test
    void aDateThatIsNotSetIsLeftOut() {
        SourceExtension aws = entry(
                        Wire.release(1, "2.0.0", "1970-01-01T00:00:00Z"),
                        Wire.release(2, "1.0.0", "0001-01-01T00:00:00Z"))
                .extension();
        assertThat(aws.versions()).extracting(ExtensionVersion::publishedAt).containsOnlyNulls();
    }

    private List<String> versions(GiteaRelease... releases) {
        return entry(releases).extension().versions().stream()
                .map(version -> version.version().text())
                .toList();
    }

    private GiteaEntry entry(GiteaRelease... releases) {
        return translator.entry(settings, AWS, Wire.repository(), Wire.pages(List.of(releases)));
    }
}
