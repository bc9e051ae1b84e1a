package io.provisioning.extensionregistry.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The whole process: how soon it is ready and how much memory it has, idle, on each JDK of this machine. */
final class StartUp {
    private static final int ROUNDS = 5;
    private static final int IDLE_SECONDS = 3;
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"([^\"]+)\"");

    private StartUp() {}

    static void table() throws IOException {
        StringBuilder text = new StringBuilder("""
                | JDK | ready after, s | with a cache, s | ÷ without | resident, idle, MiB | with a cache | and `-XX:+UseSerialGC` |
                |---|---|---|---|---|---|---|
                """);
        try (Contender sources = Contender.sources(100, 3, 0, 0)) {
            for (Map.Entry<String, Path> jdk : jdks().entrySet()) {
                String java = jdk.getValue().toString();
                String cache = trained(jdk.getKey(), java);
                Rounds ready = new Rounds();
                Rounds resident = new Rounds();
                for (int round = 0; round < ROUNDS; round++) {
                    once("plain", ready, resident, java, sources);
                    once("cache", ready, resident, java, sources, cache, Child.ROOM);
                    once("serial", ready, resident, java, sources, cache, Child.ROOM, "-XX:+UseSerialGC");
                }
                text.append("| %s | %.2f | %.2f | **%.2f** (%s) | %.0f | %.0f | %.0f |%n"
                        .formatted(
                                jdk.getKey(),
                                ready.median("plain"),
                                ready.median("cache"),
                                ready.ratio("cache", "plain"),
                                ready.spread("cache", "plain"),
                                resident.median("plain"),
                                resident.median("cache"),
                                resident.median("serial")));
            }
        }
        Report.block(
                "start",
                text
                        + "\nMedians of %d starts on 100 extensions in both sources in turn: with `%s` alone, and with a cache and `%s`."
                                .formatted(ROUNDS, Child.HEAP, Child.ROOM)
                        + " Ready is the first 200 of the readiness probe after the process was started.");
    }

    private static void once(
            String name, Rounds ready, Rounds resident, String java, Contender sources, String... flags)
            throws IOException {
        int port = Http.freePort();
        List<String> all = new ArrayList<>(List.of(flags));
        all.add("-Dregistry.management.port=" + port);
        long start = System.nanoTime();
        CompletableFuture<Double> probed = CompletableFuture.supplyAsync(() -> probe(port, start));
        try (Contender ours = Contender.ours(List.of(java), sources, all.toArray(String[]::new))) {
            ready.add(name, probed.join());
            ours.awaitExtensions(100);
            Bench.pause(IDLE_SECONDS * 1000);
            resident.add(name, ours.process().memory("VmRSS"));
        }
    }

    /** Seconds from the start until the readiness probe is answered with 200, as who watches a pod sees it. */
    private static double probe(int port, long start) {
        try {
            new Contender("management", port, null).awaitAnswer("/observe/health/ready");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** Has the JVM make its cache, as the README says, and gives the option with which to start. */
    static String trained(String version, String java) throws IOException {
        boolean aheadOfTime = Integer.parseInt(version.replaceAll("\\D.*", "")) >= 25;
        Path cache = Bench.FOLDER.resolve("cache-" + version);
        Child.once(
                java,
                (aheadOfTime ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + cache,
                "-jar",
                Contender.JAR.toString(),
                "train");
        return (aheadOfTime ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + cache;
    }

    /** The programs by their versions; the one that this runs on, and what else is where Debian puts JDKs. */
    private static Map<String, Path> jdks() throws IOException {
        Map<String, Path> jdks = new TreeMap<>();
        Path usual = Path.of("/usr/lib/jvm");
        List<Path> homes;
        try (Stream<Path> found = Files.isDirectory(usual) ? Files.list(usual) : Stream.of()) {
            homes = Stream.concat(Stream.of(Path.of(System.getProperty("java.home"))), found)
                    .filter(home ->
                            Files.isExecutable(home.resolve("bin/java")) && Files.exists(home.resolve("release")))
                    .toList();
        }
        for (Path home : homes) {
            Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
            if (version.find()) {
                jdks.putIfAbsent(version.group(1), home.resolve("bin/java"));
            }
        }
        return jdks;
    }
}
