package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.store.BlobReader;
import io.provisioning.extensionregistry.store.StoredBlob;

/**
 * Where the bytes of a download come from: the store, a transfer that runs or begins, or, if there is neither, a stream
 * of the client's own from the source.
 *
 * <p>Camel takes {@code isX} and {@code x} for the same, so no two methods here differ in that only.
 *
 * @param blob null if it is not in the store
 * @param reader follows a transfer; null if there is none
 * @param fetch the transfer that has to be begun; null if there is none
 */
public record Place(StoredBlob blob, BlobReader reader, Fetch fetch) {
    /** The client's own stream. */
    static final Place DIRECT = new Place(null, null, null);

    public boolean inStore() {
        return blob != null;
    }

    public boolean inFlight() {
        return reader != null;
    }

    public boolean mustBegin() {
        return fetch != null;
    }
}
