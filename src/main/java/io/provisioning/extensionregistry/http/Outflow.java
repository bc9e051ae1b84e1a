package io.provisioning.extensionregistry.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * The client's side of a download. At most {@value #WINDOW} pieces wait for the client. One more is held back until the next
 * comes, so that the last goes out only when somebody says so. All but {@link #leave} belongs to the download's thread.
 */
final class Outflow implements AutoCloseable {
    /** Not the heap, from where pieces would be copied once more to be sent. */
    static final PooledByteBufAllocator MEMORY = new PooledByteBufAllocator(true);

    /** Together with the one held back and the four of a wide {@link Lane} they are less than 4 MiB for a download. */
    private static final int WINDOW = 4;

    private final RoutingContext context;
    private final Duration patience;
    private final Runnable begin;
    private final IntConsumer sent;
    private final Semaphore window = new Semaphore(WINDOW);
    private volatile boolean gone;
    private volatile boolean finished;
    private boolean started;
    private ByteBuf held;

    /**
     * Nothing is sent yet.
     *
     * @param patience how long the client may take no bytes
     * @param begin sets status and headers; run before the first byte
     * @param sent is told how many bytes are on their way, each time that there are more
     */
    Outflow(RoutingContext context, Duration patience, Runnable begin, IntConsumer sent) {
        this.context = context;
        this.patience = patience;
        this.begin = begin;
        this.sent = sent;
    }

    /** Whether the first byte, or the end if there is none, is on its way. */
    boolean isStarted() {
        return started;
    }

    /** Whether all of it is on its way. */
    boolean isFinished() {
        return finished;
    }

    /** Whether the client has left before the end. */
    boolean isGone() {
        return gone;
    }

    /** The answer is over: if that was not us, the client has left. Any thread may say so. */
    void leave() {
        if (!finished) {
            gone = true;
            window.release(WINDOW);
        }
    }

    /**
     * Holds bytes back, and sends those that were; waits while the client has enough.
     *
     * @throws IOException if the client takes none, or is gone
     */
    void add(byte[] bytes, int length) throws IOException {
        if (held != null) {
            awaitRoom();
            send(start()::write, window::release);
        }
        held = MEMORY.directBuffer(length).writeBytes(bytes, 0, length);
    }

    /**
     * Sends what is held back, which is the end.
     *
     * @throws IOException if the client is gone
     */
    void finish() throws IOException {
        requireClient();
        HttpServerResponse response = start();
        finished = true;
        held = held == null ? Unpooled.EMPTY_BUFFER : held;
        send(response::end, () -> {});
    }

    private void send(Function<Buffer, Future<Void>> to, Runnable whenSent) {
        ByteBuf bytes = held;
        int length = bytes.readableBytes();
        Future<Void> sending = to.apply(BufferImpl.buffer(bytes));
        held = null;
        // The server does not release what it is given.
        sending.onComplete(end -> {
            bytes.release();
            whenSent.run();
        });
        sent.accept(length);
    }

    private HttpServerResponse start() {
        if (!started) {
            started = true;
            begin.run();
        }
        return context.response();
    }

    private void awaitRoom() throws IOException {
        try {
            if (!window.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("the client takes no bytes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the download was interrupted");
        }
        requireClient();
    }

    private void requireClient() throws IOException {
        if (gone) {
            throw new IOException("the client went away");
        }
    }

    /** Forgets what is held back. */
    @Override
    public void close() {
        if (held != null) {
            held.release();
            held = null;
        }
    }
}
