package io.provisioning.extensionregistry.upstream;

import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;

/** A source gave no usable answer. Expected, so it has no stack trace. */
public final class SourceException extends Exception {
    private final transient Failure failure;

    public SourceException(Failure failure) {
        this(failure, null);
    }

    /** @param cause for those who want to know more than users may; null for none */
    SourceException(Failure failure, Throwable cause) {
        super(failure.reason().wireName() + ": " + failure.message(), cause, false, false);
        this.failure = failure;
    }

    public SourceException(Reason reason, String message) {
        this(Failure.of(reason, message));
    }

    /** Fit to be shown to users. */
    public Failure failure() {
        return failure;
    }
}
