package io.provisioning.extensionregistry.gitea;

/**
 * A user or organization, as far as we read it.
 *
 * @param login null if not sent; {@code Ghost} for a deleted user
 */
record GiteaUser(String login) {}
