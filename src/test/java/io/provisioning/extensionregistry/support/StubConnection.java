package io.provisioning.extensionregistry.support;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One connection of a stub: reads requests and sends what the script says until one of both sides has enough. */
final class StubConnection {
    private static final long PAUSE_MILLIS = 10;

    private final StubServer server;
    private final Socket socket;

    StubConnection(StubServer server, Socket socket) {
        this.server = server;
        this.socket = socket;
    }

    void serve() {
        try {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            StubRequest request = request(in);
            while (request != null && answer(request, in, out)) {
                request = request(in);
            }
        } catch (IOException | InterruptedException | IndexOutOfBoundsException e) {
            // The client has gone, or does not speak HTTP, which some tests want.
        }
    }

    /** As {@link #send}, counted as long as it takes. */
    private boolean answer(StubRequest request, InputStream in, OutputStream out)
            throws IOException, InterruptedException {
        server.begun();
        try {
            return send(request, server.answer(request), in, out);
        } finally {
            server.ended();
        }
    }

    /** False if the connection ends with this answer. */
    private boolean send(StubRequest request, StubAnswer answer, InputStream in, OutputStream out)
            throws IOException, InterruptedException {
        boolean stalls = answer.fault() == StubAnswer.Fault.STALL;
        if (answer.release() != null && !stalls) {
            await(answer.release());
        }
        byte[] body = answer.body();
        boolean withBody = !request.method().equals("HEAD");
        switch (answer.fault()) {
            case SILENCE -> in.transferTo(OutputStream.nullOutputStream());
            case CLOSE -> {}
            case RAW -> out.write(body);
            case DRIP_HEAD -> drip(out, "HTTP/1.1 200 OK\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII), true);
            case ENDLESS -> endless(answer, out);
            case TRUNCATE, RESET, STALL -> {
                out.write(head(answer));
                out.write(Arrays.copyOf(body, body.length / 2));
                out.flush();
                if (stalls && answer.release() == null) {
                    in.transferTo(OutputStream.nullOutputStream());
                } else if (stalls) {
                    await(answer.release());
                    out.write(body, body.length / 2, body.length - body.length / 2);
                }
                if (answer.fault() == StubAnswer.Fault.RESET) {
                    socket.setSoLinger(true, 0);
                }
            }
            case DRIP_BODY -> {
                out.write(head(answer));
                drip(out, body, false);
                return true;
            }
            case NONE -> {
                ByteArrayOutputStream whole = new ByteArrayOutputStream();
                whole.write(head(answer));
                if (withBody) {
                    whole.write(body);
                }
                whole.writeTo(out);
                out.flush();
                return !"close".equals(request.header("connection").orElse("")) && !answer.hasHeader("Connection");
            }
        }
        out.flush();
        return false;
    }

    private void drip(OutputStream out, byte[] bytes, boolean forEver) throws IOException, InterruptedException {
        for (byte each : bytes) {
            out.write(each);
            out.flush();
            server.closed().await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
        while (forEver && !server.closed().await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
            out.write('x');
            out.flush();
        }
    }

    private void endless(StubAnswer answer, OutputStream out) throws IOException {
        out.write(head(answer.with("Transfer-Encoding", "chunked")));
        byte[] size = (Integer.toHexString(answer.body().length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        while (server.closed().getCount() > 0) {
            out.write(size);
            out.write(answer.body());
            out.write('\r');
            out.write('\n');
        }
    }

    private void await(CountDownLatch release) throws InterruptedException {
        while (!release.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                && server.closed().getCount() > 0) {
            // A held answer must not outlive its server.
        }
    }

    private static byte[] head(StubAnswer answer) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " Stub\r\n");
        answer.headers().forEach(line -> head.append(line).append("\r\n"));
        boolean bodyless = answer.status() == 204 || answer.status() == 304;
        if (!bodyless && !answer.hasHeader("Content-Length") && !answer.hasHeader("Transfer-Encoding")) {
            head.append("Content-Length: ").append(answer.body().length).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Null at the end of the connection. */
    private static StubRequest request(InputStream in) throws IOException {
        String line = line(in);
        if (line == null) {
            return null;
        }
        String[] parts = line.split(" ");
        Map<String, List<String>> headers = new TreeMap<>();
        for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.computeIfAbsent(header.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(
                headers.getOrDefault("content-length", List.of("0")).get(0));
        return new StubRequest(parts[0], parts[1], headers, in.readNBytes(length));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int each = in.read(); each != '\n'; each = in.read()) {
            if (each < 0) {
                return null;
            }
            if (each != '\r') {
                line.write(each);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
