package io.provisioning.extensionregistry.store;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the disk does to us: counted each time, said once when it begins and once when it is over. */
final class Trouble {
    private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);

    private final StoreCounts counts;
    private volatile String problem;

    Trouble(StoreCounts counts) {
        this.counts = counts;
    }

    /** In one sentence; null if the last attempt to write went well. */
    String problem() {
        return problem;
    }

    /** Takes note of a failure. One that says nothing of the disk is passed over. */
    void met(Exception failure) {
        if (failure instanceof WrongContent) {
            counts.refusedOne();
        } else if (!(failure instanceof ClosedByInterruptException)) {
            counts.failed();
            boolean news = problem == null;
            problem = failure instanceof NoRoom || failure.getClass() == IOException.class
                    ? failure.getMessage()
                    : failure.toString();
            if (news) {
                LOG.warn("The content store takes nothing in: {}", problem);
            }
        }
    }

    /** Something was written. */
    void over() {
        if (problem != null) {
            problem = null;
            LOG.info("The content store takes in again");
        }
    }
}
