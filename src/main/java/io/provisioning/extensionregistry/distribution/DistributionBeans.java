package io.provisioning.extensionregistry.distribution;

import io.provisioning.extensionregistry.catalog.Merge;
import io.provisioning.extensionregistry.http.DownloadWriter;
import io.provisioning.extensionregistry.model.Checksum;
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
     */
    public static Map<String, Object> beans(
            RepositoryNames names,
            Merge merge,
            Function<String, Optional<Checksum>> ledger,
            Hashing hashing,
            DownloadWriter writer) {
        Holders holders = new Holders(merge, ledger);
        return Map.of(
                "holders", holders,
                "hashing", hashing,
                "v2Blobs", new Blobs(writer),
                "v2Lists", new Lists(merge, holders, names),
                "v2Manifests", new Manifests(),
                "v2Queries", new V2Queries(names),
                "v2Referrers", new Referrers());
    }
}
