package io.provisioning.extensionregistry.http;

import java.io.IOException;

/** A source's bytes do not have the digest that was promised. */
public final class WrongDigest extends IOException {
    private static final long serialVersionUID = 1L;

    WrongDigest() {
        super("the digest is not the promised one");
    }
}
