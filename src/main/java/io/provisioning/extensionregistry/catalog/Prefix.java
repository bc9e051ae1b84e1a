package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.model.Checksum;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The first bytes of a stream, which have been had before: they are not taken twice, only compared. */
final class Prefix {
    private final MessageDigest digest;
    private long left;

    /** @param length in bytes */
    Prefix(long length) {
        this.left = length;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes what belongs to it, and says how many bytes that were. */
    int take(byte[] chunk, int length) {
        int mine = (int) Math.min(left, length);
        digest.update(chunk, 0, mine);
        left -= mine;
        return mine;
    }

    /** Whether the last bytes taken were its end. */
    boolean isJustComplete(int taken) {
        return taken > 0 && left == 0;
    }

    /** Of all of it; asked once. */
    Checksum digest() {
        return Checksum.of(digest.digest());
    }
}
