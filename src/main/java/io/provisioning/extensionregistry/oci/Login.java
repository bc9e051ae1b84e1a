package io.provisioning.extensionregistry.oci;

import java.net.URI;
import java.util.Objects;

/**
 * How one request is made credible: with a header that is there, or with a token that a service must be asked for.
 *
 * @param authorization the value of the header; null for none, or for a token that must be asked for
 * @param key of the token in the cache; null if no token service is involved
 * @param tokenUrl where the token is asked for; null if it need not be
 * @param tokenAuthorization what the token service is shown; null for nothing
 * @param provoking whether nothing is shown so that the registry says what it wants
 */
public record Login(String authorization, String key, URI tokenUrl, String tokenAuthorization, boolean provoking) {
    /** A header that is there, or none. */
    static Login with(String authorization) {
        return new Login(authorization, null, null, null, false);
    }

    /** A token that the cache held. */
    static Login kept(String key, Token token) {
        return new Login(token.header(), key, null, null, false);
    }

    /** A token that must be asked for. */
    static Login asking(String key, URI tokenUrl, String tokenAuthorization) {
        return new Login(null, Objects.requireNonNull(key, "key"), tokenUrl, tokenAuthorization, false);
    }

    /** Nothing, so that the registry says what it wants. */
    static Login provocation() {
        return new Login(null, null, null, null, true);
    }

    /** The same, with the token that the service gave. */
    Login answered(Token token) {
        return kept(key, token);
    }

    /** Whether a token must be asked for first. */
    public boolean needsToken() {
        return tokenUrl != null;
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return needsToken() ? "asks for " + key : key == null ? "by header" : "knows " + key;
    }
}
