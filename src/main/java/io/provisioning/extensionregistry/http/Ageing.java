package io.provisioning.extensionregistry.http;

import java.time.Duration;
import java.util.Map;

/** How an answer changes by nothing but the time that passes: in its headers, never in its body. */
@FunctionalInterface
public interface Ageing {
    /**
     * What the answer has become.
     *
     * @param elapsed since it was given
     * @return null if only the route can tell
     */
    Aged after(Duration elapsed);

    /**
     * The headers that change with time, as they are at a moment.
     *
     * @param sameFor how long they stay so
     * @param left after how long only the route can tell
     */
    record Aged(Map<String, String> headers, Duration sameFor, Duration left) {}
}
