package io.provisioning.extensionregistry.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.Webhook;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {
    private static final String SECRET = "It's a Secret to Everybody";
    private static final String BODY = "Hello, World!";
    /** The example of GitHub's documentation, where this way to sign comes from. */
    private static final String SIGNATURE = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    @ParameterizedTest
    @ValueSource(strings = {"x-gitea-signature", "x-forgejo-signature", "x-hub-signature-256"})
    void theDigestOfTheBodyIsASignature(String header) {
        assertThat(isSigned(header, SIGNATURE)).isTrue();
        assertThat(isSigned(header, "sha256=" + SIGNATURE)).isTrue();
        assertThat(isSigned(header, SIGNATURE.toUpperCase(Locale.ROOT))).isTrue();
        assertThat(isSigned(header, "")).isFalse();
        assertThat(isSigned(header, "sha256=")).isFalse();
        assertThat(isSigned(header, "sha1=" + SIGNATURE)).isFalse();
        assertThat(isSigned(header, SIGNATURE.substring(2))).isFalse();
        assertThat(isSigned(header, SIGNATURE + "00")).isFalse();
        assertThat(isSigned(header, SIGNATURE.replace('7', '8'))).isFalse();
        assertThat(isSigned(header, "no digits")).isFalse();
        assertThat(isSigned(header, SECRET)).isFalse();
    }

    @Test
    void aSignatureInAnotherHeaderOrOfAnotherBodyOrSecretIsNone() {
        assertThat(isSigned("x-gogs-signature", SIGNATURE)).isFalse();
        assertThat(isSigned("authorization", "Bearer " + SIGNATURE)).isFalse();
        assertThat(WebhookSignature.isSigned(call("other", "x-gitea-signature", SIGNATURE), SECRET))
                .isFalse();
        assertThat(WebhookSignature.isSigned(call(BODY, "x-gitea-signature", SIGNATURE), "other"))
                .isFalse();
    }

    @Test
    void oneRightSignatureOfSeveralSuffices() {
        WebhookCall call = new WebhookCall(
                "gitea",
                Map.of("x-gitea-signature", List.of(""), "x-hub-signature-256", List.of("sha256=" + SIGNATURE)),
                BODY.getBytes(StandardCharsets.UTF_8));
        assertThat(WebhookSignature.isSigned(call, SECRET)).isTrue();
    }

    @Test
    void anEmptyBodyCanBeSigned() {
        assertThat(WebhookSignature.isSigned(call("", "x-gitea-signature", Webhook.hmac(SECRET, "")), SECRET))
                .isTrue();
    }

    @Test
    void theSecretIsShownAsATokenOrAsAPassword() {
        assertThat(shows("Bearer " + SECRET)).isTrue();
        assertThat(shows("bearer   " + SECRET)).isTrue();
        assertThat(shows("Basic " + base64("anybody:" + SECRET))).isTrue();
        assertThat(shows("basic " + base64(":" + SECRET))).isTrue();
    }

    @Test
    void anythingElseIsNotTheSecret() {
        assertThat(shows(SECRET)).isFalse();
        assertThat(shows("Bearer")).isFalse();
        assertThat(shows("Bearer ")).isFalse();
        assertThat(shows("Bearer " + SECRET + "x")).isFalse();
        assertThat(shows("Bearer " + SECRET.toLowerCase(Locale.ROOT))).isFalse();
        assertThat(shows("Digest " + SECRET)).isFalse();
        assertThat(shows("Basic " + SECRET)).isFalse();
        assertThat(shows("Basic " + base64(SECRET))).isFalse();
        assertThat(shows("Basic " + base64(SECRET + ":x"))).isFalse();
        assertThat(shows("")).isFalse();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean shows(String authorization) {
        return WebhookSignature.showsSecret(call(BODY, "authorization", authorization), SECRET);
    }

    private static boolean isSigned(String header, String value) {
        return WebhookSignature.isSigned(call(BODY, header, value), SECRET);
    }

    private static WebhookCall call(String body, String header, String value) {
        return new WebhookCall("gitea", Map.of(header, List.of(value)), body.getBytes(StandardCharsets.UTF_8));
    }
}
