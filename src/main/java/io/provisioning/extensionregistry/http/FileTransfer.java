package io.provisioning.extensionregistry.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A file, or a part of it, handed to the system to be sent: it does not come through our memory unless TLS needs it. */
final class FileTransfer {
    private FileTransfer() {}

    /**
     * Begins to send; the rest happens on the event loop.
     *
     * @throws IOException if the file is not there; nothing was sent
     */
    static void send(
            Download download, Path file, Optional<ByteRange> slice, RoutingContext context, DownloadEvents events)
            throws IOException {
        HttpServerResponse response = context.response();
        long length = slice.map(ByteRange::length).orElse(download.size());
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        Map<String, String> headers =
                DownloadHeaders.of(download, slice.map(ByteRange::contentRange).orElse(null));
        DownloadWriter.start(response, slice.isPresent() ? 206 : 200, headers, length);
        Future<Void> sent =
                response.sendFile(file.toString(), slice.map(ByteRange::first).orElse(0L), length);
        if (sent.failed() && !response.headWritten()) {
            headers.keySet().forEach(response.headers()::remove);
            response.headers().remove("Content-Length");
            throw new IOException("the file cannot be sent", sent.cause());
        }
        sent.onComplete(end -> {
            if (end.succeeded()) {
                events.sent(download.source(), length);
            } else {
                events.cut(download, "the client went away");
                context.request().connection().close();
            }
        });
    }
}
