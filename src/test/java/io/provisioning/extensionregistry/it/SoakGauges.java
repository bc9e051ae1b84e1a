package io.provisioning.extensionregistry.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/** What the process uses, seen after a garbage collection. */
final class SoakGauges {
    /** At one moment. */
    record Use(long heapKib, long threads, long files) {
        @Override
        public String toString() {
            return "%6d KiB of heap, %3d threads, %3d files".formatted(heapKib, threads, files);
        }
    }

    private final PackagedRegistry registry;
    private final List<Use> taken = new ArrayList<>();

    SoakGauges(PackagedRegistry registry) {
        this.registry = registry;
    }

    /** Looks now, and remembers it. */
    Use take() throws IOException, InterruptedException {
        collectGarbage();
        String metrics = registry.get("/metrics").body();
        Use use = new Use(
                sum(metrics, "jvm_memory_used_bytes{area=\"heap\"") / 1024,
                sum(metrics, "jvm_threads_live_threads"),
                sum(metrics, "process_files_open_files"));
        taken.add(use);
        return use;
    }

    /** The median of what was seen between two parts of the whole, each from 0 to 1. */
    Use median(double from, double to) {
        List<Use> part = taken.subList((int) (from * taken.size()), Math.max(1, (int) (to * taken.size())));
        return new Use(median(part, Use::heapKib), median(part, Use::threads), median(part, Use::files));
    }

    List<Use> taken() {
        return List.copyOf(taken);
    }

    private static long median(List<Use> uses, ToLongFunction<Use> figure) {
        long[] sorted = uses.stream().mapToLong(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private void collectGarbage() throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(registry.pid()),
                        "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!jcmd.waitFor(20, TimeUnit.SECONDS)) {
            jcmd.destroyForcibly();
            throw new AssertionError("the garbage is not collected");
        }
    }

    private static long sum(String metrics, String beginning) {
        return Math.round(metrics.lines()
                .filter(line -> line.startsWith(beginning))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum());
    }
}
