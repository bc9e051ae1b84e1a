package io.provisioning.extensionregistry.http;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** How many connections are open, and how many the server closed against their clients' will. */
public final class ConnectionCounts {
    /** Why the server closes a connection by itself. */
    public enum Reason {
        /** There were as many as may be. */
        LIMIT,
        /** A request did not arrive in time. */
        REQUEST_TIMEOUT,
        /** A client took none of the bytes of its answer. */
        SEND_TIMEOUT
    }

    private final AtomicInteger open = new AtomicInteger();
    private final Map<Reason, LongAdder> closed = new EnumMap<>(Reason.class);

    ConnectionCounts() {
        for (Reason reason : Reason.values()) {
            closed.put(reason, new LongAdder());
        }
    }

    /** Those that are open now. */
    public int open() {
        return open.get();
    }

    /** How many were closed for that reason. */
    public long closed(Reason reason) {
        return closed.get(reason).sum();
    }

    /** @return how many are open with this one */
    int opened() {
        return open.incrementAndGet();
    }

    void gone() {
        open.decrementAndGet();
    }

    void closing(Reason reason) {
        closed.get(reason).increment();
    }
}
