package io.provisioning.extensionregistry.upstream;

import io.provisioning.extensionregistry.config.SourceSettings;

/** Who we are to the server of a drop-in. */
public final class BearerToken {
    /**
     * The value of {@code Authorization}, read anew for each call; empty if no token is configured.
     *
     * @throws SourceException {@code unauthorized} if the file cannot be read
     */
    public String authorization(SourceSettings settings) throws SourceException {
        return settings.tokenPath() == null ? "" : "Bearer " + SecretFile.read(settings.tokenPath());
    }
}
