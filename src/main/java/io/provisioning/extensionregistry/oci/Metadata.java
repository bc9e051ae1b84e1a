package io.provisioning.extensionregistry.oci;

import java.time.Instant;
import java.util.List;

/**
 * What one place says about an extension; what it does not say is null, or empty for the keywords.
 *
 * @param version as the publisher calls it
 * @param description what it is
 * @param author who made it
 * @param repository where its home page or source code is
 * @param created when it was made
 * @param keywords in the publisher's order
 */
record Metadata(
        String version, String description, String author, String repository, Instant created, List<String> keywords) {

    static final Metadata NONE = new Metadata(null, null, null, null, null, List.of());

    Metadata {
        keywords = List.copyOf(keywords);
    }

    /** This, and what another place says where this says nothing. */
    Metadata orElse(Metadata other) {
        return new Metadata(
                version == null ? other.version : version,
                description == null ? other.description : description,
                author == null ? other.author : author,
                repository == null ? other.repository : repository,
                created == null ? other.created : created,
                keywords.isEmpty() ? other.keywords : keywords);
    }
}
