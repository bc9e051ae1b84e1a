package io.provisioning.extensionregistry.distribution;

import io.provisioning.extensionregistry.store.ContentStore;
import io.provisioning.extensionregistry.store.IncomingBlob;
import java.io.IOException;

/** Puts bytes into the store that somebody reads for another reason, as long as the store takes them. */
final class Shelving implements AutoCloseable {
    private IncomingBlob blob;

    /** @param size in bytes */
    Shelving(ContentStore store, long size) {
        try {
            blob = store.isOn() ? store.begin(null, size) : null;
        } catch (IOException e) {
            blob = null;
        }
    }

    void write(byte[] bytes, int count) {
        try {
            if (blob != null) {
                blob.write(bytes, 0, count);
            }
        } catch (IOException e) {
            close();
        }
    }

    void commit() {
        try {
            if (blob != null) {
                blob.commit();
            }
        } catch (IOException e) {
            close();
        }
    }

    /** What was not committed goes. */
    @Override
    public void close() {
        if (blob != null) {
            blob.close();
            blob = null;
        }
    }
}
