package io.provisioning.extensionregistry.upstream;

import java.net.URI;
import java.util.Objects;

/**
 * One GET, or HEAD, that a source is asked.
 *
 * @param url absolute
 * @param accept the {@code Accept} header
 * @param maxBytes a longer answer is a failure of the source; greater than 0
 * @param scope what a registry's token must allow, for example {@code repository:org/aws-provider:pull}; null if the
 *     source knows no scopes
 * @param headOnly whether the headers of the answer are all that is wanted
 */
public record SourceRequest(URI url, String accept, int maxBytes, String scope, boolean headOnly) {
    /** Enough for a page of fifty releases with long notes; more is not an answer to what we ask. */
    public static final int MAX_JSON_BYTES = 16 << 20;

    public SourceRequest {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(accept, "accept");
        if (!url.isAbsolute() || maxBytes <= 0) {
            throw new IllegalArgumentException("not a request: " + url + ", " + maxBytes + " bytes");
        }
    }

    /** A GET. */
    public SourceRequest(URI url, String accept, int maxBytes, String scope) {
        this(url, accept, maxBytes, scope, false);
    }

    /** The same, for the headers alone. */
    public SourceRequest head() {
        return new SourceRequest(url, accept, maxBytes, scope, true);
    }

    /** A request for JSON without a scope. */
    public static SourceRequest json(URI url) {
        return new SourceRequest(url, "application/json", MAX_JSON_BYTES, null);
    }
}
