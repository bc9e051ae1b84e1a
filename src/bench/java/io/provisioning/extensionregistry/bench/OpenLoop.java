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
    private static final byte[] END = ascii("\r\n\r\n");
    private static final byte[] LENGTH = ascii("\r\ncontent-length: ");

    private final LongFunction<byte[]> wanted;
    private final byte[] status;
    private final boolean hasBody;
    private final int leadIn;
    private final Histogram histogram = new Histogram(60_000_000_000L, 3);
    private final Deque<Seat> free = new ArrayDeque<>();
    private int waiting;
    private long countedFrom;

    private OpenLoop(LongFunction<byte[]> wanted, int status, int leadIn) {
        this.wanted = wanted;
        this.leadIn = leadIn;
        this.status = ascii("HTTP/1.1 " + status + " ");
        this.hasBody = status != 304;
    }

    /** A connection and the request that it carries. */
    private static final class Seat {
        private final SocketChannel channel;
        private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 18);
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
     * @param leadIn so many seconds before these the requests begin and are not counted: in the first of them connections
     *     are accepted, and whoever was idle awakes
     * @throws IllegalStateException if any answer has another status than the case's
     */
    static Histogram run(Contender contender, Case asked, double rate, int leadIn, int seconds) throws IOException {
        StringBuilder text = new StringBuilder("GET " + asked.target() + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        asked.headers(contender).forEach(header -> text.append(header).append("\r\n"));
        byte[] bytes = text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        return new OpenLoop(number -> bytes, asked.status(), leadIn).measure(contender.port(), rate, seconds);
    }

    /** The same for requests of which each is another one, all answered with 200. */
    static Histogram run(Contender contender, LongFunction<String> target, double rate, int seconds)
            throws IOException {
        return new OpenLoop(
                        number -> ("GET " + target.apply(number) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII),
                        200,
                        0)
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
                go(selector, 1e9 / rate, (long) (rate * (leadIn + seconds)));
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
        countedFrom = start + leadIn * 1_000_000_000L;
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
            if (seat.due >= countedFrom) {
                histogram.recordValue(Math.max(0, System.nanoTime() - seat.due));
            }
            seat.in.clear();
            seat.missing = -1;
            waiting--;
            free.add(seat);
        }
    }

    /** Bytes of the whole answer; -1 as long as its head is not complete. Leaves nothing for the collector to stop for. */
    private long length(ByteBuffer in) {
        int end = find(in, END, in.position());
        if (end < 0) {
            return -1;
        }
        if (!isAt(in, 0, status)) {
            throw new IllegalStateException("answered with " + text(in, end));
        }
        int at = hasBody ? find(in, LENGTH, end) : -1;
        long length = 0;
        if (at >= 0) {
            for (int i = at + LENGTH.length; in.get(i) != '\r'; i++) {
                length = 10 * length + in.get(i) - '0';
            }
        }
        return end + END.length + length;
    }

    private static int find(ByteBuffer in, byte[] wanted, int before) {
        for (int i = 0; i + wanted.length <= before; i++) {
            if (isAt(in, i, wanted)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether there is a text in any case; {@code wanted} is in lower case unless it is a status line. */
    private static boolean isAt(ByteBuffer in, int from, byte[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            byte given = in.get(from + i);
            if (given != wanted[i] && (given < 'A' || given > 'Z' || given + ('a' - 'A') != wanted[i])) {
                return false;
            }
        }
        return true;
    }

    private static String text(ByteBuffer in, int end) {
        byte[] bytes = new byte[end];
        in.get(0, bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
