/**
 * The unified catalogue as pure functions: requests become questions, the answers of sources are merged, searched and
 * cut into pages, and become the JSON and the headers of the API.
 */
package io.provisioning.extensionregistry.catalog;
