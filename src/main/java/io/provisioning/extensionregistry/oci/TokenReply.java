package io.provisioning.extensionregistry.oci;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.upstream.Json;
import io.provisioning.extensionregistry.upstream.SourceException;
import io.provisioning.extensionregistry.upstream.SourceReply;
import java.time.Duration;
import java.time.Instant;

/**
 * What a token service answers.
 *
 * @param token null if it is called {@code access_token}
 * @param accessToken null if it is called {@code token}
 * @param expiresIn seconds; null if it is not said
 * @see <a href="https://github.com/distribution/distribution/blob/main/docs/content/spec/auth/token.md">Token
 *     Authentication</a>
 */
record TokenReply(
        String token,
        @JsonProperty("access_token") String accessToken,
        @JsonProperty("expires_in") Double expiresIn) {

    /** What counts where the service says nothing, or less. */
    private static final long DEFAULT_SECONDS = 60;

    private static final long MAX_SECONDS = Duration.ofDays(1).toSeconds();

    /**
     * Reads a reply that has just come.
     *
     * @throws SourceException {@code invalid_answer} if it holds no token
     */
    static Token read(SourceReply reply, Instant now) throws SourceException {
        if (!reply.isSuccess()) {
            throw new SourceException(Reason.INVALID_ANSWER, "the token service answered " + reply.status());
        }
        TokenReply read = Json.read(reply.body(), new TypeReference<TokenReply>() {});
        String value = read.token == null || read.token.isBlank() ? read.accessToken : read.token;
        if (value == null || value.isBlank() || value.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new SourceException(Reason.INVALID_ANSWER, "the token service gave no token");
        }
        return new Token(value, now.plusMillis(read.seconds() * 900));
    }

    /** Never less than the default, which the specification demands, and never more than a day. */
    private long seconds() {
        return expiresIn == null
                ? DEFAULT_SECONDS
                : Math.min(MAX_SECONDS, Math.max(DEFAULT_SECONDS, expiresIn.longValue()));
    }
}
