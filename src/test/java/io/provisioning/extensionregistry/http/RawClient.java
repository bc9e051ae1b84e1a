package io.provisioning.extensionregistry.http;

import io.provisioning.extensionregistry.support.Leaks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Sends bytes as they are, and reads the answer as it comes: what no HTTP client would do. */
final class RawClient {
    private static final int TIMEOUT_MS = 20_000;

    private RawClient() {}

    /** What came back; status 0 if the connection was closed without an answer. */
    record Reply(int status, TreeMap<String, String> headers, byte[] body, boolean complete) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        String header(String name) {
            return headers.get(name);
        }
    }

    /** A connection for those who send at their own pace. */
    static Socket connect(int port) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(TIMEOUT_MS);
        return socket;
    }

    static Reply get(int port, String target, String... headers) throws IOException {
        return request(port, "GET", target, headers);
    }

    static Reply request(int port, String method, String target, String... headers) throws IOException {
        StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
        List.of(headers).forEach(header -> request.append(header).append("\r\n"));
        return send(port, method, request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    static Reply send(int port, String method, byte[] bytes) throws IOException {
        try (Socket socket = connect(port)) {
            try {
                socket.getOutputStream().write(bytes);
                socket.getOutputStream().flush();
            } catch (IOException refusedHalfWay) {
                // the answer may be there all the same
            }
            return read(socket.getInputStream(), method);
        }
    }

    static Reply read(InputStream in, String method) throws IOException {
        String head = head(in);
        if (head.isEmpty()) {
            return new Reply(0, new TreeMap<>(), new byte[0], false);
        }
        String[] lines = head.split("\r\n");
        TreeMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.merge(
                    lines[i].substring(0, colon), lines[i].substring(colon + 1).strip(), (a, b) -> a + ", " + b);
        }
        int status = Integer.parseInt(lines[0].split(" ")[1]);
        boolean none = method.equals("HEAD") || status == 204 || status == 304;
        String length = headers.get("Content-Length");
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        boolean complete = none || (chunked(headers) ? chunks(in, body) : plain(in, body, length));
        Leaks.look("answer", head + body.toString(StandardCharsets.ISO_8859_1));
        return new Reply(status, headers, body.toByteArray(), complete);
    }

    private static boolean chunked(TreeMap<String, String> headers) {
        return headers.getOrDefault("Transfer-Encoding", "")
                .toLowerCase(Locale.ROOT)
                .contains("chunked");
    }

    private static boolean plain(InputStream in, ByteArrayOutputStream body, String length) throws IOException {
        long left = length == null ? Long.MAX_VALUE : Long.parseLong(length);
        byte[] buffer = new byte[8192];
        try {
            while (left > 0) {
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (n < 0) {
                    return length == null;
                }
                body.write(buffer, 0, n);
                left -= n;
            }
        } catch (java.net.SocketTimeoutException e) {
            throw e;
        } catch (IOException reset) {
            return false;
        }
        return true;
    }

    private static boolean chunks(InputStream in, ByteArrayOutputStream body) throws IOException {
        for (String size = line(in); !size.isEmpty(); size = line(in)) {
            int bytes = Integer.parseInt(size.strip(), 16);
            body.write(in.readNBytes(bytes));
            line(in);
            if (bytes == 0) {
                return true;
            }
        }
        return false;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        try {
            for (int c = in.read(); c >= 0; c = in.read()) {
                head.append((char) c);
                if (c == '\n' && head.toString().endsWith("\r\n\r\n")) {
                    return head.toString();
                }
            }
        } catch (java.net.SocketTimeoutException e) {
            throw e;
        } catch (IOException reset) {
            // as good as closed
        }
        return "";
    }
}
