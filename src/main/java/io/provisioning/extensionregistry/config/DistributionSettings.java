package io.provisioning.extensionregistry.config;

import java.time.Duration;

/**
 * What is served below {@code /v2}, and how.
 *
 * @param namespace of the names of extensions; empty if it is neither set nor follows from a source
 * @param pullThrough whether the other repositories of the registries are passed through
 * @param hashAhead whether files whose digest nobody tells are read as soon as they are seen, not when they are asked for
 * @param hashWait how long a request waits for such a file to be read
 */
public record DistributionSettings(String namespace, boolean pullThrough, boolean hashAhead, Duration hashWait) {}
