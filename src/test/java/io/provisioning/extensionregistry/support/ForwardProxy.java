package io.provisioning.extensionregistry.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A forward proxy: tunnels for {@code CONNECT}, else one request for each connection, whose target is a whole address. */
public final class ForwardProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile String refusal;

    /** One on any free port. */
    public ForwardProxy() {
        try {
            listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        spawn(() -> {
            while (true) {
                Socket client = keep(listening.accept());
                spawn(() -> serve(client));
            }
        });
    }

    /** Where it is. */
    public String url() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    /** Method and target of each request, as they came: {@code CONNECT host:port}, {@code GET http://host/path}. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** From now on every request is refused with this status, for example {@code 503 Service Unavailable}. */
    public ForwardProxy refuse(String status) {
        refusal = status;
        return this;
    }

    private void serve(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        String head = head(in);
        if (head.isEmpty()) {
            return;
        }
        String[] line = head.substring(0, head.indexOf("\r\n")).split(" ");
        requests.add(line[0] + " " + line[1]);
        if (refusal != null) {
            send(client, "HTTP/1.1 " + refusal + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            client.close();
            return;
        }
        boolean tunnel = line[0].equals("CONNECT");
        URI target = URI.create(tunnel ? "tcp://" + line[1] : line[1]);
        Socket server = keep(new Socket(target.getHost(), target.getPort()));
        if (tunnel) {
            send(client, "HTTP/1.1 200 Connection established\r\n\r\n");
        } else {
            String origin = line[1].substring(line[1].indexOf('/', "http://".length()));
            send(
                    server,
                    head.replace(" " + line[1] + " ", " " + origin + " ")
                            .replaceFirst("(?i)\r\nConnection: [^\r]*", "")
                            .replaceFirst("\r\n", "\r\nConnection: close\r\n"));
        }
        spawn(() -> pump(in, server));
        pump(server.getInputStream(), client);
    }

    private static void send(Socket to, String text) throws IOException {
        to.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void pump(InputStream from, Socket to) throws IOException {
        try (to;
                OutputStream out = to.getOutputStream()) {
            from.transferTo(out);
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int each = in.read(); each >= 0; each = in.read()) {
            head.append((char) each);
            if (each == '\n' && head.toString().endsWith("\r\n\r\n")) {
                return head.toString();
            }
        }
        return "";
    }

    private Socket keep(Socket socket) {
        sockets.add(socket);
        return socket;
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static void spawn(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException over) {
                        // one side has gone
                    }
                },
                "forward-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        sockets.forEach(ForwardProxy::end);
        end(listening);
    }

    private static void end(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception alreadyClosed) {
            // nothing to do
        }
    }
}
