package io.provisioning.extensionregistry.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Which version a source has.
 *
 * @param source the id of the source
 * @param version as users see it
 */
@JsonPropertyOrder({"source", "version"})
public record SourceVersion(String source, String version) {}
