package io.provisioning.extensionregistry.store;

import io.provisioning.extensionregistry.model.Checksum;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.regex.Pattern;

/** SHA-256, the only algorithm that the store keeps by. */
final class Digests {
    static final int CHUNK = 64 << 10;
    private static final String PREFIX = "sha256:";
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    private Digests() {}

    /** The digits of {@code sha256:<64 lower-case hex>}; empty for anything else or null. */
    static Optional<String> hex(String digest) {
        return digest != null && digest.startsWith(PREFIX) && isHex(digest.substring(PREFIX.length()))
                ? Optional.of(digest.substring(PREFIX.length()))
                : Optional.empty();
    }

    static boolean isHex(String name) {
        return HEX.matcher(name).matches();
    }

    static String digest(String hex) {
        return PREFIX + hex;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same state; the original may go on. */
    static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 can be copied", e);
        }
    }

    /** The digits of a file's digest. */
    static String of(Path file) throws IOException {
        MessageDigest digest = sha256();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            while (in.read(chunk) >= 0) {
                digest.update(chunk.flip());
                chunk.clear();
            }
        }
        return Checksum.of(digest.digest()).hex();
    }
}
