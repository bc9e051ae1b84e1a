package io.provisioning.extensionregistry.store;

import java.io.IOException;

/** Bytes do not have the digest or the length that they should; nothing of them is kept. */
public final class WrongContent extends IOException {
    private static final long serialVersionUID = 1L;

    WrongContent(String message) {
        super(message);
    }
}
