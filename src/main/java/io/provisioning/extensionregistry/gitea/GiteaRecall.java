package io.provisioning.extensionregistry.gitea;

import io.provisioning.extensionregistry.model.ExtensionId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What a load of the catalogue leaves for the next one. It holds nothing that the catalogue did not hold.
 *
 * @param known by the id of the repository
 * @param startedAt when that load began
 * @param sweptAt when the last load began that asked for everything
 * @param lastActivity the newest activity that the feed has shown; null if it has shown none
 */
record GiteaRecall(Map<Long, GiteaKnown> known, Instant startedAt, Instant sweptAt, Long lastActivity) {
    private static final GiteaNames NAMES = new GiteaNames();

    GiteaRecall {
        known = Map.copyOf(known);
    }

    /** The same without an extension. */
    GiteaRecall without(ExtensionId extension) {
        Map<Long, GiteaKnown> rest = new HashMap<>(known);
        rest.values().removeIf(each -> NAMES.extension(each.repository().name())
                .filter(extension::equals)
                .isPresent());
        return new GiteaRecall(rest, startedAt, sweptAt, lastActivity);
    }
}
