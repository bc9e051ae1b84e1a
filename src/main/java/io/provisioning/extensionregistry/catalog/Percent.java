package io.provisioning.extensionregistry.catalog;

import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding of one path segment or query value.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-2.1">RFC 3986, percent-encoding</a>
 */
final class Percent {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final String HEX = "0123456789ABCDEF";

    private Percent() {}

    /** Everything but unreserved characters is encoded, slash and plus too. */
    static String encode(String text) {
        if (text.chars().allMatch(c -> UNRESERVED.indexOf(c) >= 0)) {
            return text;
        }
        StringBuilder encoded = new StringBuilder(text.length() + 8);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && UNRESERVED.indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.charAt((b >> 4) & 0xF)).append(HEX.charAt(b & 0xF));
            }
        }
        return encoded.toString();
    }
}
