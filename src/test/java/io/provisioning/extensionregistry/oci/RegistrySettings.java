package io.provisioning.extensionregistry.oci;

import io.provisioning.extensionregistry.config.SourceSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Settings of a registry for tests, a part at a time. */
public record RegistrySettings(
        String url,
        String namespace,
        Path tokenPath,
        String username,
        Path passwordPath,
        List<String> repositories,
        String discovery,
        Duration timeout) {

    /** The namespace of the samples, for anybody, discovered by itself. */
    public static RegistrySettings of(String url) {
        return new RegistrySettings(url, "provisioning", null, null, null, List.of(), "auto", Duration.ofSeconds(5));
    }

    /** Another namespace. */
    public RegistrySettings namespace(String other) {
        return new RegistrySettings(url, other, tokenPath, username, passwordPath, repositories, discovery, timeout);
    }

    /** A token file. */
    public RegistrySettings token(Path file) {
        return new RegistrySettings(url, namespace, file, username, passwordPath, repositories, discovery, timeout);
    }

    /** A user name, and a password file, which may be null. */
    public RegistrySettings user(String name, Path password) {
        return new RegistrySettings(url, namespace, tokenPath, name, password, repositories, discovery, timeout);
    }

    /** A way of discovery and a fixed list. */
    public RegistrySettings discovery(String way, String... list) {
        return new RegistrySettings(url, namespace, tokenPath, username, passwordPath, List.of(list), way, timeout);
    }

    /** Another time for each call. */
    public RegistrySettings timeout(Duration other) {
        return new RegistrySettings(url, namespace, tokenPath, username, passwordPath, repositories, discovery, other);
    }

    /** The settings of a source with an id that is not its kind. */
    public SourceSettings build() {
        return new SourceSettings(
                "oci-eu",
                "oci",
                URI.create(url),
                namespace,
                tokenPath,
                username,
                passwordPath,
                repositories,
                discovery,
                false,
                timeout,
                Duration.ofMinutes(5),
                8,
                32,
                null,
                null,
                List.of(),
                null);
    }
}
