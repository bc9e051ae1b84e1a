package io.provisioning.extensionregistry.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * A file, whatever is asked for, at the rate of a fast network: a token bucket, from which a piece goes out as soon as there
 * are tokens for it. What the other side does not take meanwhile is not made up for, but for the depth of the bucket.
 */
final class PacedFile implements Runnable {
    /** Those of 10 Gbit/s. */
    private static final double BYTES_PER_NANO = 1.25;

    /** In bytes: 0.2 ms. */
    private static final int PIECE = 250_000;

    /** In bytes: 2 ms. */
    private static final int DEPTH = 10 * PIECE;

    private final ServerSocketChannel server;
    private final FileChannel file;

    private PacedFile(ServerSocketChannel server, FileChannel file) {
        this.server = server;
        this.file = file;
    }

    /** Serves it, one client at a time, as long as the process lives; gives the port. */
    static int serve(Path path) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread thread = new Thread(new PacedFile(server, FileChannel.open(path)), "paced");
        thread.setDaemon(true);
        thread.start();
        return server.socket().getLocalPort();
    }

    @Override
    public void run() {
        while (true) {
            try (SocketChannel client = server.accept()) {
                client.read(ByteBuffer.allocate(8 << 10));
                String head = "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: "
                        + file.size() + "\r\nConnection: close\r\n\r\n";
                client.write(StandardCharsets.US_ASCII.encode(head));
                send(client);
            } catch (IOException e) {
                System.err.println("a client left: " + e);
            }
        }
    }

    private void send(SocketChannel client) throws IOException {
        double tokens = 0;
        long last = System.nanoTime();
        long sent = 0;
        while (sent < file.size()) {
            long now = System.nanoTime();
            tokens = Math.min(DEPTH, tokens + (now - last) * BYTES_PER_NANO);
            last = now;
            if (tokens < PIECE) {
                LockSupport.parkNanos((long) ((PIECE - tokens) / BYTES_PER_NANO));
            } else {
                long more = file.transferTo(sent, (long) tokens, client);
                sent += more;
                tokens -= more;
            }
        }
    }
}
