package io.provisioning.extensionregistry.support;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A stand-in for an OpenTelemetry collector. It reads what it is sent by OTLP over HTTP; the numbers are those of
 * {@code opentelemetry/proto/trace/v1/trace.proto}.
 */
public final class Collector implements AutoCloseable {
    /** As in the protocol. */
    public static final int SERVER = 2;
    /** As in the protocol. */
    public static final int CLIENT = 3;

    /**
     * One span.
     *
     * @param parentId empty for the first one of a trace
     * @param attributes their values as text
     * @param failed whether its status says so
     */
    public record Span(
            String traceId,
            String spanId,
            String parentId,
            String name,
            int kind,
            Map<String, String> attributes,
            boolean failed) {}

    private final StubServer server = StubServer.start().otherwise(request -> StubAnswer.status(200));

    /** Where it takes traces, without a path. */
    public String url() {
        return server.url();
    }

    /** What it was asked, which is one request for each export. */
    public StubServer server() {
        return server;
    }

    /** Everything that it was sent so far. */
    public List<Span> spans() {
        return server.requests().stream()
                .flatMap(request -> messages(fields(request.body()), 1))
                .flatMap(resource -> messages(resource, 2))
                .flatMap(scope -> messages(scope, 2))
                .map(Collector::span)
                .toList();
    }

    /** Those of one trace and kind. */
    public List<Span> spans(String traceId, int kind) {
        return spans().stream()
                .filter(span -> span.traceId().equals(traceId) && span.kind() == kind)
                .toList();
    }

    private static Span span(UnknownFieldSet span) {
        Span read = new Span(
                hex(span, 1),
                hex(span, 2),
                hex(span, 4),
                text(span, 5),
                number(span, 6),
                messages(span, 9)
                        .collect(Collectors.toMap(
                                each -> text(each, 1),
                                each -> value(messages(each, 2).findFirst().orElseThrow()),
                                (one, other) -> other,
                                TreeMap::new)),
                messages(span, 15).anyMatch(status -> number(status, 3) == 2));
        Leaks.look("span", read.toString());
        return read;
    }

    private static String value(UnknownFieldSet value) {
        return value.hasField(1) ? text(value, 1) : String.valueOf(number(value, 3));
    }

    private static Stream<UnknownFieldSet> messages(UnknownFieldSet of, int number) {
        return of.getField(number).getLengthDelimitedList().stream().map(bytes -> fields(bytes.toByteArray()));
    }

    private static UnknownFieldSet fields(byte[] bytes) {
        try {
            return UnknownFieldSet.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(UnknownFieldSet of, int number) {
        return first(of, number).toStringUtf8();
    }

    private static String hex(UnknownFieldSet of, int number) {
        return HexFormat.of().formatHex(first(of, number).toByteArray());
    }

    private static ByteString first(UnknownFieldSet of, int number) {
        return of.getField(number).getLengthDelimitedList().stream().findFirst().orElse(ByteString.EMPTY);
    }

    private static int number(UnknownFieldSet of, int number) {
        return of.getField(number).getVarintList().stream()
                .findFirst()
                .orElse(0L)
                .intValue();
    }

    @Override
    public void close() {
        server.close();
    }
}
