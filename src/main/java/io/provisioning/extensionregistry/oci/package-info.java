/**
 * OCI registries as sources: names, tags, manifests and the token dance, as pure functions. Who is called and when is
 * said in {@code routes/backends/oci.camel.yaml}.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md">OCI Distribution</a>
 */
package io.provisioning.extensionregistry.oci;
