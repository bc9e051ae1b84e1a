package io.provisioning.extensionregistry.oci;

import io.provisioning.extensionregistry.model.SourceExtension;
import java.util.Map;

/**
 * What a repository turned out to be.
 *
 * @param extension null if the repository holds no usable version
 * @param skipped what was passed over in it, counted by reason; the repository itself if there is no extension
 */
public record OciFinding(SourceExtension extension, Map<OciSkip, Integer> skipped) {
    public OciFinding {
        skipped = Map.copyOf(skipped);
    }

    /** Whether the registry said that it does not have the repository. */
    public boolean isAbsent() {
        return extension == null && skipped.containsKey(OciSkip.NOT_FOUND);
    }

    static OciFinding nothing(OciSkip why) {
        return new OciFinding(null, Map.of(why, 1));
    }
}
