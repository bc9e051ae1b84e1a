package io.provisioning.extensionregistry.oci;

import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.upstream.Failures;

/** Failures that mean something else than that the registry failed. */
final class OciFailures {
    private OciFailures() {}

    /**
     * What a route caught, if it is what is dealt with there.
     *
     * @param thrown as Camel hands it on, which may have wrapped it
     * @throws Exception the same, if it is anything else
     */
    static Failure only(Reason expected, Exception thrown) throws Exception {
        Failure failure = Failures.known(thrown).orElse(null);
        if (failure == null || failure.reason() != expected) {
            throw thrown;
        }
        return failure;
    }
}
