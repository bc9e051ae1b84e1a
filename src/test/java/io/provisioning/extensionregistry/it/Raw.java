package io.provisioning.extensionregistry.it;

import io.provisioning.extensionregistry.support.Leaks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Requests that no HTTP client would send, and clients that go away. */
final class Raw {
    private static final int PATIENCE_MS = 20_000;

    private Raw() {}

    /** The status of the answer to a request line; 0 if the connection ends without one. */
    static int status(int port, String requestLine) {
        try (Socket socket = open(port, requestLine, "Connection: close")) {
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            Leaks.look("answer to " + requestLine, answer);
            return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a request and leaves the connection to the caller, who need not read; the receive buffer is small. */
    static Socket open(int port, String requestLine, String... headers) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(16 << 10);
        socket.setSoTimeout(PATIENCE_MS);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        socket.getOutputStream()
                .write((requestLine + "\r\nHost: localhost\r\n" + lines + "\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** The whole answer to a request without a body, on a connection that ends with it. */
    static String whole(Socket socket, String requestLine) throws IOException {
        socket.getOutputStream()
                .write((requestLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Leaks.look("answer to " + requestLine, answer);
        return answer;
    }

    /** The body of an answer that was read as a whole. */
    static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    /** Everything up to the end of the head. */
    static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int each = in.read(); each >= 0; each = in.read()) {
            head.append((char) each);
            if (each == '\n' && head.toString().endsWith("\r\n\r\n")) {
                break;
            }
        }
        Leaks.look("answer", head.toString());
        return head.toString();
    }
}
