package io.provisioning.extensionregistry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The whole process: how soon it is ready and how much memory it has, idle, on each JDK of this machine. */
final class StartUp {
    private static final int ROUNDS = 5;
    private static final int IDLE_SECONDS = 5;
    private static final Pattern MANAGEMENT = Pattern.compile("management +http://[^:]+:(\\d+)/");
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"([^\"]+)\"");

    private StartUp() {}

    static void table() throws IOException {
        StringBuilder text = new StringBuilder("""
                | JDK | ready after, s | resident, idle, MiB |
                |---|---|---|
                """);
        try (Contender sources = Contender.sources(100, 3, 0, 0)) {
            for (Map.Entry<String, Path> jdk : jdks().entrySet()) {
                Rounds rounds = new Rounds();
                for (int round = 0; round < ROUNDS; round++) {
                    once(jdk.getValue(), sources, rounds);
                }
                text.append("| %s | %.2f | %.0f |%n"
                        .formatted(jdk.getKey(), rounds.median("ready"), rounds.median("resident")));
            }
        }
        Report.block(
                "start",
                text
                        + "\nMedians of %d starts with `-Xmx256m` on 100 extensions in both sources. Ready is the first 200 of the"
                                .formatted(ROUNDS)
                        + " readiness probe after the process was started.");
    }

    private static void once(Path java, Contender sources, Rounds rounds) throws IOException {
        long start = System.nanoTime();
        try (Contender ours = Contender.ours(java.toString(), sources)) {
            int management = Integer.parseInt(ours.process().await(MANAGEMENT));
            new Contender("management", management, ours.process()).awaitAnswer("/observe/health/ready");
            rounds.add("ready", (System.nanoTime() - start) / 1e9);
            ours.awaitExtensions(100);
            Bench.pause(IDLE_SECONDS * 1000);
            rounds.add("resident", ours.process().memory("VmRSS"));
        }
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
