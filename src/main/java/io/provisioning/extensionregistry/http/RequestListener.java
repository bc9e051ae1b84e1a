package io.provisioning.extensionregistry.http;

/** Is told of every request once its answer is over. Called on event loops: it must not wait. */
@FunctionalInterface
public interface RequestListener {
    /** The status of a request whose client went away before an answer began. */
    int CLIENT_GONE = 499;

    /**
     * A request is over.
     *
     * @param method one of the methods that the server knows, or {@code OTHER}
     * @param route the id of the Camel route, or {@code none}
     * @param status the status that was sent, or {@value #CLIENT_GONE}
     * @param nanos from the request's headers to the end of the answer
     */
    void finished(String method, String route, int status, long nanos);
}
