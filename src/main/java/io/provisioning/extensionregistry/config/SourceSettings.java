package io.provisioning.extensionregistry.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One configured source. What the other kind needs is null or empty.
 *
 * @param id matches {@code [a-z][a-z0-9-]{0,31}}
 * @param kind {@code gitea} or {@code oci}; of a drop-in its id
 * @param url the base address without a trailing slash: of the Gitea, or scheme, host and port of the registry; null for
 *     a drop-in, whose routes know it
 * @param owner the organization or user of the Gitea; the namespace in the registry, which may be nested or empty
 * @param tokenPath a file with the token; null for none
 * @param username for a registry with user and password; null for none
 * @param passwordPath a file with the password; null for none
 * @param repositories a registry's fixed list; empty for none
 * @param discovery how a registry's repositories are found: {@code catalog}, {@code static} or {@code auto}
 * @param sourceArchives whether a Gitea release without an archive offers the source archive
 * @param timeout of one HTTP call
 * @param loadTimeout of one whole catalogue load
 * @param parallelism catalogue calls in flight
 * @param maxConnections all calls in flight, downloads included
 * @param caPath a PEM file of further certificate authorities; null for none
 * @param proxy outbound proxy, {@code http://host:port}; null for none
 * @param redirectHosts where redirects to another host may lead; empty for anywhere
 * @param webhookSecretPath a file with the webhook secret; null for none
 * @param fullSweep how long it may take until everything in the source was asked for again, however little seems to
 *     have changed; zero if every load asks for everything
 * @param resilience what is done when calls fail
 */
public record SourceSettings(
        String id,
        String kind,
        URI url,
        String owner,
        Path tokenPath,
        String username,
        Path passwordPath,
        List<String> repositories,
        String discovery,
        boolean sourceArchives,
        Duration timeout,
        Duration loadTimeout,
        int parallelism,
        int maxConnections,
        Path caPath,
        URI proxy,
        List<String> redirectHosts,
        Path webhookSecretPath,
        Duration fullSweep,
        Resilience resilience) {

    private static final Duration FULL_SWEEP = Duration.ofHours(1);
    private static final Duration FULL_SWEEP_OF_REGISTRY = Duration.ofHours(2);

    /** How long a load may take if nothing else is said. */
    public static final Duration DEFAULT_LOAD_TIMEOUT = Duration.ofMinutes(5);

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);
    private static final int DEFAULT_PARALLELISM = 8;
    private static final int DEFAULT_CONNECTIONS = 32;

    public SourceSettings {
        repositories = List.copyOf(repositories);
        redirectHosts = List.copyOf(redirectHosts);
    }

    /** With the default of the kind for the full sweep, and {@link Resilience#DEFAULT}. */
    public SourceSettings(
            String id,
            String kind,
            URI url,
            String owner,
            Path tokenPath,
            String username,
            Path passwordPath,
            List<String> repositories,
            String discovery,
            boolean sourceArchives,
            Duration timeout,
            Duration loadTimeout,
            int parallelism,
            int maxConnections,
            Path caPath,
            URI proxy,
            List<String> redirectHosts,
            Path webhookSecretPath) {
        this(
                id,
                kind,
                url,
                owner,
                tokenPath,
                username,
                passwordPath,
                repositories,
                discovery,
                sourceArchives,
                timeout,
                loadTimeout,
                parallelism,
                maxConnections,
                caPath,
                proxy,
                redirectHosts,
                webhookSecretPath,
                "oci".equals(kind) ? FULL_SWEEP_OF_REGISTRY : FULL_SWEEP,
                Resilience.DEFAULT);
    }

    /** The same with another time for the full sweep. */
    public SourceSettings withFullSweep(Duration other) {
        return with(other, resilience);
    }

    /** The same with other rules for calls that fail. */
    public SourceSettings with(Resilience rules) {
        return with(fullSweep, rules);
    }

    private SourceSettings with(Duration sweep, Resilience rules) {
        return new SourceSettings(
                id,
                kind,
                url,
                owner,
                tokenPath,
                username,
                passwordPath,
                repositories,
                discovery,
                sourceArchives,
                timeout,
                loadTimeout,
                parallelism,
                maxConnections,
                caPath,
                proxy,
                redirectHosts,
                webhookSecretPath,
                sweep,
                rules);
    }

    /** What counts for a drop-in of which no settings were read. */
    public static SourceSettings ofDropIn(String id) {
        return new SourceSettings(
                id,
                id,
                null,
                "",
                null,
                null,
                null,
                List.of(),
                "auto",
                false,
                DEFAULT_TIMEOUT,
                DEFAULT_LOAD_TIMEOUT,
                DEFAULT_PARALLELISM,
                DEFAULT_CONNECTIONS,
                null,
                null,
                List.of(),
                null);
    }

    /** Everything that decides which catalogue the source has; no secret. */
    public String origin() {
        return String.join(
                " ",
                kind,
                String.valueOf(url),
                String.valueOf(owner),
                String.valueOf(discovery),
                String.join(",", repositories),
                String.valueOf(sourceArchives));
    }
}
