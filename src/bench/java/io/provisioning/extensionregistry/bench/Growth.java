package io.provisioning.extensionregistry.bench;

import java.io.IOException;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/** The same questions to catalogues of different sizes, in 256 MiB of heap. No question is asked twice. */
final class Growth {
    private static final int[] SIZES = {100, 1000, 10_000};
    private static final int VERSIONS = 10;
    private static final int WARM_UP = 3000;
    private static final int QUESTIONS = 2000;

    private Growth() {}

    static void table() throws IOException {
        StringBuilder text = new StringBuilder("""
                | Extensions | versions | load, s | list page p50, p99 | search p50, p99 | get p50, p99 | live heap, MiB | KiB each | resident, MiB |
                |---|---|---|---|---|---|---|---|---|
                """);
        long smallest = 0;
        for (int size : SIZES) {
            try (Contender sources = Contender.sources(size, VERSIONS, 0, 0);
                    Contender ours = Contender.ours(sources)) {
                ours.awaitExtensions(size);
                double load = Math.max(
                        Calls.of(sources, "gitea").seconds(),
                        Calls.of(sources, "oci").seconds());
                long live = live(ours);
                smallest = smallest == 0 ? live : smallest;
                String each = size == SIZES[0] ? "–" : "%.1f".formatted((live - smallest) / 1024.0 / (size - SIZES[0]));
                text.append("| %d | %d | %.1f | %s | %s | %s | %d | %s | %d |%n"
                        .formatted(
                                size,
                                size * VERSIONS,
                                load,
                                times(ours, i -> "?limit=50&offset=" + i % (size - 50) + "&unique=" + i),
                                times(ours, i -> "/search?q=" + word(i, size) + "&unique=" + i),
                                times(ours, i -> "/" + Case.path(i * 7 % size) + "?unique=" + i),
                                live >> 20,
                                each,
                                ours.process().memory("VmRSS")));
            }
        }
        Report.block("growth", text + "\nTimes in milliseconds, one question after the other.");
    }

    /** Words that find much, little and nothing: the first of a name, a whole name, one of descriptions, and letters. */
    private static String word(int number, int size) {
        return switch (number % 4) {
            case 0 -> Catalogue.name(number).substring(0, 4);
            case 1 -> Catalogue.name(number % size);
            case 2 -> "workloads+" + Catalogue.topic(number);
            default -> "nothing" + number;
        };
    }

    private static String times(Contender ours, IntFunction<String> question) throws IOException {
        Histogram times = new Histogram(3);
        for (int i = 0; i < WARM_UP + QUESTIONS; i++) {
            long start = System.nanoTime();
            int status =
                    Http.get(ours.url("/api/v1/extensions" + question.apply(i))).statusCode();
            if (status != 200) {
                throw new IllegalStateException(question.apply(i) + ": " + status);
            }
            if (i >= WARM_UP) {
                times.recordValue(System.nanoTime() - start);
            }
        }
        return "%.1f, %.1f".formatted(times.getValueAtPercentile(50) / 1e6, times.getValueAtPercentile(99) / 1e6);
    }

    /** Bytes of all objects that are reachable. */
    private static long live(Contender ours) throws IOException {
        String histogram = Child.once(
                Bench.java().replaceFirst("java$", "jcmd"),
                String.valueOf(ours.process().pid()),
                "GC.class_histogram");
        String[] total = histogram
                .lines()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow()
                .trim()
                .split(" +");
        return Long.parseLong(total[2]);
    }
}
