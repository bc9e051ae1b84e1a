package io.provisioning.extensionregistry.gitea;

import java.util.Objects;

/**
 * A repository and what it contributes.
 *
 * @param repository as the list of repositories showed it
 * @param entry null as long as its releases must be asked for
 */
public record GiteaKnown(GiteaRepository repository, GiteaEntry entry) {
    public GiteaKnown {
        Objects.requireNonNull(repository, "repository");
    }

    /** A repository whose releases must be asked for. */
    static GiteaKnown unknown(GiteaRepository repository) {
        return new GiteaKnown(repository, null);
    }

    /** Whether the checksum that a catalogue shows could not be had, though there is a sidecar. */
    boolean lacksChecksum() {
        return !entry.newestSidecars().isEmpty();
    }
}
