package io.provisioning.extensionregistry.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Single-flight for answers that are known and have grown too old: one request asks the route, those like it that come
 * meanwhile wait for what it brings. Without this, all clients of a popular answer run its route at once after a pause.
 */
final class Renewals {
    private final ConcurrentMap<HotKey, List<Runnable>> running = new ConcurrentHashMap<>();

    /** True for the one request that goes to the route; it must tell when it is {@link #over}, however it ends. */
    boolean begin(HotKey key) {
        return running.putIfAbsent(key, new ArrayList<>()) == null;
    }

    /**
     * Waits for the renewal of an answer.
     *
     * @param again what to do once it is over; called on any thread
     * @return false if there is none to wait for
     */
    boolean await(HotKey key, Runnable again) {
        return running.computeIfPresent(key, (same, waiting) -> {
                    waiting.add(again);
                    return waiting;
                })
                != null;
    }

    /** How many wait now. */
    int waiting() {
        int[] sum = {0};
        running.replaceAll((key, waiting) -> {
            sum[0] += waiting.size();
            return waiting;
        });
        return sum[0];
    }

    /** Lets those who wait go on; each of them waits once only. */
    void over(HotKey key) {
        List<Runnable> waiting = running.remove(key);
        if (waiting != null) {
            waiting.forEach(Runnable::run);
        }
    }
}
