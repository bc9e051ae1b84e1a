package io.provisioning.extensionregistry.support;

import io.provisioning.extensionregistry.config.SourceSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Settings of a source for tests: defaults as users have them, with short times. */
public final class TestSettings {
    public static final Duration TIMEOUT = Duration.ofMillis(500);

    private TestSettings() {}

    /** A Gitea without a token. */
    public static SourceSettings gitea(String url) {
        return source("gitea", "gitea", url, TIMEOUT, 4, null, null, List.of());
    }

    /** A source with what the HTTP client cares for; the rest as by default. */
    public static SourceSettings source(
            String id,
            String kind,
            String url,
            Duration timeout,
            int maxConnections,
            Path caPath,
            URI proxy,
            List<String> redirectHosts) {
        return new SourceSettings(
                id,
                kind,
                URI.create(url),
                "org",
                null,
                null,
                null,
                List.of(),
                "auto",
                false,
                timeout,
                Duration.ofMinutes(5),
                4,
                maxConnections,
                caPath,
                proxy,
                redirectHosts,
                null);
    }
}
