package io.provisioning.extensionregistry.cache;

import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.SourceExtension;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that were replaced under the same version. A file is only seen when its bytes have passed, since nothing else
 * says what they were; it was replaced if another file stands in its place whose digest or length is another. Only
 * semantic versions promise to stay what they are: a {@code nightly} is made to change. What has a digest in its source
 * already cannot be replaced without a trace, so only what the ledger remembers is looked at.
 */
public final class Mutations {
    private static final Logger LOG = LoggerFactory.getLogger(Mutations.class);

    private final DigestLedger ledger;
    private final LedgerFile file;
    private final BiConsumer<String, Checksum> found;
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    /** @param found is told the source of each replaced file, once, and the digest that the file had before */
    public Mutations(DigestLedger ledger, LedgerFile file, BiConsumer<String, Checksum> found) {
        this.ledger = ledger;
        this.file = file;
        this.found = found;
    }

    /** Takes note of what a source answered. */
    public void observe(BackendAnswer answer) {
        for (SourceExtension extension : answer.extensions()) {
            for (ExtensionVersion version : extension.versions()) {
                if (isWatched(version)) {
                    observe(answer.source(), extension.id(), version);
                }
            }
        }
    }

    private void observe(String source, ExtensionId id, ExtensionVersion version) {
        String key = key(source, id, version);
        Artifact now = version.artifact();
        Optional<LedgerFile.Seen> first = file.seen(key);
        if (first.isEmpty() || ledger.find(first.get().contentId()).isEmpty()) {
            file.saw(key, new LedgerFile.Seen(now.contentId(), now.size()));
        } else if (isMutated(source, id, version) && said.add(key + " " + now.contentId())) {
            Checksum before = ledger.find(first.get().contentId()).orElseThrow();
            LOG.warn("{}: the file of {} {} was replaced; it was {}", source, id, version.version(), before);
            found.accept(source, before);
            ledger.changed();
        }
    }

    /** Whether the file of a version is not the one that was seen first. */
    public boolean isMutated(String source, ExtensionId id, ExtensionVersion version) {
        return isWatched(version)
                && file.seen(key(source, id, version))
                        .filter(first -> isAnother(first, version.artifact()))
                        .isPresent();
    }

    private boolean isAnother(LedgerFile.Seen first, Artifact now) {
        Optional<Checksum> before = ledger.find(first.contentId());
        if (first.contentId().equals(now.contentId()) || before.isEmpty()) {
            return false;
        }
        Optional<Checksum> known = now.knownChecksum().or(() -> ledger.find(now.contentId()));
        return known.map(digest -> !digest.equals(before.get()))
                .orElseGet(() -> first.size() != null
                        && now.size() != null
                        && !first.size().equals(now.size()));
    }

    private static boolean isWatched(ExtensionVersion version) {
        return version.version().semantic().isPresent()
                && version.download()
                        .filter(artifact -> artifact.contentId() != null)
                        .isPresent();
    }

    private static String key(String source, ExtensionId id, ExtensionVersion version) {
        return source + " " + id + " " + version.tag();
    }
}
