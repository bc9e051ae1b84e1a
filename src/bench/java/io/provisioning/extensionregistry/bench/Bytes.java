package io.provisioning.extensionregistry.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * One big file: passed on from the source as it comes, while the service computes its digest and nginx does not; and from the
 * content store, where nginx serves the very same file.
 */
final class Bytes {
    private static final long SIZE = 1L << 30;
    private static final int ROUNDS = 5;
    private static final String OF_OURS = "/api/v1/extensions/taskserv/big/1.0.0";
    private static final String OF_ORIGIN = "/origin/v2/" + OciWire.BIG + "/blobs/big";

    private Bytes() {}

    static void table() throws IOException {
        StringBuilder text = new StringBuilder("""
                | 1 GiB | extension-registry, MiB/s | nginx, MiB/s | ÷ nginx | resident before, MiB | after |
                |---|---|---|---|---|---|
                """);
        try (Contender sources = Contender.sources(10, 1, 0, SIZE)) {
            try (Contender ours = Contender.ours(sources, "-Dregistry.store.mode=off");
                    Contender nginx = Contender.nginx(ours, sources)) {
                ours.awaitExtensions(11);
                text.append(row("from the source; nginx `proxy_pass`", ours, nginx, OF_ORIGIN));
            }
            try (Contender ours = Contender.ours(sources);
                    Contender nginx = Contender.nginx(ours, sources)) {
                ours.awaitExtensions(11);
                speed(ours, OF_OURS);
                text.append(row("from the store; nginx the same file", ours, nginx, "/files/" + stored()));
            }
        }
        Report.block("bytes", text + "\nMedians of %d downloads each.\n".formatted(ROUNDS));
    }

    private static String row(String name, Contender ours, Contender nginx, String ofNginx) throws IOException {
        speed(ours, OF_OURS);
        speed(nginx, ofNginx);
        long before = ours.process().memory("VmRSS");
        Rounds rounds = new Rounds();
        for (int round = 0; round < ROUNDS; round++) {
            rounds.add("nginx", speed(nginx, ofNginx));
            rounds.add("ours", speed(ours, OF_OURS));
        }
        return "| %s | %.0f | %.0f | **%.2f** (%s) | %d | %d |%n"
                .formatted(
                        name,
                        rounds.median("ours"),
                        rounds.median("nginx"),
                        rounds.ratio("ours", "nginx"),
                        rounds.spread("ours", "nginx"),
                        before,
                        ours.process().memory("VmRSS"));
    }

    /** The name of the big file in the store, which gets there as it passes. */
    private static String stored() throws IOException {
        for (int i = 0; i < 1000; i++) {
            try (Stream<Path> files = Files.list(Contender.STORED)) {
                for (Path file : files.toList()) {
                    if (Files.size(file) == SIZE) {
                        return file.getFileName().toString();
                    }
                }
            }
            Bench.pause(10);
        }
        throw new IllegalStateException("the store does not have the file");
    }

    /** MiB in a second, from the request to the last byte. */
    private static double speed(Contender contender, String target) throws IOException {
        ByteBuffer in = ByteBuffer.allocateDirect(1 << 20);
        long start = System.nanoTime();
        try (SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", contender.port()))) {
            String request = "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            long got = 0;
            for (int read = channel.read(in); read >= 0; read = channel.read(in)) {
                got += read;
                in.clear();
            }
            if (got < SIZE) {
                throw new IllegalStateException(contender.name() + " gave only " + got + " bytes");
            }
            return got / 1048576.0 / ((System.nanoTime() - start) / 1e9);
        }
    }
}
