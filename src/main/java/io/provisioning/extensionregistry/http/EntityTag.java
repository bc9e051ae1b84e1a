package io.provisioning.extensionregistry.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Entity tags (RFC 9110, 8.8.3), with their quotes. */
final class EntityTag {
    private static final String GZIP = "-gzip\"";
    private static final Pattern ONE = Pattern.compile("(W/)?(\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")");

    private EntityTag() {}

    /** The strong tag of these bytes. */
    static String of(byte[] body) {
        return '"' + HexFormat.of().formatHex(sha256().digest(body), 0, 16) + '"';
    }

    /** The tag of the compressed form. */
    static String compressed(String tag) {
        return tag.substring(0, tag.length() - 1) + GZIP;
    }

    /**
     * Whether {@code If-None-Match} holds this tag, plain or compressed; compared weakly (RFC 9110, 13.1.2).
     *
     * @param header null holds nothing
     * @param tag of the plain form
     */
    static boolean noneMatchHolds(String header, String tag) {
        if (header == null || tag == null) {
            return false;
        }
        if (header.strip().equals("*")) {
            return true;
        }
        String opaque = tag.startsWith("W/") ? tag.substring(2) : tag;
        Matcher each = ONE.matcher(header);
        while (each.find()) {
            if (each.group(2).equals(opaque) || each.group(2).equals(compressed(opaque))) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code If-Range} holds this very tag; compared strongly, and never true for a date (RFC 9110, 13.1.5). */
    static boolean rangeHolds(String header, String tag) {
        return header == null
                || (tag != null && !tag.startsWith("W/") && header.strip().equals(tag));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
