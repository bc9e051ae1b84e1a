package io.provisioning.extensionregistry.gitea;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.upstream.SecretFile;
import io.provisioning.extensionregistry.upstream.SourceException;

/** Who we are to a Gitea. */
public final class GiteaToken {
    /**
     * The value of {@code Authorization}, read anew for each call; empty if no token is configured.
     *
     * @throws SourceException {@code unauthorized} if the file cannot be read
     */
    public String authorization(SourceSettings settings) throws SourceException {
        return settings.tokenPath() == null ? "" : "token " + SecretFile.read(settings.tokenPath());
    }
}
