/**
 * The read side of the OCI distribution specification: every extension under one name, whether a registry has it as an
 * artifact or a release becomes one here.
 */
package io.provisioning.extensionregistry.distribution;
