package io.provisioning.extensionregistry.oci;

import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.upstream.SourceException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Content that never changes, because its name is its digest.
 *
 * @param source the id of the source, since what one may see another may not
 * @param repository where the registry has it
 * @param digest as in {@code sha256:…} or {@code sha512:…}
 * @param isManifest whether it is a manifest; else it is a blob
 */
public record OciContent(String source, String repository, String digest, boolean isManifest) {
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");

    /**
     * Names content.
     *
     * @throws SourceException {@code invalid_answer} if the digest is none that can be checked
     */
    static OciContent of(String source, String repository, String digest, boolean isManifest) throws SourceException {
        if (!isDigest(digest)) {
            throw new SourceException(
                    Reason.INVALID_ANSWER, "a manifest names content by something else than a digest");
        }
        return new OciContent(source, repository, digest, isManifest);
    }

    /** Whether a text is a digest that can be checked. */
    static boolean isDigest(String text) {
        return DIGEST.matcher(text).matches();
    }

    /** The key in the cache. */
    public String key() {
        return source + " " + digest;
    }

    /** Whether bytes have a digest; false for a digest that cannot be checked. */
    static boolean matches(String digest, byte[] bytes) {
        if (!isDigest(digest)) {
            return false;
        }
        String algorithm = digest.substring(0, 6);
        String name = algorithm.equals("sha256") ? "SHA-256" : "SHA-512";
        return digest.equals(algorithm + ":" + HexFormat.of().formatHex(hash(name, bytes)));
    }

    /** The digest of bytes. */
    static String sha256(byte[] bytes) {
        return "sha256:" + HexFormat.of().formatHex(hash("SHA-256", bytes));
    }

    private static byte[] hash(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has " + algorithm, e);
        }
    }
}
