package io.provisioning.extensionregistry.dropins;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets loads of a source pass side by side, and its routes be exchanged while no load is among them. */
public final class Turnstile {
    /** A change of a source's routes. */
    @FunctionalInterface
    public interface Change {
        void make() throws Exception;
    }

    private static final int MANY = 1 << 20;

    private final Map<String, Semaphore> gates = new ConcurrentHashMap<>();

    /** Runs a load; waits while the routes of its source are being exchanged. */
    public <T> T pass(String source, Supplier<T> load) {
        Semaphore gate = gate(source);
        gate.acquireUninterruptibly();
        try {
            return load.get();
        } finally {
            gate.release();
        }
    }

    /**
     * Runs a change when no load of the source is under way; those who come meanwhile wait for its end.
     *
     * @param patience how long to wait for loads that are under way; after that the change is made among them
     * @return whether nobody was disturbed
     */
    public boolean change(String source, Duration patience, Change change) throws Exception {
        Semaphore gate = gate(source);
        boolean alone = gate.tryAcquire(MANY, patience.toMillis(), TimeUnit.MILLISECONDS);
        try {
            change.make();
        } finally {
            if (alone) {
                gate.release(MANY);
            }
        }
        return alone;
    }

    private Semaphore gate(String source) {
        return gates.computeIfAbsent(source, id -> new Semaphore(MANY, true));
    }
}
