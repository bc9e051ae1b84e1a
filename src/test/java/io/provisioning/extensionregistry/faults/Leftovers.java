package io.provisioning.extensionregistry.faults;

import io.provisioning.extensionregistry.it.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The threads and descriptors of this process, by kind: what was there before must be all that is there afterwards.
 * Descriptors are counted where the system shows them as files; elsewhere only threads are.
 */
final class Leftovers {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    /** Those of the JDK's HTTP client, which only tests use, and of the JVM; they come and go. */
    private static final List<String> NOT_OURS =
            List.of("HttpClient-", "ForkJoinPool", "VirtualThread-", "process reaper", "Keep-Alive-Timer", "Attach ");

    private final Map<String, Integer> before = now();

    private Leftovers() {}

    /** What is there now. */
    static Leftovers countFromNow() {
        return new Leftovers();
    }

    /** Waits until nothing is there that was not before. */
    void requireNone(String when) {
        try {
            Eventually.until("nothing is left behind", () -> more().isEmpty());
        } catch (AssertionError e) {
            throw new AssertionError(when + " left behind: " + more(), e);
        }
    }

    private Map<String, Integer> more() {
        Map<String, Integer> more = new TreeMap<>();
        now().forEach((kind, count) -> {
            int added = count - before.getOrDefault(kind, 0);
            if (added > 0) {
                more.put(kind, added);
            }
        });
        return more;
    }

    private static Map<String, Integer> now() {
        Map<String, Integer> kinds = new TreeMap<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.isAlive() && NOT_OURS.stream().noneMatch(thread.getName()::startsWith)) {
                kinds.merge("thread " + thread.getName().replaceAll("\\d+", "#"), 1, Integer::sum);
            }
        }
        for (String target : descriptors()) {
            // The JVM opens libraries when it first needs them, and keeps them.
            if (!target.matches(".*(\\.jar|\\.so|/modules|\\.jmod|/random|/urandom)")) {
                kinds.merge("descriptor " + target.replaceAll("\\d+", "#"), 1, Integer::sum);
            }
        }
        return kinds;
    }

    private static List<String> descriptors() {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return List.of();
        }
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.map(Leftovers::target).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "closed meanwhile .so";
        }
    }
}
