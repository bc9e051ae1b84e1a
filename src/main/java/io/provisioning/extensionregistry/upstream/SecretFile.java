package io.provisioning.extensionregistry.upstream;

import io.provisioning.extensionregistry.model.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A secret in a file. It is read each time, so that one that was changed counts at once; nobody keeps it. No message
 * holds the secret or the path.
 */
public final class SecretFile {
    private static final int MAX_BYTES = 64 << 10;

    private SecretFile() {}

    /**
     * The one line of a file, without white space around it.
     *
     * @throws SourceException {@code unauthorized} if the file cannot be read, is empty or has more than one line
     */
    public static String read(Path path) throws SourceException {
        byte[] bytes;
        try (var in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw new SourceException(Reason.UNAUTHORIZED, "the secret file cannot be read");
        }
        String secret = new String(bytes, StandardCharsets.UTF_8).strip();
        if (secret.isEmpty() || bytes.length > MAX_BYTES) {
            throw new SourceException(Reason.UNAUTHORIZED, "the secret file is empty or too long");
        }
        if (secret.chars().anyMatch(Character::isISOControl)) {
            throw new SourceException(Reason.UNAUTHORIZED, "the secret file has more than one line");
        }
        return secret;
    }
}
