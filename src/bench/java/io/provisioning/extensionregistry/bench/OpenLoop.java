package io.provisioning.extensionregistry.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.HdrHistogram.Histogram;

/**
 * The open loop, as wrk2 has it: requests have a timetable, and the time of each is counted from when it was due, not from
 * when a connection was free for it. So a server that stops for a while is charged for all who would have come meanwhile.
 *
 * @see <a href="https://github.com/giltene/wrk2#readme">wrk2 on coordinated omission</a>
 */
final class OpenLoop {
    private static final int CONNECTIONS = 32;
    private static final long IDLE_NANOS = 20_000;

    private final LongFunction<byte[]> wanted;
    private final String status;
    private final Histogram histogram = new Histogram(60_000_000_000L, 3);
    private final Deque<Seat> free = new ArrayDeque<>();
    private int waiting;

    private OpenLoop(LongFunction<byte[]> wanted, int status) {
        this.wanted = wanted;
        this.status = "HTTP/1.1 " + status + " ";
    }

    /** A connection and the request that it carries. */
    private static final class Seat {
        private final SocketChannel channel;
        private final ByteBuffer in = ByteBuffer.allocate(1 << 18);
        private long due;
        private long missing = -1;

        Seat(SocketChannel channel) {
            this.channel = channel;
        }
    }

    /**
     * The times in nanoseconds of all requests that were due in some seconds.
     *
     * @param rate requests in a second
     * @throws IllegalStateException if any answer has another status than the case's
     */
    static Histogram run(Contender contender, Case asked, double rate, int seconds) throws IOException {
        StringBuilder text = new StringBuilder("GET " + asked.target() + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        asked.headers(contender).forEach(header -> text.append(header).append("\r\n"));
        byte[] bytes = text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        return new OpenLoop(number -> bytes, asked.status()).measure(contender.port(), rate, seconds);
    }

    /** The same for requests of which each is another one, all answered with 200. */
    static Histogram run(Contender contender, LongFunction<String> target, double rate, int seconds)
            throws IOException {
        return new OpenLoop(
                        number -> ("GET " + target.apply(number) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII),
                        200)
                .measure(contender.port(), rate, seconds);
    }

    private Histogram measure(int port, double rate, int seconds) throws IOException {
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < CONNECTIONS; i++) {
                SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
                channel.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
                Seat seat = new Seat(channel);
                channel.register(selector, SelectionKey.OP_READ, seat);
                free.add(seat);
            }
            try {
                go(selector, 1e9 / rate, (long) (rate * seconds));
            } finally {
                for (SelectionKey key : selector.keys()) {
                    key.channel().close();
                }
            }
        }
        return histogram;
    }

    private void go(Selector selector, double interval, long requests) throws IOException {
        long start = System.nanoTime();
        long sent = 0;
        while (sent < requests || waiting > 0) {
            int read = selector.selectNow(key -> read((Seat) key.attachment()));
            long now = System.nanoTime();
            boolean wrote = false;
            while (sent < requests && !free.isEmpty() && start + (long) (sent * interval) <= now) {
                send(free.poll(), wanted.apply(sent), start + (long) (sent * interval));
                sent++;
                wrote = true;
            }
            if (read == 0 && !wrote) {
                LockSupport.parkNanos(IDLE_NANOS);
            }
        }
    }

    private void send(Seat seat, byte[] request, long due) throws IOException {
        seat.due = due;
        waiting++;
        ByteBuffer out = ByteBuffer.wrap(request);
        while (out.hasRemaining()) {
            seat.channel.write(out);
        }
    }

    private void read(Seat seat) {
        try {
            if (seat.channel.read(seat.in) < 0) {
                throw new IllegalStateException("the connection was closed");
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        if (seat.missing < 0) {
            seat.missing = length(seat.in);
        }
        if (seat.missing >= 0 && seat.in.position() >= seat.missing) {
            histogram.recordValue(Math.max(0, System.nanoTime() - seat.due));
            seat.in.clear();
            seat.missing = -1;
            waiting--;
            free.add(seat);
        }
    }

    /** Bytes of the whole answer; -1 as long as its head is not complete. */
    private long length(ByteBuffer in) {
        String head = new String(in.array(), 0, Math.min(in.position(), 2048), StandardCharsets.US_ASCII);
        int end = head.indexOf("\r\n\r\n");
        if (end < 0) {
            return -1;
        }
        if (!head.startsWith(status)) {
            throw new IllegalStateException("answered with " + head.substring(0, end));
        }
        int at = head.toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ");
        if (at < 0 || at > end || status.contains(" 304 ")) {
            return end + 4;
        }
        return end
                + 4
                + Long.parseLong(
                        head.substring(at + 16, head.indexOf("\r\n", at)).trim());
    }
}
