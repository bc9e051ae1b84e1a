package io.provisioning.extensionregistry.support;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The secrets of all tests: tokens, passwords, what stand-ins issue. Each holds {@link #MARK}, so that a text tells by
 * itself whether one is in it, whoever wrote it. Stand-ins take no other secrets.
 */
public final class Secrets {
    /** What every secret holds and nothing else may. */
    public static final String MARK = "s3cret";

    private static final List<String> SPELLINGS = spellings();

    private Secrets() {}

    /** A secret; the same for the same name. */
    public static String of(String name) {
        return name + "-" + MARK;
    }

    /**
     * The same text.
     *
     * @param secret null for none
     * @throws IllegalArgumentException if nobody could find it again
     */
    public static String required(String secret) {
        if (secret != null && !secret.contains(MARK)) {
            throw new IllegalArgumentException("a secret of a test is made by Secrets.of: " + secret);
        }
        return secret;
    }

    /** The place in a text where a secret begins, as it is, in Base64 (as in Basic credentials) or in hexadecimal. */
    static Optional<Integer> find(String text) {
        return SPELLINGS.stream().map(text::indexOf).filter(at -> at >= 0).findFirst();
    }

    private static List<String> spellings() {
        List<String> spellings = new ArrayList<>(List.of(MARK));
        for (int before = 0; before < 3; before++) {
            String encoded = Base64.getEncoder()
                    .encodeToString(("xx".substring(0, before % 3) + MARK).getBytes(StandardCharsets.US_ASCII));
            int from = (8 * before + 5) / 6;
            int to = 8 * (before + MARK.length()) / 6;
            spellings.add(encoded.substring(from, to));
        }
        String hex = HexFormat.of().formatHex(MARK.getBytes(StandardCharsets.US_ASCII));
        spellings.add(hex);
        spellings.add(hex.toUpperCase(java.util.Locale.ROOT));
        return List.copyOf(spellings);
    }
}
