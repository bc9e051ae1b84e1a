package io.provisioning.extensionregistry.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;

/** The only way to a server, which can be cut, slowed and broken while it is used. It keeps its port. */
final class BadRoad implements AutoCloseable {
    /** What becomes of those who come along. */
    enum Mood {
        WELL,
        /** Nobody listens, and what was open is reset: the server was killed. */
        DEAD,
        /** Connections are taken and nothing is ever said. */
        SILENT,
        /** Each piece of an answer takes its time. */
        SLOW,
        /** Answers break off in their middle. */
        BREAKING,
        BUSY("503 Service Unavailable", "text/html", "<html>down for maintenance</html>"),
        DENYING("401 Unauthorized", "application/json", "{\"message\":\"no\"}"),
        BABBLING("200 OK", "application/json", "{\"not\":[\"what\",\"was\"");

        private final byte[] answer;

        Mood() {
            this.answer = null;
        }

        Mood(String status, String type, String body) {
            this.answer = ("HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Type: " + type
                            + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                    .getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    private static final long SLOWNESS_NANOS = Duration.ofMillis(300).toNanos();
    private static final int BREAKS_AFTER = 700;

    private final URI server;
    private final SSLContext tls;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final int port;
    private volatile ServerSocket listening;
    private volatile Socket held;
    private volatile Mood mood = Mood.WELL;

    /** @param server where the road leads, {@code http://127.0.0.1:<port>} */
    BadRoad(String server) {
        this(server, null);
    }

    /** @param tls what a server needs, for a road that begins with TLS; null for one without */
    BadRoad(String server, SSLContext tls) {
        this.server = URI.create(server);
        this.tls = tls;
        this.port = listen(0);
    }

    /** Where it begins, without a trailing slash. */
    String url() {
        return (tls == null ? "http" : "https") + "://127.0.0.1:" + port;
    }

    /** From now on; whoever is on the way is thrown off. */
    synchronized void become(Mood next) {
        Mood before = mood;
        mood = next;
        if (next == Mood.DEAD && before != Mood.DEAD) {
            close(listening);
            held = hold();
        }
        sockets.forEach(BadRoad::reset);
        if (before == Mood.DEAD && next != Mood.DEAD) {
            close(held);
            listen(port);
        }
    }

    @Override
    public void close() {
        close(listening);
        close(held);
        sockets.forEach(BadRoad::close);
    }

    private int listen(int wanted) {
        try {
            ServerSocket socket = tls == null
                    ? new ServerSocket()
                    : tls.getServerSocketFactory().createServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 200);
            listening = socket;
            spawn(() -> accept(socket));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the port without listening. */
    private Socket hold() {
        long giveUp = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (true) {
            Socket holder = new Socket();
            try {
                holder.setReuseAddress(true);
                holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return holder;
            } catch (IOException e) {
                close(holder);
                if (System.nanoTime() > giveUp) {
                    throw new UncheckedIOException(e);
                }
                Thread.yield();
            }
        }
    }

    private void accept(ServerSocket socket) {
        try {
            while (true) {
                Socket client = socket.accept();
                sockets.add(client);
                spawn(() -> serve(client));
            }
        } catch (IOException e) {
            // Nobody listens any more.
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket far = new Socket()) {
            Mood now = mood;
            if (now.answer != null) {
                readHead(client.getInputStream());
                client.getOutputStream().write(now.answer);
                client.shutdownOutput();
                client.getInputStream().transferTo(OutputStream.nullOutputStream());
                return;
            }
            far.connect(new InetSocketAddress(server.getHost(), server.getPort()));
            sockets.add(far);
            spawn(() -> pump(client, far, false));
            pump(far, client, true);
            sockets.remove(far);
        } catch (IOException e) {
            // One of the two is gone, and so is the other now.
        } finally {
            sockets.remove(client);
        }
    }

    private void pump(Socket from, Socket to, boolean answer) {
        byte[] piece = new byte[16 << 10];
        long passed = 0;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                passed += n;
                if (answer && mood == Mood.BREAKING && passed > BREAKS_AFTER) {
                    out.write(piece, 0, n / 2);
                    reset(to);
                    return;
                }
                while (mood == Mood.SILENT && !to.isClosed()) {
                    LockSupport.parkNanos(SLOWNESS_NANOS);
                }
                if (answer && mood == Mood.SLOW) {
                    LockSupport.parkNanos(SLOWNESS_NANOS);
                }
                out.write(piece, 0, n);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            close(to);
        }
    }

    private static void readHead(InputStream in) throws IOException {
        for (int last = 0, each = in.read(); each >= 0; each = in.read()) {
            last = last << 8 | each;
            if (last == ('\r' << 24 | '\n' << 16 | '\r' << 8 | '\n')) {
                return;
            }
        }
    }

    private static void spawn(Runnable task) {
        Thread thread = new Thread(task, "bad-road");
        thread.setDaemon(true);
        thread.start();
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed already.
        }
        close(socket);
    }

    private static void close(AutoCloseable closeable) {
        try {
            if (closeable != null) {
                closeable.close();
            }
        } catch (Exception e) {
            // There is nothing left to close.
        }
    }
}
