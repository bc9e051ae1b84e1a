package io.provisioning.extensionregistry.support;

/** How a stand-in registry pages its lists. */
public enum FakeRegistryPages {
    /** A relative link while there is more. */
    DISTRIBUTION,
    /** The same, but 404 if the last name has gone meanwhile. */
    ZOT,
    /** A link after every page that is not empty; tags in lower case. */
    GITEA
}
