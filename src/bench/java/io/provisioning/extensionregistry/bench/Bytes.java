package io.provisioning.extensionregistry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One big file: passed on from the source as it comes, while the service and the relay compute its digest and nginx does not;
 * and from the content store, where nginx serves the very same file.
 */
final class Bytes {
    static final long SIZE = 1L << 30;
    private static final int ROUNDS = 5;
    /** Of that size each; a JVM that has just started is slower until then. */
    private static final int WARM_UP = 5;

    private static final List<String> REFERENCES = List.of(Contender.RELAY, Contender.NGINX);
    private static final Collector<CharSequence, ?, String> BETWEEN = Collectors.joining(" | ");
    private static final String OF_OURS = "/api/v1/extensions/taskserv/big/1.0.0";
    private static final String OF_OURS_PACED = "/api/v1/extensions/taskserv/paced/1.0.0";
    private static final String OF_PACED_SOURCE = "/v2/" + OciWire.PACED + "/blobs/big";
    private static final String OF_SOURCE = "/v2/" + OciWire.BIG + "/blobs/big";

    private Bytes() {}

    static void table() throws IOException {
        StringBuilder text = new StringBuilder("""
                | 1 GiB | extension-registry, MiB/s | bare relay | nginx | ÷ bare relay | ÷ nginx | processor, s: service | relay | nginx | resident before, MiB | after |
                |---|---|---|---|---|---|---|---|---|---|---|
                """);
        try (Contender sources = Contender.sources(10, 1, 0, SIZE)) {
            Contender paced = Contender.elsewhere(sources, OF_PACED_SOURCE);
            text.append(relayed("from the source; nginx `proxy_pass`", sources, OF_OURS, sources, OF_SOURCE));
            text.append(relayed("from a source at 10 Gbit/s", sources, OF_OURS_PACED, paced, OF_PACED_SOURCE));
            try (Contender ours = Contender.ours(sources);
                    Contender nginx = Contender.nginx(ours, sources)) {
                ours.awaitExtensions(12);
                Download download = new Download(ours, OF_OURS);
                download.speed();
                text.append(row(
                        "from the store; nginx the same file",
                        ours,
                        List.of(download, new Download(nginx, "/files/" + stored()))));
            }
        }
        Report.block("bytes", text + "\nMedians of %d downloads each, after %d.\n".formatted(ROUNDS, WARM_UP));
    }

    /** All who take part have just been started. */
    private static String relayed(String name, Contender sources, String ofOurs, Contender source, String ofSource)
            throws IOException {
        try (Contender ours = Contender.ours(sources, "-Dregistry.store.mode=off");
                Contender nginx = Contender.nginx(ours, source);
                Contender relay = Contender.relay(source, ofSource, OciWire.zeroes(SIZE))) {
            ours.awaitExtensions(12);
            return row(
                    name,
                    ours,
                    List.of(
                            new Download(ours, ofOurs),
                            new Download(relay, "/"),
                            new Download(nginx, "/origin" + ofSource)));
        }
    }

    private static String row(String name, Contender ours, List<Download> all) throws IOException {
        for (int i = 0; i < WARM_UP; i++) {
            for (Download each : all) {
                each.speed();
            }
        }
        long before = ours.process().memory("VmRSS");
        Rounds speeds = new Rounds();
        Rounds processor = new Rounds();
        for (int round = 0; round < ROUNDS; round++) {
            for (Download each : all) {
                Contender contender = each.from();
                double start = contender.process().cpuSeconds();
                speeds.add(contender.name(), each.speed());
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
}
