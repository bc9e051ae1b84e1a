package io.provisioning.extensionregistry.cache;

import com.github.benmanes.caffeine.cache.Cache;
import io.provisioning.extensionregistry.model.Checksum;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Remembers the digests that were computed as bytes passed, by the identity of the content. */
public final class DigestLedger {
    private final Cache<Object, Object> digests;
    private final AtomicLong generation = new AtomicLong();

    public DigestLedger(Cache<Object, Object> digests) {
        this.digests = digests;
    }

    /** What was computed for this content; empty if it never passed, or was forgotten. */
    public Optional<Checksum> find(String contentId) {
        return Optional.ofNullable((Checksum) digests.policy().getIfPresentQuietly(contentId));
    }

    /**
     * Remembers a digest.
     *
     * @param contentId null if the content has no identity; then nothing is remembered
     */
    public void learn(String contentId, Checksum checksum) {
        if (contentId != null && !checksum.equals(digests.asMap().put(contentId, checksum))) {
            generation.incrementAndGet();
        }
    }

    /** Changes whenever something is learned. */
    public long generation() {
        return generation.get();
    }
}
