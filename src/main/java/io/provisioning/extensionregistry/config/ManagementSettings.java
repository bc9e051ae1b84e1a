package io.provisioning.extensionregistry.config;

/**
 * The port of probes and of Camel's own metrics.
 *
 * @param port 0 for any that is free
 */
public record ManagementSettings(String host, int port) {}
