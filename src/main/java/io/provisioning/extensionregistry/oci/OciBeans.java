package io.provisioning.extensionregistry.oci;

import java.time.InstantSource;
import java.util.Map;

/** The beans that {@code routes/backends/oci.camel.yaml} names. */
public final class OciBeans {
    private OciBeans() {}

    /** By name; new ones each time, so that no two contexts share what is remembered of registries. */
    public static Map<String, Object> beans() {
        return beans(InstantSource.system());
    }

    /** As {@link #beans()}, on another clock. */
    public static Map<String, Object> beans(InstantSource clock) {
        OciDiscovery discovery = new OciDiscovery(clock);
        return Map.ofEntries(
                Map.entry("ociDiscovery", discovery),
                Map.entry("ociDownload", new OciDownload()),
                Map.entry("ociGather", new OciGather()),
                Map.entry("ociMemory", new OciMemory(clock)),
                Map.entry("ociPages", new OciPages()),
                Map.entry("ociReader", new OciReader()),
                Map.entry("ociRelay", new OciRelay(discovery)),
                Map.entry("ociRequests", new OciRequests()),
                Map.entry("ociTags", new TagVersions()),
                Map.entry("ociTranslator", new OciTranslator()),
                Map.entry("registryLogin", new RegistryLogin(clock)),
                Map.entry("tokenFlights", new TokenFlights(clock)));
    }
}
