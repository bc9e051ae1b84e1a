package io.provisioning.extensionregistry.oci;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.upstream.SecretFile;
import io.provisioning.extensionregistry.upstream.SourceException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What a source is configured to show to its registry.
 *
 * @param header the value of {@code Authorization}; null for none
 * @param isBasic whether it is user and password, which a token service takes too
 */
record Credentials(String header, boolean isBasic) {
    private static final Credentials NONE = new Credentials(null, false);

    /**
     * Reads the files anew: user and password, or a token file, which holds a Bearer token unless there is a user name
     * or the file itself says {@code user:token}.
     *
     * @throws SourceException {@code unauthorized} if a file cannot be read
     */
    static Credentials of(SourceSettings settings) throws SourceException {
        String user = settings.username();
        if (user != null && settings.passwordPath() != null) {
            return basic(user + ":" + SecretFile.read(settings.passwordPath()));
        }
        if (settings.tokenPath() == null) {
            return NONE;
        }
        String token = SecretFile.read(settings.tokenPath());
        if (user != null) {
            return basic(token.startsWith(user + ":") ? token : user + ":" + token);
        }
        return token.indexOf(':') > 0 ? basic(token) : new Credentials("Bearer " + token, false);
    }

    /** Whether a Bearer token is configured, so that no other is asked for. */
    boolean isFixedToken() {
        return header != null && !isBasic;
    }

    private static Credentials basic(String pair) {
        return new Credentials(
                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)), true);
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return isBasic ? "user and password" : header == null ? "none" : "token";
    }
}
