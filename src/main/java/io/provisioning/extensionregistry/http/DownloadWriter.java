package io.provisioning.extensionregistry.http;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Passes a source's bytes on to a client. Blocks its thread until the last byte is on its way, so it belongs on threads
 * that nobody else needs.
 */
public final class DownloadWriter {
    private final Duration patience;
    private final DownloadEvents events;

    /** @param patience how long a client may take no bytes before it is cut off */
    public DownloadWriter(Duration patience, DownloadEvents events) {
        this.patience = patience;
        this.events = events;
    }

    /**
     * Answers a request with a download. Once the first byte has gone out, every failure cuts the connection, so that no
     * client takes what it got for the whole, and this returns normally; so it does if the client is gone. The stream
     * is always let go: aborted, not drained, unless it was read to its end.
     *
     * @param upstream null if the client wants headers only
     * @throws RegistryException {@code range_not_satisfiable}
     * @throws IOException before anything was sent: the source failed, or, as {@link WrongDigest}, its bytes are not
     *     the promised ones; another source may serve
     */
    public void write(Download download, InputStream upstream, ApiRequest request, RoutingContext context)
            throws IOException {
        write(download, upstream, request, context, false);
    }

    /** As {@link #write}, with a stream that fails by itself before its end if the digest is wrong. */
    public void relay(Download download, InputStream checked, ApiRequest request, RoutingContext context)
            throws IOException {
        write(download, checked, request, context, true);
    }

    private void write(
            Download download, InputStream upstream, ApiRequest request, RoutingContext context, boolean checked)
            throws IOException {
        Upstream source = new Upstream(upstream);
        try {
            if (!answered(download, request, context)) {
                Optional<ByteRange> slice = slice(download, request);
                new Transfer(download, slice, source, context, events, patience, checked).run();
            }
        } finally {
            source.abort();
        }
    }

    /**
     * Answers a request with a file whose bytes are known to be right. Holds no thread: this returns when the answer has
     * begun, and a client that takes no bytes is cut off by the server.
     *
     * @throws RegistryException {@code range_not_satisfiable}
     * @throws IOException if the file is not there; nothing was sent
     */
    public void sendFile(Download download, Path file, ApiRequest request, RoutingContext context) throws IOException {
        if (!answered(download, request, context)) {
            FileTransfer.send(download, file, slice(download, request), context, events);
        }
    }

    /** Answers if that takes no bytes, or the answer has begun, or the client is gone. */
    private static boolean answered(Download download, ApiRequest request, RoutingContext context) {
        if (ResponseWriter.begun(context)) {
            return true;
        }
        slice(download, request);
        if (notModified(download, request)) {
            start(context.response(), 304, DownloadHeaders.validators(download), -1);
        } else if (request.head()) {
            start(context.response(), 200, DownloadHeaders.of(download, null), download.size());
        } else {
            return false;
        }
        context.response().end();
        return true;
    }

    /** Says which Camel route serves a request, before it does: the answer may be over before the route is. */
    public static void servedBy(RoutingContext context, String routeId) {
        Visit.of(context).routedTo(routeId);
    }

    /** Whether the client has this very file already, so that no source need be asked. */
    public static boolean notModified(Download download, ApiRequest request) {
        List<String> known = request.headers().getOrDefault("if-none-match", List.of());
        return EntityTag.noneMatchHolds(String.join(",", known), download.etag());
    }

    /**
     * The part that the client wants of a file that could be sent whole; empty if it wants all of it.
     *
     * @throws RegistryException {@code range_not_satisfiable}
     */
    public static Optional<ByteRange> slice(Download download, ApiRequest request) {
        boolean mayBePart = download.status() == 200
                && !request.head()
                && EntityTag.rangeHolds(request.header("If-Range").orElse(null), download.etag());
        return mayBePart ? ByteRange.of(request.header("Range").orElse(null), download.size()) : Optional.empty();
    }

    /** Lets a stream go that is not passed on: aborted, not drained. Null does no harm. */
    public static void abandon(InputStream upstream) {
        new Upstream(upstream).abort();
    }

    /** @param length of the body, in bytes; negative if not known */
    static void start(HttpServerResponse response, int status, Map<String, String> headers, long length) {
        response.setStatusCode(status);
        headers.forEach(response::putHeader);
        if (length >= 0) {
            response.putHeader("Content-Length", String.valueOf(length));
        }
    }
}
