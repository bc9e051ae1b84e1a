package io.provisioning.extensionregistry.catalog;

import static io.provisioning.extensionregistry.support.Samples.catalog;
import static io.provisioning.extensionregistry.support.Samples.digest;
import static io.provisioning.extensionregistry.support.Samples.extension;
import static io.provisioning.extensionregistry.support.Samples.gathered;
import static io.provisioning.extensionregistry.support.Samples.provider;
import static io.provisioning.extensionregistry.support.Samples.version;
import static io.provisioning.extensionregistry.support.Samples.withFile;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.BackendAnswer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConflictsTest {
    private final Merge merge = new Merge(contentId -> Optional.empty());
    private final Conflicts conflicts = new Conflicts(merge);

    @Test
    void aVersionOfWhichTwoSourcesHaveOtherBytesIsCounted() {
        see(aws("gitea", 1), aws("oci", 2));
        assertThat(conflicts.count()).isEqualTo(1);

        see(aws("gitea", 1), aws("oci", 1));
        assertThat(conflicts.count()).isZero();
    }

    @Test
    void whatOnlyTheVersionsShowIsCountedOnceAndUntilItIsGone() {
        see(aws("gitea", 1), aws("oci", 2));
        versions(aws("gitea", 1, 3), aws("oci", 2, 4));
        assertThat(conflicts.count()).isEqualTo(2);

        see(aws("gitea", 1), aws("oci", 1));
        versions(aws("gitea", 1, 3), aws("oci", 1, 3));
        assertThat(conflicts.count()).isZero();
    }

    @Test
    void anExtensionThatIsGoneTakesItsConflictsAlong() {
        versions(aws("gitea", 1, 3), aws("oci", 2, 4));
        assertThat(conflicts.count()).isEqualTo(2);

        see(catalog("gitea"), catalog("oci"));
        assertThat(conflicts.count()).isZero();
    }

    @Test
    void aDigestThatIsNotKnownIsNoConflict() {
        see(catalog("gitea", extension("gitea", "aws", version("1.0.0"))), aws("oci", 2));

        assertThat(conflicts.count()).isZero();
    }

    private void see(BackendAnswer... answers) {
        conflicts.saw(MergedCatalog.of(merge.extensions(gathered(answers))));
    }

    private void versions(BackendAnswer... answers) {
        conflicts.saw(
                provider("aws"),
                merge.versions(
                        merge.extension(gathered(answers), provider("aws")).orElseThrow()));
    }

    /** Version 1.0.0, then 2.0.0 and so on, with these digests. */
    private static BackendAnswer aws(String source, int... digests) {
        var versions = new io.provisioning.extensionregistry.model.ExtensionVersion[digests.length];
        for (int i = 0; i < digests.length; i++) {
            versions[i] = withFile((i + 1) + ".0.0", digest(digests[i]), null);
        }
        return catalog(source, extension(source, "aws", versions));
    }
}
