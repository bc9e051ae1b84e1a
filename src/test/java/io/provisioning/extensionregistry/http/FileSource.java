package io.provisioning.extensionregistry.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A source that sends what a test says, byte for byte, and knows when it is hung up on. */
final class FileSource implements AutoCloseable {
    /** What is sent after the headers. */
    @FunctionalInterface
    interface Body {
        void send(Sink sink) throws IOException;
    }

    final CountDownLatch hungUp = new CountDownLatch(1);
    final AtomicLong sent = new AtomicLong();
    volatile String head = "HTTP/1.1 200 OK\r\nContent-Length: 0";
    volatile Body body = sink -> {};
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    FileSource() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.submit(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    void answers(String firstLines, Body bytes) {
        head = firstLines;
        body = bytes;
    }

    /** Where the body goes; counts. */
    final class Sink {
        private final Socket socket;
        private final OutputStream out;

        private Sink(Socket socket) throws IOException {
            this.socket = socket;
            this.out = socket.getOutputStream();
        }

        void write(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
            sent.addAndGet(bytes.length);
        }

        /** Returns when the other side hangs up. */
        void waitForTheEnd() throws IOException {
            if (socket.getInputStream().read() < 0) {
                throw new IOException("hung up");
            }
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                threads.submit(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            StringBuilder request = new StringBuilder();
            while (!request.toString().endsWith("\r\n\r\n")) {
                request.append((char) in.read());
            }
            Sink sink = new Sink(socket);
            sink.out.write((head + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            try {
                body.send(sink);
            } catch (IOException e) {
                hungUp.countDown();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
