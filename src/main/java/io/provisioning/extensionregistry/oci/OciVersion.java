package io.provisioning.extensionregistry.oci;

import io.provisioning.extensionregistry.model.ExtensionVersion;

/**
 * What a tag turned out to be.
 *
 * @param version null if it is passed over
 * @param metadata what its manifest says of the extension
 * @param skipped why it is passed over; null if it is a version
 * @param digest of what the tag names; null if that was not read
 */
public record OciVersion(ExtensionVersion version, Metadata metadata, OciSkip skipped, String digest) {
    static OciVersion skipped(OciSkip why) {
        return new OciVersion(null, Metadata.NONE, why, null);
    }
}
