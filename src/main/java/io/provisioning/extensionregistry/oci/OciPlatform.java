package io.provisioning.extensionregistry.oci;

/**
 * What a manifest of an index is for.
 *
 * @param os null if it is missing
 * @param architecture null if it is missing
 */
record OciPlatform(String os, String architecture) {
    /** Whether build tools marked the entry as something that never runs, such as an attestation. */
    boolean isUnknown() {
        return "unknown".equals(os) && "unknown".equals(architecture);
    }
}
