package io.provisioning.extensionregistry.catalog;

import static io.provisioning.extensionregistry.support.Samples.catalog;
import static io.provisioning.extensionregistry.support.Samples.digest;
import static io.provisioning.extensionregistry.support.Samples.extension;
import static io.provisioning.extensionregistry.support.Samples.failed;
import static io.provisioning.extensionregistry.support.Samples.fresh;
import static io.provisioning.extensionregistry.support.Samples.gathered;
import static io.provisioning.extensionregistry.support.Samples.provider;
import static io.provisioning.extensionregistry.support.Samples.released;
import static io.provisioning.extensionregistry.support.Samples.skipped;
import static io.provisioning.extensionregistry.support.Samples.version;
import static io.provisioning.extensionregistry.support.Samples.withFile;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.model.SourceExtension;
import io.provisioning.extensionregistry.model.Version;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergeTest {
    private final Merge merge = new Merge(contentId -> Optional.empty());

    @ParameterizedTest(name = "gitea has {0}, oci has {1}: {2} shows ({3})")
    @CsvSource({
        "1.2.0, 1.1.0, gitea, the highest version",
        "1.1.0, 1.2.0, oci, the highest version",
        "1.2.0, 1.2.0, gitea, the first source on equal versions",
        "1.2.0+a, 1.2.0+b, gitea, build metadata has no precedence",
        "1.2.0, 2.0.0-rc.1, gitea, a stable version before a pre-release",
        "2.0.0-rc.1, 1.2.0, oci, a stable version before a pre-release",
        "1.0.0-rc.2, 1.0.0-rc.10, oci, the highest pre-release",
        "1.0.0-rc.1, 1.0.0-rc.1, gitea, the first source on equal versions",
        "nightly, 0.1.0-alpha, oci, a version number before a word",
        "nightly, weekly, gitea, the first source if nothing says more"
    })
    @DisplayName("E28: one entry for one name in both sources")
    void theEntryShowsTheSourceWithTheHighestStableVersion(String gitea, String oci, String shown, String why) {
        MergedExtension merged = only(gathered(
                catalog("gitea", extension("gitea", "aws", version(gitea))),
                catalog("oci", extension("oci", "aws", version(oci)))));

        assertThat(merged.shown().source()).as(why).isEqualTo(shown);
        assertThat(merged.sources()).containsExactly(new SourceVersion("gitea", gitea), new SourceVersion("oci", oci));
    }

    @Test
    void wordsAreComparedByDateAndThoseWithoutComeLast() {
        MergedExtension merged = only(gathered(
                catalog("a", extension("a", "aws", version("edge"))),
                catalog("b", extension("b", "aws", released("weekly", "2025-01-01T00:00:00Z"))),
                catalog("c", extension("c", "aws", released("nightly", "2025-01-02T00:00:00Z")))));

        assertThat(merged.shown().source()).isEqualTo("c");
    }

    @Test
    void aStableVersionOfTheLesserSourceStandsBeforeAMarkedPreRelease() {
        ExtensionVersion marked = new ExtensionVersion(Version.of("9.0.0"), "9.0.0", null, true, null, false);
        MergedExtension merged = only(gathered(
                catalog("gitea", extension("gitea", "aws", marked)),
                catalog("oci", extension("oci", "aws", version("1.0.0")))));

        assertThat(merged.shown().source()).isEqualTo("oci");
    }

    @Test
    void sourcesThatFailedOrWereNotAskedAddNothing() {
        assertThat(merge.extensions(gathered(failed("gitea", Reason.TIMEOUT), skipped("oci"))))
                .isEmpty();
        MergedExtension merged =
                only(gathered(skipped("gitea"), fresh(catalog("oci", extension("oci", "aws", version("1.0.0"))))));
        assertThat(merged.sources()).containsExactly(new SourceVersion("oci", "1.0.0"));
    }

    @Test
    void aSourceThatNamesAnExtensionTwiceCountsOnceInEitherOrder() {
        SourceExtension one = extension("gitea", "aws", version("1.0.0"));
        SourceExtension two = extension("gitea", "aws", version("2.0.0"));

        assertThat(only(gathered(catalog("gitea", one, two))).contributions()).containsExactly(two);
        assertThat(only(gathered(catalog("gitea", two, one))).contributions()).containsExactly(two);
    }

    @Test
    void versionsOfAllSourcesComeNewestFirst() {
        List<MergedVersion> versions = versions(
                extension("gitea", "aws", version("v1.2.0"), version("1.0.0"), version("nightly")),
                extension("oci", "aws", version("1.1.0"), version("1.2.0")));

        assertThat(versions).extracting(v -> v.version().text()).containsExactly("1.2.0", "1.1.0", "1.0.0", "nightly");
        assertThat(versions.get(0).sources())
                .containsExactly(new SourceVersion("gitea", "1.2.0"), new SourceVersion("oci", "1.2.0"));
        assertThat(versions.get(0).served().source()).isEqualTo("gitea");
    }

    @Test
    void whoHasAFileServesBeforeWhoHasNone() {
        MergedVersion version = versions(
                        extension("gitea", "aws", version("1.0.0")),
                        extension("oci", "aws", withFile("1.0.0", digest(1), null)))
                .get(0);

        assertThat(version.served().source()).isEqualTo("oci");
        assertThat(version.conflict()).isEmpty();
    }

    @Test
    void differentKnownDigestsAreAConflict() {
        MergedVersion version = versions(
                        extension("gitea", "aws", withFile("1.0.0", digest(1), null)),
                        extension("oci", "aws", withFile("1.0.0", digest(2), null)))
                .get(0);

        assertThat(version.served().source()).isEqualTo("gitea");
        assertThat(version.conflict()).contains(new Conflict("oci", digest(2)));
    }

    @Test
    void equalOrUnknownDigestsAreNone() {
        assertThat(versions(
                                extension("gitea", "aws", withFile("1.0.0", digest(1), null)),
                                extension("oci", "aws", withFile("1.0.0", digest(1), null)))
                        .get(0)
                        .conflict())
                .isEmpty();
        assertThat(versions(
                                extension("gitea", "aws", withFile("1.0.0", null, "uuid")),
                                extension("oci", "aws", withFile("1.0.0", digest(1), null)))
                        .get(0)
                        .conflict())
                .isEmpty();
    }

    @Test
    void aDigestThatWasComputedCompletesTheEntryAndRevealsTheConflict() {
        Merge learned = new Merge(contentId -> contentId.equals("uuid-1") ? Optional.of(digest(7)) : Optional.empty());
        Gathered gathered = gathered(
                catalog("gitea", extension("gitea", "aws", withFile("1.0.0", null, "uuid-1"))),
                catalog("oci", extension("oci", "aws", withFile("1.0.0", digest(8), null))));

        MergedExtension merged = learned.extension(gathered, provider("aws")).orElseThrow();

        assertThat(merged.latest().download().flatMap(Artifact::knownChecksum)).contains(digest(7));
        assertThat(learned.versions(merged).get(0).conflict()).contains(new Conflict("oci", digest(8)));
    }

    @Test
    void theSourcesOwnDigestIsNotReplaced() {
        Merge learned = new Merge(contentId -> Optional.of(digest(7)));

        MergedExtension merged = learned.extensions(
                        gathered(catalog("gitea", extension("gitea", "aws", withFile("1.0.0", digest(1), "uuid")))))
                .get(0);

        assertThat(merged.latest().download().flatMap(Artifact::knownChecksum)).contains(digest(1));
    }

    @Test
    void aVersionIsAPreReleaseOnlyIfAllWhoHaveItSaySo() {
        ExtensionVersion marked = new ExtensionVersion(Version.of("1.0.0"), "1.0.0", null, true, null, false);

        assertThat(versions(extension("gitea", "aws", marked), extension("oci", "aws", version("1.0.0")))
                        .get(0)
                        .prerelease())
                .isFalse();
        assertThat(versions(extension("gitea", "aws", marked)).get(0).prerelease())
                .isTrue();
    }

    private MergedExtension only(Gathered gathered) {
        List<MergedExtension> merged = merge.extensions(gathered);
        assertThat(merged).hasSize(1);
        assertThat(merge.extension(gathered, merged.get(0).id())).contains(merged.get(0));
        return merged.get(0);
    }

    private List<MergedVersion> versions(SourceExtension... contributions) {
        return merge.versions(
                new MergedExtension(contributions[0], contributions[0].latest(), Arrays.asList(contributions)));
    }
}
