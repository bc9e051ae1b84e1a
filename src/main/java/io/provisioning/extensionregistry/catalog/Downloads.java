package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.http.ApiRequest;
import io.provisioning.extensionregistry.http.ByteRange;
import io.provisioning.extensionregistry.http.Download;
import io.provisioning.extensionregistry.http.DownloadWriter;
import io.provisioning.extensionregistry.http.Props;
import io.provisioning.extensionregistry.http.WrongDigest;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.store.WrongContent;
import io.provisioning.extensionregistry.upstream.Failures;
import io.provisioning.extensionregistry.upstream.SourceException;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The steps of a download between its plan and its bytes. */
public final class Downloads {
    private static final Failure WRONG_BYTES =
            Failure.of(Reason.INVALID_ANSWER, "the file does not have the digest that it should have");

    private final DownloadWriter writer;

    public Downloads(DownloadWriter writer) {
        this.writer = writer;
    }

    /** Begins the ordered fallback. */
    public Attempts attempts(DownloadPlan plan) {
        return new Attempts(plan);
    }

    /** Whether no source need be asked: the client wants headers only, or has this very file. */
    public boolean needsNoBytes(Attempts attempts, ApiRequest request) {
        return request.head() || DownloadWriter.notModified(attempts.whole(), request);
    }

    /** Answers without asking a source. */
    public void sendHeaders(Exchange exchange, Attempts attempts, ApiRequest request) throws IOException {
        writer.write(attempts.whole(), null, request, context(exchange));
        attempts.served();
    }

    /**
     * The range to ask the source for: the part that the client wants, if it is one and its copy is of this file.
     *
     * @return null for the whole file
     */
    public String range(Attempts attempts, ApiRequest request) {
        return wanted(attempts, request).map(ByteRange::header).orElse(null);
    }

    /**
     * What the source's route brought, if it is the file or the part that was asked for.
     *
     * @throws SourceException {@code invalid_answer} if it is not
     */
    public Download opened(Exchange exchange, Attempts attempts, ApiRequest request) throws SourceException {
        Message message = exchange.getMessage();
        Integer status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class);
        Long sent = message.getHeader("Content-Length", Long.class);
        String contentRange = message.getHeader("Content-Range", String.class);
        Download whole = attempts.whole();
        Optional<ByteRange> wanted = wanted(attempts, request);
        boolean part = status == 206;
        boolean expected = part
                ? wanted.isPresent() && wanted.get().contentRange().equals(contentRange)
                : whole.size() < 0 || sent == null || sent == whole.size();
        InputStream bytes = message.getBody(InputStream.class);
        if (!expected || bytes == null) {
            DownloadWriter.abandon(bytes);
            throw new SourceException(Reason.INVALID_ANSWER, "the source does not send the file that it named");
        }
        long size = whole.size() >= 0 || sent == null || part ? whole.size() : sent;
        return new Download(
                whole.source(),
                part ? 206 : 200,
                size,
                part ? wanted.get().length() : size,
                part ? contentRange : null,
                whole.fileName(),
                whole.mediaType(),
                whole.checksum(),
                whole.contentId());
    }

    /**
     * Passes on the stream that was opened.
     *
     * @throws IOException if the source failed before its first byte
     */
    public void send(Exchange exchange, Download download, Attempts attempts, ApiRequest request) throws IOException {
        writer.write(download, exchange.getMessage().getBody(InputStream.class), request, context(exchange));
        attempts.served();
    }

    /**
     * Remembers why a source did not serve. What went from the store at the wrong moment is asked for once more.
     *
     * @return the same for health; skipped if the source was not even asked
     */
    public BackendAnswer failed(Attempts attempts, Throwable thrown) {
        if (thrown instanceof NoSuchFileException && attempts.again()) {
            return BackendAnswer.skipped(attempts.source());
        }
        Failure failure = failure(thrown);
        attempts.failed(failure);
        return Failures.isOurOwn(thrown)
                ? BackendAnswer.skipped(attempts.source())
                : BackendAnswer.failed(attempts.source(), failure);
    }

    /** What a failure means for users. */
    static Failure failure(Throwable thrown) {
        boolean wrong = thrown instanceof WrongDigest
                || thrown instanceof WrongContent
                || thrown.getCause() instanceof WrongContent;
        return wrong ? WRONG_BYTES : Failures.of(thrown);
    }

    private static Optional<ByteRange> wanted(Attempts attempts, ApiRequest request) {
        return DownloadWriter.slice(attempts.whole(), request);
    }

    static RoutingContext context(Exchange exchange) {
        RoutingContext context = exchange.getProperty(Props.ROUTING_CONTEXT, RoutingContext.class);
        DownloadWriter.servedBy(context, exchange.getFromRouteId());
        return context;
    }
}
