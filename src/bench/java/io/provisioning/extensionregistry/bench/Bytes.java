package io.provisioning.extensionregistry.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One big file: passed on from the source as it comes, while the service and the relay compute its digest and nginx does not;
 * and from the content store, where nginx serves the very same file.
 */
final class Bytes {
    private static final long SIZE = 1L << 30;
    private static final int ROUNDS = 5;
    /** Of that size each; a JVM that has just started is slower until then. */
    private static final int WARM_UP = 5;

    private static final List<String> REFERENCES = List.of(Contender.RELAY, Contender.NGINX);
    private static final Collector<CharSequence, ?, String> BETWEEN = Collectors.joining(" | ");
    private static final String OF_OURS = "/api/v1/extensions/taskserv/big/1.0.0";
    private static final String OF_SOURCE = "/v2/" + OciWire.BIG + "/blobs/big";

    private Bytes() {}

    static void table() throws IOException {
        StringBuilder text = new StringBuilder("""
                | 1 GiB | extension-registry, MiB/s | bare relay | nginx | ÷ bare relay | ÷ nginx | processor, s: service | relay | nginx | resident before, MiB | after |
                |---|---|---|---|---|---|---|---|---|---|---|
                """);
        try (Contender sources = Contender.sources(10, 1, 0, SIZE)) {
            try (Contender ours = Contender.ours(sources, "-Dregistry.store.mode=off");
                    Contender nginx = Contender.nginx(ours, sources);
                    Contender relay = Contender.relay(sources, OF_SOURCE, OciWire.zeroes(SIZE))) {
                ours.awaitExtensions(11);
                Map<Contender, String> targets = targets(ours, nginx, "/origin" + OF_SOURCE);
                targets.put(relay, "/");
                text.append(row("from the source; nginx `proxy_pass`", targets));
            }
            try (Contender ours = Contender.ours(sources);
                    Contender nginx = Contender.nginx(ours, sources)) {
                ours.awaitExtensions(11);
                speed(ours, OF_OURS);
                text.append(row("from the store; nginx the same file", targets(ours, nginx, "/files/" + stored())));
            }
        }
        Report.block("bytes", text + "\nMedians of %d downloads each, after %d.\n".formatted(ROUNDS, WARM_UP));
    }

    private static Map<Contender, String> targets(Contender ours, Contender nginx, String ofNginx) {
        Map<Contender, String> targets = new LinkedHashMap<>();
        targets.put(ours, OF_OURS);
        targets.put(nginx, ofNginx);
        return targets;
    }

    /** @param targets the file at each contender, the service first */
    private static String row(String name, Map<Contender, String> targets) throws IOException {
        Contender ours = targets.keySet().iterator().next();
        for (int i = 0; i < WARM_UP; i++) {
            for (Map.Entry<Contender, String> each : targets.entrySet()) {
                speed(each.getKey(), each.getValue());
            }
        }
        long before = ours.process().memory("VmRSS");
        Rounds speeds = new Rounds();
        Rounds processor = new Rounds();
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<Contender, String> each : targets.entrySet()) {
                Contender contender = each.getKey();
                double start = contender.process().cpuSeconds();
                speeds.add(contender.name(), speed(contender, each.getValue()));
                processor.add(contender.name(), contender.process().cpuSeconds() - start);
            }
        }
        return "| %s | %s | %s | %s | %d | %d |%n"
                .formatted(
                        name,
                        cells(speeds, "%.0f"),
                        REFERENCES.stream().map(speeds::against).collect(BETWEEN),
                        cells(processor, "%.2f"),
                        before,
                        ours.process().memory("VmRSS"));
    }

    private static String cells(Rounds rounds, String format) {
        return Stream.concat(Stream.of(Contender.OURS), REFERENCES.stream())
                .map(name -> rounds.has(name) ? format.formatted(rounds.median(name)) : "–")
                .collect(BETWEEN);
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
