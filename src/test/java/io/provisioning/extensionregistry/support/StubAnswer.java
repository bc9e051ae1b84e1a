package io.provisioning.extensionregistry.support;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * What a stub answers, and how badly. A body is sent with its true {@code Content-Length} unless the fault or a header
 * says otherwise.
 *
 * @param headers lines {@code Name: value}
 * @param release if not null, nothing is sent before it is counted down, or, of one that stalls, no more than half
 */
public record StubAnswer(int status, List<String> headers, byte[] body, Fault fault, CountDownLatch release) {
    /** How an answer goes wrong. */
    public enum Fault {
        NONE,
        /** Nothing is ever sent. */
        SILENCE,
        /** The connection is closed in good order without an answer. */
        CLOSE,
        /** Half of the body, then a close in good order. */
        TRUNCATE,
        /** Half of the body, then a reset. */
        RESET,
        /** Half of the body, and the rest when it is released; if it never is, nothing more until the client goes away. */
        STALL,
        /** The whole body, byte by byte with pauses. */
        DRIP_BODY,
        /** A head that never ends, byte by byte with pauses. */
        DRIP_HEAD,
        /** The body as it is, instead of an answer. */
        RAW,
        /** The body over and over until the client goes away; chunked. */
        ENDLESS
    }

    /** An answer with a text as its body. */
    public static StubAnswer of(int status, String contentType, String body) {
        return of(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    /** An answer with bytes as its body. */
    public static StubAnswer of(int status, String contentType, byte[] body) {
        return new StubAnswer(status, List.of("Content-Type: " + contentType), body, Fault.NONE, null);
    }

    /** 200 with JSON. */
    public static StubAnswer json(String body) {
        return of(200, "application/json", body);
    }

    /** A status without a body. */
    public static StubAnswer status(int status) {
        return new StubAnswer(status, List.of(), new byte[0], Fault.NONE, null);
    }

    /** A redirect. */
    public static StubAnswer redirect(int status, String location) {
        return status(status).with("Location", location);
    }

    /** The given text instead of an HTTP answer. */
    public static StubAnswer raw(String text) {
        return new StubAnswer(0, List.of(), text.getBytes(StandardCharsets.ISO_8859_1), Fault.RAW, null);
    }

    /** The same with one more header. */
    public StubAnswer with(String name, String value) {
        List<String> more = new ArrayList<>(headers);
        more.add(name + ": " + value);
        return new StubAnswer(status, List.copyOf(more), body, fault, release);
    }

    /** The same without a header. */
    public StubAnswer without(String name) {
        List<String> fewer = headers.stream()
                .filter(line -> !line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .toList();
        return new StubAnswer(status, fewer, body, fault, release);
    }

    /** The same, going wrong. */
    public StubAnswer failing(Fault how) {
        return new StubAnswer(status, headers, body, how, release);
    }

    /** The same, sent only once the latch is at zero. */
    public StubAnswer heldUntil(CountDownLatch latch) {
        return new StubAnswer(status, headers, body, fault, latch);
    }

    boolean hasHeader(String name) {
        return headers.stream().anyMatch(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1));
    }
}
