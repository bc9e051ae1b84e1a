package io.provisioning.extensionregistry.bench;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The calls that a source got for its catalogue; probes do not count.
 *
 * @param seconds from the first call to the last answer
 */
record Calls(int number, double seconds) {
    /** As a source counts them. */
    static final class Counter {
        private final AtomicInteger number = new AtomicInteger();
        private final AtomicLong first = new AtomicLong();
        private final AtomicLong last = new AtomicLong();

        void came() {
            first.compareAndSet(0, System.nanoTime());
            number.incrementAndGet();
        }

        void answered() {
            last.set(System.nanoTime());
        }

        /** Tells what was counted and begins anew. */
        String take() {
            String text = number.getAndSet(0) + " " + (last.get() - first.getAndSet(0)) / 1e9;
            last.set(0);
            return text;
        }
    }

    /** The calls since it was last asked for them. */
    static Calls of(Contender sources, String source) throws IOException {
        String[] parts = Http.text(sources.url("/calls/" + source)).split(" ");
        return new Calls(Integer.parseInt(parts[0]), Double.parseDouble(parts[1]));
    }
}
