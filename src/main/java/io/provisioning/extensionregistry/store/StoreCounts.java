package io.provisioning.extensionregistry.store;

import java.util.concurrent.atomic.LongAdder;

/** What has happened in a store since the start. */
public final class StoreCounts {
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder stored = new LongAdder();
    private final LongAdder evicted = new LongAdder();
    private final LongAdder damaged = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failures = new LongAdder();

    void hit() {
        hits.increment();
    }

    void miss() {
        misses.increment();
    }

    void storedOne() {
        stored.increment();
    }

    void evictedOne() {
        evicted.increment();
    }

    void damagedOne() {
        damaged.increment();
    }

    void refusedOne() {
        refused.increment();
    }

    void failed() {
        failures.increment();
    }

    /** Blobs that were asked for and there. */
    public long hits() {
        return hits.sum();
    }

    /** Blobs that were asked for and not there. */
    public long misses() {
        return misses.sum();
    }

    /** Blobs that were taken in. */
    public long stored() {
        return stored.sum();
    }

    /** Blobs that went to make room. */
    public long evicted() {
        return evicted.sum();
    }

    /** Blobs that were found with other bytes than those that were stored. */
    public long damaged() {
        return damaged.sum();
    }

    /** Blobs that came with another digest or length than they should. */
    public long refused() {
        return refused.sum();
    }

    /** Times that the disk let us down: full, read-only or worse. */
    public long failures() {
        return failures.sum();
    }
}
