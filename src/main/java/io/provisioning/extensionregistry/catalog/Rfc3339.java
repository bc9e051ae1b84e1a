package io.provisioning.extensionregistry.catalog;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Times as the API writes them: in UTC with {@code Z}, no more digits of a second than needed. */
final class Rfc3339 {
    private static final int AS_MANY_DIGITS_AS_NEEDED = -1;
    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .appendInstant(AS_MANY_DIGITS_AS_NEEDED)
            .toFormatter(java.util.Locale.ROOT);

    private Rfc3339() {}

    /** The text; null if the time is null. */
    static String text(Instant time) {
        return time == null ? null : FORMAT.format(time);
    }
}
