package io.provisioning.extensionregistry.support;

import java.util.Optional;

/**
 * How Gitea's registry lets in: it takes user and password everywhere but at {@code /v2/}, and refuses what it cannot
 * read without a challenge.
 */
final class FakeGiteaLogin {
    /** The public address; nobody listens there. */
    static final String REALM = "http://git.example.test/v2/token";

    private final FakeTokenService tokens;
    private final String credentials;

    FakeGiteaLogin(FakeTokenService tokens, String credentials) {
        this.tokens = tokens.expiresIn(null);
        this.credentials = credentials;
    }

    /** A token or a refusal; empty for those who are let in. */
    Optional<StubAnswer> answer(StubRequest request) {
        String shown = request.header("authorization").orElse("");
        boolean right = credentials != null && shown.equals(FakeTokenService.basic(credentials));
        if (request.path().equals("/v2/token")) {
            return Optional.of(right || credentials == null && shown.isEmpty() ? tokens.grant("*") : challenge());
        }
        if (shown.isEmpty()) {
            return Optional.of(challenge());
        }
        boolean password = right && !request.path().equals("/v2/");
        boolean token = shown.startsWith("Bearer ") && tokens.allows(shown.substring(7), null);
        return password || token
                ? Optional.empty()
                : Optional.of(StubAnswer.of(401, "text/plain; charset=utf-8", "Failed to authenticate user\n"));
    }

    private static StubAnswer challenge() {
        return FakeRegistryApi.error(401, "UNAUTHORIZED")
                .with("WWW-Authenticate", "Bearer realm=\"" + REALM + "\",service=\"container_registry\",scope=\"*\"");
    }
}
