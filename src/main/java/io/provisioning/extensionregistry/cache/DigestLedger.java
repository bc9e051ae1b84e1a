package io.provisioning.extensionregistry.cache;

import com.github.benmanes.caffeine.cache.Cache;
import io.provisioning.extensionregistry.model.Checksum;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Remembers the digests that were computed as bytes passed, by the identity of the content. */
public final class DigestLedger {
    private final Cache<Object, Object> digests;
    private final LedgerFile file;
    private final AtomicLong generation = new AtomicLong();

    /** A ledger that forgets with the process. */
    public DigestLedger(Cache<Object, Object> digests) {
        this(digests, new LedgerFile(null));
    }

    /** @param file where it is remembered beyond that */
    public DigestLedger(Cache<Object, Object> digests, LedgerFile file) {
        this.digests = digests;
        this.file = file;
    }

    /** What was computed for this content; empty if it never passed, or was forgotten. */
    public Optional<Checksum> find(String contentId) {
        Checksum known = (Checksum) digests.policy().getIfPresentQuietly(contentId);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Checksum> kept = file.digest(contentId);
        kept.ifPresent(checksum -> digests.put(contentId, checksum));
        return kept;
    }

    /**
     * Remembers a digest.
     *
     * @param contentId null if the content has no identity; then nothing is remembered
     */
    public void learn(String contentId, Checksum checksum) {
        if (contentId != null && !checksum.equals(digests.asMap().put(contentId, checksum))) {
            file.learned(contentId, checksum);
            changed();
        }
    }

    /** Something that answers depend on has changed. */
    void changed() {
        generation.incrementAndGet();
    }

    /** Changes whenever something is learned. */
    public long generation() {
        return generation.get();
    }
}
