package io.provisioning.extensionregistry.oci;

import java.util.concurrent.CompletableFuture;

/**
 * One caller's share in a request for a token.
 *
 * @param login what is asked
 * @param leads whether this caller is the one who asks
 * @param token what comes of it
 */
public record TokenSeat(Login login, boolean leads, CompletableFuture<Token> token) {}
