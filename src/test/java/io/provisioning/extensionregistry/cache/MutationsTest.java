package io.provisioning.extensionregistry.cache;

import static io.provisioning.extensionregistry.support.Samples.digest;
import static io.provisioning.extensionregistry.support.Samples.provider;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.SourceExtension;
import io.provisioning.extensionregistry.model.Version;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which files count as replaced. */
class MutationsTest {
    private final LedgerFile file = new LedgerFile(null);
    private final DigestLedger ledger = new DigestLedger(Caffeine.newBuilder().build(), file);
    private final List<String> found = new ArrayList<>();
    private final Mutations mutations =
            new Mutations(ledger, file, (source, before) -> found.add(source + " " + before));

    @Test
    void aFileWithAnotherDigestIsToldOnceAndShown() {
        seen(version("1.0.0", "first", 3, null), digest(1));
        ExtensionVersion now = version("1.0.0", "second", 3, digest(2));
        long before = ledger.generation();
        observe(now);
        observe(now);
        assertThat(isMutated(now)).isTrue();
        assertThat(found).containsExactly("gitea " + digest(1));
        assertThat(ledger.generation()).isGreaterThan(before);
    }

    @Test
    void aFileOfAnotherLengthIsAnother() {
        seen(version("1.0.0", "first", 3, null), digest(1));
        observe(version("1.0.0", "second", 4, null));
        assertThat(isMutated(version("1.0.0", "second", 4, null))).isTrue();
    }

    @Test
    void whatIsNotKnownIsNotSaid() {
        seen(version("1.0.0", "first", 3, null), digest(1));
        ExtensionVersion now = version("1.0.0", "second", 3, null);
        observe(now);
        assertThat(isMutated(now)).isFalse();
        ledger.learn("second", digest(2));
        assertThat(isMutated(now)).isTrue();
    }

    @Test
    void theSameBytesUploadedAgainAreNoMutation() {
        seen(version("1.0.0", "first", 3, null), digest(1));
        observe(version("1.0.0", "second", 3, digest(1)));
        assertThat(isMutated(version("1.0.0", "second", 3, digest(1)))).isFalse();
        assertThat(found).isEmpty();
    }

    @Test
    void whatNeverPassedWasNeverSeen() {
        observe(version("1.0.0", "first", 3, null));
        observe(version("1.0.0", "second", 4, digest(2)));
        assertThat(isMutated(version("1.0.0", "second", 4, digest(2)))).isFalse();
    }

    @Test
    void aVersionThatPromisesNothingMayChange() {
        seen(version("nightly", "first", 3, null), digest(1));
        observe(version("nightly", "second", 4, digest(2)));
        assertThat(isMutated(version("nightly", "second", 4, digest(2)))).isFalse();
    }

    private void seen(ExtensionVersion version, Checksum digest) {
        observe(version);
        ledger.learn(version.artifact().contentId(), digest);
        observe(version);
    }

    private void observe(ExtensionVersion version) {
        mutations.observe(BackendAnswer.found(
                new SourceExtension("gitea", provider("aws"), null, null, null, List.of(), List.of(version))));
    }

    private boolean isMutated(ExtensionVersion version) {
        return mutations.isMutated("gitea", provider("aws"), version);
    }

    private static ExtensionVersion version(String tag, String contentId, long size, Checksum checksum) {
        Artifact artifact = new Artifact("f", null, size, checksum, null, "location", contentId);
        return new ExtensionVersion(Version.of(tag), tag, null, false, artifact, false);
    }
}
