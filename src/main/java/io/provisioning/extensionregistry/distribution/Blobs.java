package io.provisioning.extensionregistry.distribution;

import io.provisioning.extensionregistry.http.ApiRequest;
import io.provisioning.extensionregistry.http.ByteRange;
import io.provisioning.extensionregistry.http.Download;
import io.provisioning.extensionregistry.http.DownloadWriter;
import io.provisioning.extensionregistry.http.ErrorKind;
import io.provisioning.extensionregistry.http.Props;
import io.provisioning.extensionregistry.http.RegistryException;
import io.provisioning.extensionregistry.http.RouteAnswer;
import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.upstream.SourceException;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Blobs on their way from a source to a client, whole or in part; a whole one is what its digest says or breaks off. */
public final class Blobs {
    private static final Pattern ONE_RANGE = Pattern.compile("bytes=(\\d{1,18})-(\\d{1,18})");

    private final DownloadWriter writer;

    public Blobs(DownloadWriter writer) {
        this.writer = writer;
    }

    /** Whether the request is for the config that every artifact made here has. */
    public boolean isEmpty(Asking asking) {
        return asking.hasHolder() && asking.query().reference().equals(ReleaseManifest.EMPTY_DIGEST.text());
    }

    /** That config. */
    public RouteAnswer empty(Asking asking) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Docker-Content-Digest", asking.query().reference());
        headers.put("ETag", '"' + asking.query().reference() + '"');
        headers.put("Cache-Control", "no-transform");
        return new RouteAnswer(200, "application/octet-stream", headers, ReleaseManifest.EMPTY);
    }

    /** Whether the size of the blob must be known before its bytes: for its headers alone, or for a part of it. */
    public boolean needsSize(ApiRequest request) {
        return request.head() || request.header("Range").isPresent();
    }

    /** The size that a source's head of a blob tells; null if it does not tell. */
    public Long size(Exchange exchange) {
        return exchange.getMessage().getHeader("Content-Length", Long.class);
    }

    /**
     * The {@code Range} to ask the source for; null for all of it.
     *
     * @param size in bytes; null if not known
     * @throws RegistryException {@code range_not_satisfiable}
     */
    public String range(Asking asking, ApiRequest request, Long size) {
        if (size != null && !request.head()) {
            Matcher range = ONE_RANGE.matcher(request.header("Range").orElse(""));
            if (range.matches() && Long.parseLong(range.group(2)) < Long.parseLong(range.group(1))) {
                throw new RegistryException(
                        ErrorKind.RANGE_NOT_SATISFIABLE,
                        "The range ends before it begins",
                        Map.of("Content-Range", "bytes */" + size));
            }
        }
        return wanted(asking, request, size).map(ByteRange::header).orElse(null);
    }

    /** Answers with the headers alone. */
    public void sendHead(Exchange exchange, Asking asking, String source, Long size) throws IOException {
        write(exchange, asking, whole(asking, source, size), null);
    }

    /**
     * Passes on the stream that the source's route brought.
     *
     * @param size as the source told before; null if it was not asked, or did not tell
     * @throws SourceException {@code invalid_answer} if it is not the blob or the part that was asked for
     * @throws IOException if the source failed before its first byte
     */
    public void send(Exchange exchange, Asking asking, String source, Long size) throws IOException, SourceException {
        ApiRequest request = request(exchange);
        Message message = exchange.getMessage();
        InputStream bytes = message.getBody(InputStream.class);
        boolean part = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class) == 206;
        Long sent = message.getHeader("Content-Length", Long.class);
        String contentRange = message.getHeader("Content-Range", String.class);
        Optional<ByteRange> wanted = wanted(asking, request, size);
        boolean expected = part
                ? wanted.isPresent() && wanted.get().contentRange().equals(contentRange)
                : size == null || sent == null || sent.equals(size);
        if (!expected || bytes == null) {
            DownloadWriter.abandon(bytes);
            throw new SourceException(Reason.INVALID_ANSWER, "the source does not send the blob that it named");
        }
        if (part) {
            Download blob = new Download(
                    source, 206, size, wanted.get().length(), contentRange, null, null, checksum(asking), null);
            write(exchange, asking, blob, bytes);
        } else {
            Digest digest = new Digest(asking.query().reference());
            InputStream checked = digest.checksum().isPresent() ? bytes : new CheckedStream(bytes, digest);
            write(exchange, asking, whole(asking, source, size == null ? sent : size), checked);
        }
    }

    private static Optional<ByteRange> wanted(Asking asking, ApiRequest request, Long size) {
        return size == null ? Optional.empty() : DownloadWriter.slice(whole(asking, "", size), request);
    }

    private static Download whole(Asking asking, String source, Long size) {
        return Download.whole(source, size == null ? -1 : size, null, null, checksum(asking), null);
    }

    /** Null for a digest of another algorithm than the writer checks. */
    private static Checksum checksum(Asking asking) {
        return new Digest(asking.query().reference()).checksum().orElse(null);
    }

    private static ApiRequest request(Exchange exchange) {
        return exchange.getProperty(Props.API_REQUEST, ApiRequest.class);
    }

    private void write(Exchange exchange, Asking asking, Download blob, InputStream bytes) throws IOException {
        RoutingContext context = exchange.getProperty(Props.ROUTING_CONTEXT, RoutingContext.class);
        DownloadWriter.servedBy(context, exchange.getFromRouteId());
        context.response().putHeader("Docker-Content-Digest", asking.query().reference());
        try {
            writer.write(blob, bytes, request(exchange), context);
        } catch (IOException | RuntimeException e) {
            context.response().headers().remove("Docker-Content-Digest");
            throw e;
        }
        asking.served();
    }
}
