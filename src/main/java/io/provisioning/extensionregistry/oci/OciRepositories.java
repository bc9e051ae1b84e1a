package io.provisioning.extensionregistry.oci;

import io.provisioning.extensionregistry.model.ExtensionId;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The repositories that hold extensions, one for each extension.
 *
 * @param repositories in the order in which they were found
 * @param skipped what was passed over, counted by reason
 */
public record OciRepositories(List<OciRepository> repositories, Map<OciSkip, Integer> skipped) {
    public OciRepositories {
        repositories = List.copyOf(repositories);
        skipped = Map.copyOf(skipped);
    }

    /** Keeps the first repository of each extension. */
    static OciRepositories of(List<OciRepository> found, Map<OciSkip, Integer> skippedBefore) {
        Map<ExtensionId, OciRepository> first = new LinkedHashMap<>();
        Map<OciSkip, Integer> skipped = new EnumMap<>(OciSkip.class);
        skipped.putAll(skippedBefore);
        for (OciRepository each : found) {
            OciRepository before = first.putIfAbsent(each.id(), each);
            if (before != null && !before.equals(each)) {
                skipped.merge(OciSkip.DUPLICATE, 1, Integer::sum);
            }
        }
        return new OciRepositories(List.copyOf(first.values()), skipped);
    }
}
