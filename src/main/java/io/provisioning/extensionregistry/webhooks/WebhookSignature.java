package io.provisioning.extensionregistry.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whether a call comes from somebody who knows the source's secret. All comparisons take the same time wherever the
 * first difference is.
 *
 * @see <a href="https://docs.gitea.com/usage/webhooks">Gitea: webhooks</a>
 * @see <a href="https://distribution.github.io/distribution/about/notifications/">Distribution: notifications</a>
 */
final class WebhookSignature {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "sha256=";
    private static final List<String> SIGNATURES =
            List.of("x-gitea-signature", "x-forgejo-signature", "x-hub-signature-256");

    private WebhookSignature() {}

    /**
     * Whether one of the headers holds the HMAC-SHA256 of the body, in hexadecimal digits.
     *
     * @param secret not empty
     */
    static boolean isSigned(WebhookCall call, String secret) {
        byte[] expected = hmac(call.body(), secret);
        boolean valid = false;
        for (String header : SIGNATURES) {
            for (String value : call.headers().getOrDefault(header, List.of())) {
                valid |= MessageDigest.isEqual(expected, digits(value));
            }
        }
        return valid;
    }

    /**
     * Whether the call shows the secret itself, as a bearer token or as the password of any user: what registries, which
     * cannot sign, are able to send.
     *
     * @param secret not empty
     */
    static boolean showsSecret(WebhookCall call, String secret) {
        byte[] expected = hmac(secret.getBytes(StandardCharsets.UTF_8), secret);
        return credentials(call)
                .map(shown -> MessageDigest.isEqual(expected, hmac(shown.getBytes(StandardCharsets.UTF_8), secret)))
                .orElse(false);
    }

    private static Optional<String> credentials(WebhookCall call) {
        String[] parts = call.header("authorization").orElse("").split(" +", 2);
        return parts.length < 2
                ? Optional.empty()
                : switch (parts[0].toLowerCase(Locale.ROOT)) {
                    case "bearer" -> Optional.of(parts[1].strip());
                    case "basic" -> password(parts[1].strip());
                    default -> Optional.empty();
                };
    }

    private static Optional<String> password(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] digits(String value) {
        String hex = value.strip().toLowerCase(Locale.ROOT);
        try {
            return HexFormat.of().parseHex(hex.startsWith(PREFIX) ? hex.substring(PREFIX.length()) : hex);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static byte[] hmac(byte[] bytes, String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
