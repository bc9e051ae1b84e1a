package io.provisioning.extensionregistry.http;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** The {@code X-Request-Id} of a request. */
final class RequestId {
    static final String HEADER = "X-Request-Id";
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private RequestId() {}

    /** The client's own if it is 1 to 128 letters, digits, dots, underscores and hyphens; else a new one. */
    static String of(String fromClient) {
        return fromClient != null && SANE.matcher(fromClient).matches() ? fromClient : random().toString();
    }

    /** It need only differ from others, not be hard to guess; the secure one costs more than the rest of a request. */
    private static UUID random() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() & ~(3L << 62) | 1L << 63);
    }
}
