package io.provisioning.extensionregistry.support;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.GZIPInputStream;

/** Where secrets were seen that nobody may see. {@link NoLeaks} fails the test in which, or after which, one was. */
public final class Leaks {
    private static final int SHOWN = 300;
    private static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();
    private static final LongAdder LOOKED_AT = new LongAdder();

    private Leaks() {}

    /** Looks for secrets in what came out of the service. */
    public static void look(String where, String text) {
        LOOKED_AT.increment();
        Secrets.find(text)
                .ifPresent(at -> SEEN.add(
                        where + ": " + text.substring(Math.max(0, at - SHOWN), Math.min(text.length(), at + SHOWN))));
    }

    /** Looks at an answer of the service; a compressed body is unpacked first. */
    public static void look(String where, Map<String, List<String>> headers, byte[] body) {
        look(where, headers.toString());
        boolean packed = headers.entrySet().stream()
                .anyMatch(header -> header.getKey().equalsIgnoreCase("content-encoding")
                        && header.getValue().contains("gzip"));
        look(where, new String(packed ? unpacked(body) : body, StandardCharsets.ISO_8859_1));
    }

    /** What was seen since the last time. */
    static List<String> take() {
        List<String> all = new ArrayList<>();
        for (String one = SEEN.poll(); one != null; one = SEEN.poll()) {
            all.add(one);
        }
        return all;
    }

    /** How many texts were looked at in all. */
    static long lookedAt() {
        return LOOKED_AT.sum();
    }

    /** As much as there is of it. */
    private static byte[] unpacked(byte[] body) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        } catch (IOException e) {
            return body;
        }
    }
}
