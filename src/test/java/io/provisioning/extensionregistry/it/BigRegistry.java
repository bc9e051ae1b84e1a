package io.provisioning.extensionregistry.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A stand-in for a registry with one file of any size, {@code taskserv/huge} 1.0.0, which it makes as it sends it. */
final class BigRegistry implements AutoCloseable {
    private static final byte[] BLOCK = new byte[64 << 10];
    private static final String EMPTY = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

    static {
        new Random(7).nextBytes(BLOCK);
    }

    private final long blocks;
    private final String digest;
    private final CountDownLatch half;
    private final AtomicInteger transfers = new AtomicInteger();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private BigRegistry(long blocks, CountDownLatch half) throws IOException {
        this.blocks = blocks;
        this.half = half;
        this.digest = digest(blocks);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v2/", this::serve);
        server.start();
    }

    /**
     * A registry with a file.
     *
     * @param bytes a multiple of 128 KiB
     * @param half the second half is sent only when this is at zero
     */
    static BigRegistry with(long bytes, CountDownLatch half) throws IOException {
        return new BigRegistry(bytes / BLOCK.length, half);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The digest of the file, 64 digits. */
    String digest() {
        return digest;
    }

    @Override
    public void close() {
        half.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            if (path.endsWith("/_catalog")) {
                json(exchange, "application/json", "{\"repositories\":[\"big/huge-taskserv\"]}");
            } else if (path.endsWith("/tags/list")) {
                json(exchange, "application/json", "{\"name\":\"big/huge-taskserv\",\"tags\":[\"1.0.0\"]}");
            } else if (path.contains("/manifests/")) {
                json(exchange, "application/vnd.oci.image.manifest.v1+json", manifest());
            } else if (path.contains("/blobs/")) {
                file(exchange);
            } else {
                json(exchange, "application/json", "{}");
            }
        }
    }

    /** How often the file was sent, or begun to be. */
    int transfers() {
        return transfers.get();
    }

    private void file(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(blocks * BLOCK.length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        transfers.incrementAndGet();
        exchange.sendResponseHeaders(200, blocks * BLOCK.length);
        OutputStream out = exchange.getResponseBody();
        for (long i = 0; i < blocks; i++) {
            if (i == blocks / 2) {
                try {
                    half.await();
                } catch (InterruptedException e) {
                    return;
                }
            }
            out.write(BLOCK);
        }
    }

    private String manifest() {
        return "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":{\"mediaType\":"
                + "\"application/vnd.oci.empty.v1+json\",\"digest\":\"" + EMPTY
                + "\",\"size\":2},\"layers\":[{\"mediaType\":"
                + "\"application/vnd.oci.image.layer.v1.tar+gzip\",\"digest\":\"sha256:" + digest + "\",\"size\":"
                + blocks * BLOCK.length
                + ",\"annotations\":{\"org.opencontainers.image.title\":\"huge.tar.gz\"}}]}";
    }

    private static void json(HttpExchange exchange, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String digest(long blocks) {
        MessageDigest digest = sha256();
        for (long i = 0; i < blocks; i++) {
            digest.update(BLOCK);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
