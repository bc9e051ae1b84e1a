package io.provisioning.extensionregistry.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Who has other bytes for the same version.
 *
 * @param source the id of the other source
 * @param checksum of its bytes, {@code sha256:} and 64 digits
 */
@JsonPropertyOrder({"source", "checksum"})
public record ConflictView(String source, String checksum) {
    static ConflictView of(Conflict conflict) {
        return new ConflictView(conflict.source(), conflict.checksum().toString());
    }
}
