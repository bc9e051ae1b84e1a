package io.provisioning.extensionregistry.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How long answers are kept, and how often clients may pass them over.
 *
 * @param capacity entries of each named cache
 * @param ttl how long an answer is fresh
 * @param stale how long it is kept after that
 * @param negativeTtl how long a "no" is kept
 * @param noCachePerMinute how often in a minute a client may have the sources asked anew; 0 for never
 * @param directory where last good answers survive a restart; null for nowhere
 */
public record CacheSettings(
        int capacity, Duration ttl, Duration stale, Duration negativeTtl, int noCachePerMinute, Path directory) {
    /** The same without copies that survive a restart. */
    CacheSettings withoutDirectory() {
        return new CacheSettings(capacity, ttl, stale, negativeTtl, noCachePerMinute, null);
    }
}
