package io.provisioning.extensionregistry.upstream;

import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Failure;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a backend's route threw into its answer. */
public final class FailedAnswer {
    private static final Logger LOG = LoggerFactory.getLogger(FailedAnswer.class);

    /**
     * The failed answer of a source; what no source can have caused is logged with its stack trace. The 404 that a
     * drop-in's own call met says that the source does not have it.
     */
    public BackendAnswer from(String source, Throwable thrown) {
        if (Failures.isAbsence(thrown)) {
            return BackendAnswer.absent(source);
        }
        Optional<Failure> failure = Failures.known(thrown);
        if (failure.isEmpty()) {
            LOG.error("The answer of {} met a defect", source, thrown);
        }
        return BackendAnswer.failed(source, failure.orElseGet(() -> Failures.of(thrown)));
    }
}
