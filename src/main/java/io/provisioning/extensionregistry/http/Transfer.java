package io.provisioning.extensionregistry.http;

import io.provisioning.extensionregistry.model.Checksum;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The bytes of one download on their way from its source to its client; the last go out only when the digest of all is right. */
final class Transfer {
    private final Download download;
    private final ByteRange slice;
    private final Upstream source;
    private final RoutingContext context;
    private final DownloadEvents events;
    private final Outflow client;
    private final boolean digested;
    private final long length;

    /**
     * Nothing is read or sent yet.
     *
     * @param slice of what the source sends; empty for all of it
     * @param patience how long the client may take no bytes
     * @param checked whether the source's stream fails by itself before its end if the digest is wrong
     */
    Transfer(
            Download download,
            Optional<ByteRange> slice,
            Upstream source,
            RoutingContext context,
            DownloadEvents events,
            Duration patience,
            boolean checked) {
        this.download = download;
        this.slice = slice.orElse(null);
        this.source = source;
        this.context = context;
        this.events = events;
        this.client = new Outflow(context, patience, this::begin, bytes -> events.sent(download.source(), bytes));
        this.digested = !checked && slice.isEmpty() && download.status() == 200;
        this.length = slice.map(ByteRange::length).orElse(download.length());
    }

    /** @throws IOException if it failed before anything was sent */
    void run() throws IOException {
        Visit.of(context).atEnd(this::stop);
        try (client;
                Lane lane = Lane.take(length)) {
            copy(lane);
        } catch (IOException | IllegalStateException e) {
            if (!client.isStarted() && !client.isGone()) {
                throw e;
            }
            if (client.isStarted()) {
                events.cut(download, client.isGone() ? "the client went away" : String.valueOf(e.getMessage()));
                if (!client.isGone()
                        && e instanceof IOException failure
                        && (source.isBroken() || e instanceof WrongDigest)) {
                    events.failed(download, failure);
                }
            }
        } finally {
            if (client.isStarted() && !client.isFinished()) {
                context.request().connection().close();
            }
        }
    }

    /** The answer is over. If it is not complete, the client is gone: nobody needs the source's bytes any more. */
    private void stop() {
        client.leave();
        if (client.isGone()) {
            // Event loops must not wait for a TLS farewell, and workers may all be busy.
            Thread hangUp = new Thread(source::abort, "download-hang-up");
            hangUp.setDaemon(true);
            hangUp.start();
        }
    }

    private void copy(Lane lane) throws IOException {
        if (slice != null) {
            source.skip(slice.first());
        }
        long passed = 0;
        while (slice == null || passed < length) {
            byte[] piece = lane.piece();
            int n = source.read(piece);
            if (n < 0) {
                break;
            }
            int wanted = slice == null ? n : (int) Math.min(n, length - passed);
            passed += wanted;
            if (length >= 0 && passed > length) {
                break;
            }
            if (digested) {
                lane.digest(piece, wanted);
            }
            client.add(piece, wanted);
            if (!digested) {
                lane.pass(piece);
            }
        }
        if (length >= 0 && passed != length) {
            throw source.broken("the source sent " + passed + " bytes instead of " + length);
        }
        if (digested) {
            verify(Checksum.of(lane.digest()));
        }
        client.finish();
    }

    private void verify(Checksum actual) throws IOException {
        if (download.checksum() != null && !download.checksum().equals(actual)) {
            events.mismatch(download, actual);
            throw new WrongDigest();
        }
        events.complete(download, actual);
    }

    private void begin() {
        HttpServerResponse response = context.response();
        String range = slice == null ? download.contentRange() : slice.contentRange();
        int status = slice == null ? download.status() : 206;
        DownloadWriter.start(response, status, DownloadHeaders.of(download, range), length);
        if (length < 0) {
            response.setChunked(true);
        }
    }
}
