package io.provisioning.extensionregistry.gitea;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionType;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Names of repositories and extensions: {@code aws_prov} is provider {@code aws}. A suffix counts in lower case only
 * and only the last one counts, so {@code a_prov_prov} is provider {@code a_prov}.
 */
public final class GiteaNames {
    private static final Map<ExtensionType, String> SUFFIXES = Map.of(
            ExtensionType.PROVIDER, "_prov",
            ExtensionType.TASKSERV, "_taskserv",
            ExtensionType.CLUSTER, "_cluster");

    /** The repository that would hold an extension. */
    public String repository(ExtensionId id) {
        return id.name() + SUFFIXES.get(id.type());
    }

    /** The extension that a repository holds by its name; empty for any other repository. */
    public Optional<ExtensionId> extension(String repository) {
        return type(repository)
                .filter(type -> ExtensionId.isName(name(repository, type)))
                .map(type -> new ExtensionId(type, name(repository, type)));
    }

    /** The extension that a repository holds by its owner and name; empty for another owner's and for any other name. */
    public Optional<ExtensionId> extension(SourceSettings settings, String fullName) {
        int slash = fullName.indexOf('/');
        return slash >= 0 && fullName.substring(0, slash).equalsIgnoreCase(settings.owner())
                ? extension(fullName.substring(slash + 1))
                : Optional.empty();
    }

    /** Whether a repository has the suffix of an extension, whatever stands before it. */
    public boolean hasSuffix(String repository) {
        return type(repository).isPresent();
    }

    /** Whether a repository may stand for an extension: by name, or because it is the new name of one that was. */
    boolean standsFor(String repository, ExtensionId id) {
        String asked = repository(id);
        return repository.equals(asked) || !repository.equalsIgnoreCase(asked);
    }

    private static Optional<ExtensionType> type(String repository) {
        return Arrays.stream(ExtensionType.values())
                .filter(type -> repository.endsWith(SUFFIXES.get(type)))
                .findFirst();
    }

    private static String name(String repository, ExtensionType type) {
        return repository.substring(0, repository.length() - SUFFIXES.get(type).length());
    }
}
