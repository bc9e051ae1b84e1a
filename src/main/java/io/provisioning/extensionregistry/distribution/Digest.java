package io.provisioning.extensionregistry.distribution;

import io.provisioning.extensionregistry.model.Checksum;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of content that never changes, by one of the two algorithms that every registry knows.
 *
 * @param text {@code sha256:} and 64, or {@code sha512:} and 128 lower-case hexadecimal digits
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests">Digests</a>
 */
public record Digest(String text) {
    private static final Pattern GRAMMAR = Pattern.compile("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");
    private static final Map<String, String> FUNCTIONS = Map.of("sha256", "SHA-256", "sha512", "SHA-512");

    public Digest {
        if (!isOne(text)) {
            throw new IllegalArgumentException("not a digest: " + text);
        }
    }

    /** Whether a text is a digest that can be checked; false for null. */
    public static boolean isOne(String text) {
        return text != null && GRAMMAR.matcher(text).matches();
    }

    /** The SHA-256 of bytes. */
    public static Digest over(byte[] content) {
        return new Digest(Checksum.over(content).toString());
    }

    /** Whether these bytes are what it names. */
    public boolean names(byte[] content) {
        return text.endsWith(":" + HexFormat.of().formatHex(function().digest(content)));
    }

    /** The same as the model has it; empty for SHA-512. */
    public Optional<Checksum> checksum() {
        return text.startsWith("sha256:") ? Checksum.parse(text) : Optional.empty();
    }

    /** A new computation of the algorithm. */
    MessageDigest function() {
        try {
            return MessageDigest.getInstance(FUNCTIONS.get(text.substring(0, text.indexOf(':'))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256 and SHA-512", e);
        }
    }

    /** The digest as it is written everywhere. */
    @Override
    public String toString() {
        return text;
    }
}
