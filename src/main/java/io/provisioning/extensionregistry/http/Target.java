package io.provisioning.extensionregistry.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The target of a request, decoded once and strictly: what could be read in two ways is no target (RFC 3986, 2.1).
 *
 * @param path decoded; begins with a slash
 * @param query decoded; each parameter with all its values in order
 */
record Target(String path, Map<String, List<String>> query) {

    /**
     * Decodes a target.
     *
     * @param rawPath as it was sent, with its percent signs
     * @param rawQuery without the question mark; null if there was none. A plus sign is a space
     * @throws RegistryException {@code bad_request} for a broken escape, bytes that are not UTF-8, a control character,
     *     a byte that must be escaped, or a dot segment
     */
    static Target of(String rawPath, String rawQuery) {
        if (rawPath == null || !rawPath.startsWith("/") || rawPath.indexOf('\\') >= 0) {
            throw bad("The request's target is not a path");
        }
        String path = decode(rawPath, false);
        for (String segment : path.split("/")) {
            if (segment.equals(".") || segment.equals("..")) {
                throw bad("The path has a dot segment");
            }
        }
        return new Target(path, rawQuery == null ? Map.of() : query(rawQuery));
    }

    private static Map<String, List<String>> query(String raw) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (String pair : raw.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals), true);
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1), true);
                query.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
            }
        }
        query.replaceAll((name, values) -> List.copyOf(values));
        return query;
    }

    private static String decode(String raw, boolean plusIsSpace) {
        ByteBuffer bytes = ByteBuffer.allocate(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                bytes.put((byte) (hex(raw, i + 1) << 4 | hex(raw, i + 2)));
                i += 2;
            } else if (c <= ' ' || c >= 0x7f) {
                throw bad("The target has a character that must be percent-encoded");
            } else {
                bytes.put((byte) (plusIsSpace && c == '+' ? ' ' : c));
            }
        }
        String text = utf8(bytes.flip());
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw bad("The target has a control character");
        }
        return text;
    }

    private static int hex(String raw, int index) {
        char c = index < raw.length() ? raw.charAt(index) : 0;
        int digit = c < 0x80 ? Character.digit(c, 16) : -1;
        if (digit < 0) {
            throw bad("The target has a percent sign that is not followed by two hexadecimal digits");
        }
        return digit;
    }

    private static String utf8(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw bad("The target is not UTF-8");
        }
    }

    private static RegistryException bad(String message) {
        return new RegistryException(ErrorKind.BAD_REQUEST, message);
    }
}
