package io.provisioning.extensionregistry.http;

/** Is told of every request once its answer is over. Called on event loops: it must not wait. */
@FunctionalInterface
public interface RequestListener {
    /** The status of a request whose client went away before an answer began. */
    int CLIENT_GONE = 499;

    /** A request is over. */
    void finished(Served served);

    /** Both are told, this one first. */
    default RequestListener and(RequestListener other) {
        return served -> {
            finished(served);
            other.finished(served);
        };
    }
}
