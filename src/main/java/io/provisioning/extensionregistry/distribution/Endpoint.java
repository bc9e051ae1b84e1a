package io.provisioning.extensionregistry.distribution;

/** What a path below {@code /v2} asks for. */
public enum Endpoint {
    BASE,
    CATALOG,
    TAGS,
    MANIFEST,
    BLOB,
    REFERRERS
}
