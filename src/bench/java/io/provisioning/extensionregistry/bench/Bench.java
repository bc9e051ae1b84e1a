package io.provisioning.extensionregistry.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Runs sections of the benchmark by name. */
final class Bench {
    static final Path PROJECT = Path.of("").toAbsolutePath();

    /** Logs, caches and files of this run; gone at its end. */
    static final Path FOLDER = folder();

    private static final Map<String, Section> SECTIONS = new LinkedHashMap<>();

    /** One part of the benchmark; what it finds goes to the terminal and, but for {@code short}, into the document. */
    private interface Section {
        void run() throws IOException;
    }

    static {
        SECTIONS.put("short", Hot::guard);
        SECTIONS.put("hot", Hot::table);
        SECTIONS.put("latency", Latency::table);
        SECTIONS.put("cold", Cold::table);
        SECTIONS.put("growth", Growth::table);
        SECTIONS.put("bytes", Bytes::table);
        SECTIONS.put("start", StartUp::table);
        SECTIONS.put("allocation", Allocation::table);
    }

    private Bench() {}

    public static void main(String[] arguments) throws IOException {
        List<String> asked = arguments.length > 0
                ? Arrays.asList(arguments)
                : SECTIONS.keySet().stream()
                        .filter(name -> !name.equals("short"))
                        .toList();
        if (!SECTIONS.keySet().containsAll(asked)) {
            System.err.println("sections: " + String.join(", ", SECTIONS.keySet()));
            System.exit(64);
        }
        int status = 1;
        try {
            System.out.println(Machine.describe());
            for (String name : asked) {
                System.out.println("\n== " + name);
                SECTIONS.get(name).run();
            }
            status = 0;
        } catch (IOException | RuntimeException e) {
            // What a child printed stands below the line that says that it ended badly.
            System.err.println("it broke off: " + (e.getMessage() == null ? e : e.getMessage()));
        }
        System.exit(status);
    }

    /** The JVM that this one is. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Lets go of the processor for about that long. */
    static void pause(int millis) {
        LockSupport.parkNanos(millis * 1_000_000L);
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("extension-registry-bench");
            // Children are closed by hooks of their own, side by side with this one: what they still write is left
            // behind.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println(e);
        }
    }
}
