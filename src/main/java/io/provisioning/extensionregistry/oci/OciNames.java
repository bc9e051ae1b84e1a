package io.provisioning.extensionregistry.oci;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionType;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Extensions and repositories: {@code {namespace}/{name}-provider}, {@code -taskserv}, {@code -cluster}. The namespace
 * may be nested or empty.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests">grammar of
 *     repository names</a>
 */
public final class OciNames {
    private static final Set<String> DOCKER_HUB =
            Set.of("docker.io", "index.docker.io", "hub.docker.com", "registry.hub.docker.com");
    private static final String DOCKER_HUB_API = "registry-1.docker.io";
    private static final Pattern REPOSITORY =
            Pattern.compile("[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*");

    private OciNames() {}

    /** Where the API of the registry is. Docker Hub's is on another host than the one that people write. */
    public static URI apiBase(SourceSettings settings) {
        URI url = settings.url();
        return isDockerHub(url) ? URI.create("https://" + DOCKER_HUB_API) : url;
    }

    /** The namespace without slashes at its ends; {@code library} for the empty one of Docker Hub. */
    public static String namespace(SourceSettings settings) {
        String owner = settings.owner() == null ? "" : settings.owner();
        String namespace = owner.replaceAll("^/+|/+$", "");
        return namespace.isEmpty() && isDockerHub(settings.url()) ? "library" : namespace;
    }

    /** The repository that an extension has by the naming rule. */
    public static OciRepository repository(SourceSettings settings, ExtensionId id) {
        String namespace = namespace(settings);
        String name = id.name() + "-" + id.type().wireName();
        return new OciRepository(id, namespace.isEmpty() ? name : namespace + "/" + name);
    }

    /**
     * Reads an entry of the registry's catalogue.
     *
     * @return empty if it lies outside the namespace or deeper than it, or has no extension's suffix
     */
    public static Optional<OciRepository> fromCatalog(SourceSettings settings, String path) {
        return isInNamespace(settings, path) ? named(path) : Optional.empty();
    }

    /** Whether an entry of the catalogue has an extension's suffix and place, but not a name that is allowed. */
    static boolean isMisnamed(SourceSettings settings, String path) {
        int dash = path.lastIndexOf('-');
        return isInNamespace(settings, path)
                && dash >= 0
                && ExtensionType.of(path.substring(dash + 1)).isPresent()
                && named(path).isEmpty();
    }

    /**
     * Reads an entry of the fixed list, which may lie anywhere.
     *
     * @return empty if its last part has no extension's suffix
     */
    public static Optional<OciRepository> fromList(SourceSettings settings, String path) {
        boolean official = path.indexOf('/') < 0 && isDockerHub(settings.url());
        return named(official ? "library/" + path : path);
    }

    private static boolean isInNamespace(SourceSettings settings, String path) {
        String namespace = namespace(settings);
        String prefix = namespace.isEmpty() ? "" : namespace + "/";
        return path != null && path.startsWith(prefix) && path.indexOf('/', prefix.length()) < 0;
    }

    private static Optional<OciRepository> named(String path) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        int dash = last.lastIndexOf('-');
        if (dash < 0 || !REPOSITORY.matcher(path).matches()) {
            return Optional.empty();
        }
        String name = last.substring(0, dash);
        return ExtensionType.of(last.substring(dash + 1))
                .filter(type -> ExtensionId.isName(name))
                .map(type -> new OciRepository(new ExtensionId(type, name), path));
    }

    private static boolean isDockerHub(URI url) {
        return url.getHost() != null && (DOCKER_HUB.contains(url.getHost()) || DOCKER_HUB_API.equals(url.getHost()));
    }
}
