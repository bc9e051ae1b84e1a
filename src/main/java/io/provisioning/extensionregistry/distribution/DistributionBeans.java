package io.provisioning.extensionregistry.distribution;

import io.provisioning.extensionregistry.catalog.Merge;
import io.provisioning.extensionregistry.http.DownloadWriter;
import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.store.ContentStore;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The beans that {@code routes/distribution} names. */
public final class DistributionBeans {
    private DistributionBeans() {}

    /**
     * By name.
     *
     * @param ledger what was computed for content, by its identity
     * @param offline whether nobody may be asked
     */
    public static Map<String, Object> beans(
            RepositoryNames names,
            Merge merge,
            Function<String, Optional<Checksum>> ledger,
            Hashing hashing,
            ContentStore store,
            boolean offline,
            DownloadWriter writer) {
        KeptManifests kept = new KeptManifests(store);
        Holders holders = new Holders(merge, ledger, kept);
        return Map.of(
                "hashAhead", new HashAhead(hashing, ledger),
                "holders", holders,
                "hashing", hashing,
                "v2Blobs", new Blobs(store, offline, writer),
                "v2Lists", new Lists(merge, holders, names, kept, offline),
                "v2Manifests", new Manifests(kept, offline),
                "v2Queries", new V2Queries(names),
                "v2Referrers", new Referrers(kept, offline));
    }
}
