package io.provisioning.extensionregistry.http;

import io.provisioning.extensionregistry.model.Checksum;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The bytes of one download on their way. At most {@value #WINDOW} chunks wait for the client, and one is held back: the
 * last goes out only when the digest of all is right.
 */
final class Transfer {
    private static final int CHUNK = 64 << 10;
    private static final int WINDOW = 8;

    private final Download download;
    private final ByteRange slice;
    private final Upstream source;
    private final RoutingContext context;
    private final DownloadEvents events;
    private final Duration patience;
    private final boolean checked;
    private final long length;
    private final Semaphore window = new Semaphore(WINDOW);
    private volatile boolean gone;
    private volatile boolean finished;
    private boolean started;

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
        this.patience = patience;
        this.checked = checked;
        this.length = slice.map(ByteRange::length).orElse(download.length());
    }

    /** @throws IOException if it failed before anything was sent */
    void run() throws IOException {
        Visit.of(context).atEnd(this::stop);
        try {
            copy();
        } catch (IOException | IllegalStateException e) {
            if (!started && !gone) {
                throw e;
            }
            if (started) {
                events.cut(download, gone ? "the client went away" : String.valueOf(e.getMessage()));
                if (!gone && e instanceof IOException failure && (source.isBroken() || e instanceof WrongDigest)) {
                    events.failed(download, failure);
                }
                context.request().connection().close();
            }
        }
    }

    /** The answer is over. If it is not complete, the client is gone: nobody needs the source's bytes any more. */
    private void stop() {
        if (!finished) {
            gone = true;
            window.release(WINDOW);
            // Event loops must not wait for a TLS farewell, and workers may all be busy.
            Thread hangUp = new Thread(source::abort, "download-hang-up");
            hangUp.setDaemon(true);
            hangUp.start();
        }
    }

    private void copy() throws IOException {
        if (slice != null) {
            source.skip(slice.first());
        }
        MessageDigest digest = EntityTag.sha256();
        byte[] chunk = new byte[CHUNK];
        Buffer held = null;
        long passed = 0;
        while (slice == null || passed < length) {
            int n = source.read(chunk);
            if (n < 0) {
                break;
            }
            int wanted = slice == null ? n : (int) Math.min(n, length - passed);
            if (!checked) {
                digest.update(chunk, 0, wanted);
            }
            passed += wanted;
            if (length >= 0 && passed > length) {
                break;
            }
            if (held != null) {
                send(held);
            }
            held = Buffer.buffer(wanted).appendBytes(chunk, 0, wanted);
        }
        if (length >= 0 && passed != length) {
            throw source.broken("the source sent " + passed + " bytes instead of " + length);
        }
        verify(digest);
        finish(held == null ? Buffer.buffer() : held);
    }

    private void verify(MessageDigest digest) throws IOException {
        if (!checked && slice == null && download.status() == 200) {
            Checksum actual = Checksum.of(digest.digest());
            if (download.checksum() != null && !download.checksum().equals(actual)) {
                events.mismatch(download, actual);
                throw new WrongDigest();
            }
            events.complete(download, actual);
        }
    }

    private void send(Buffer bytes) throws IOException {
        try {
            if (!window.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("the client takes no bytes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the download was interrupted");
        }
        if (gone) {
            throw new IOException("the client went away");
        }
        begin();
        context.response().write(bytes).onComplete(written -> window.release());
        events.sent(download.source(), bytes.length());
    }

    private void finish(Buffer last) throws IOException {
        if (gone) {
            throw new IOException("the client went away");
        }
        begin();
        finished = true;
        context.response().end(last);
        events.sent(download.source(), last.length());
    }

    private void begin() {
        if (!started) {
            started = true;
            HttpServerResponse response = context.response();
            String range = slice == null ? download.contentRange() : slice.contentRange();
            int status = slice == null ? download.status() : 206;
            DownloadWriter.start(response, status, DownloadHeaders.of(download, range), length);
            if (length < 0) {
                response.setChunked(true);
            }
        }
    }
}
