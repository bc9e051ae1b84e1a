package io.provisioning.extensionregistry.gitea;

import java.time.InstantSource;
import java.util.Map;

/** The functions that the routes of a Gitea call, by the names that they call them. */
public final class GiteaBeans {
    private GiteaBeans() {}

    /** Each by its name in the routes; new ones each time, so that no two contexts share what is remembered. */
    public static Map<String, Object> beans() {
        return beans(InstantSource.system());
    }

    /** As {@link #beans()}, on another clock. */
    public static Map<String, Object> beans(InstantSource clock) {
        return Map.of(
                "giteaAddresses", new GiteaAddresses(),
                "giteaMemory", new GiteaMemory(clock),
                "giteaPages", new GiteaPages(),
                "giteaCatalog", new GiteaCatalog(),
                "giteaTranslator", new GiteaTranslator(),
                "giteaChecksums", new GiteaChecksums(),
                "giteaDownload", new GiteaDownload(),
                "giteaToken", new GiteaToken());
    }
}
