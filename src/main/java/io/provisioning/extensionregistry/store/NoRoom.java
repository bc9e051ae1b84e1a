package io.provisioning.extensionregistry.store;

import java.io.IOException;

/** The store cannot take so much: its bound or the disk is reached, and what it holds must stay. */
public final class NoRoom extends IOException {
    private static final long serialVersionUID = 1L;

    NoRoom(String message) {
        super(message);
    }
}
