package io.provisioning.extensionregistry.logs;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.concurrent.atomic.LongAdder;

/**
 * Lines that wait to be written by a thread of their own. Who logs never waits: when eight thousand lines are waiting,
 * because the disk or whoever reads the output is slow, further ones are dropped and counted.
 */
final class AccessQueue extends AsyncAppender {
    private static final int WAITING = 8192;
    private static final int FLUSH_MS = 2000;

    private final LongAdder dropped = new LongAdder();

    AccessQueue() {
        setQueueSize(WAITING);
        setDiscardingThreshold(1);
        setNeverBlock(true);
        setMaxFlushTime(FLUSH_MS);
    }

    /** Asked only when there is no room left. */
    @Override
    protected boolean isDiscardable(ILoggingEvent event) {
        dropped.increment();
        return true;
    }

    /** How many lines were dropped since the start. */
    long dropped() {
        return dropped.sum();
    }
}
