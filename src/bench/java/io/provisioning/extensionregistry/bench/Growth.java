package io.provisioning.extensionregistry.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/** The same questions to catalogues of different sizes, in 256 MiB of heap. No question is asked twice. */
final class Growth {
    private static final List<Size> SIZES =
            List.of(new Size(100, 10), new Size(1000, 10), new Size(10_000, 1), new Size(10_000, 10));
    private static final int WARM_UP = 3000;
    private static final int QUESTIONS = 2000;
    private static final int RATE = 100;
    private static final int RATE_SECONDS = 15;
    private static final Pattern GITEA_AGE = Pattern.compile("gitea;state=fresh;age=(\\d+)");
    private static final long RELOAD_SECONDS = 180;

    private record Size(int extensions, int versions) {}

    private Growth() {}

    static void table() throws IOException {
        StringBuilder text = new StringBuilder("""
                | Extensions | versions | load, s | list page p50, p99 | search p50, p99 | search at %d/s p50, p99 | get p50, p99 | live heap, MiB | KiB each | reload, s |
                |---|---|---|---|---|---|---|---|---|---|
                """.formatted(RATE));
        List<Long> lives = new ArrayList<>();
        for (Size size : SIZES) {
            try (Contender sources = Contender.sources(size.extensions(), size.versions(), 0, 0);
                    Contender ours = Contender.ours(sources)) {
                text.append(row(size, sources, ours, lives));
            }
        }
        long further = (lives.get(3) - lives.get(2))
                / (SIZES.get(3).extensions() * (SIZES.get(3).versions() - 1L));
        Report.block(
                "growth",
                text
                        + "\nTimes in milliseconds; one question after the other, and searches on a timetable, counted from when"
                        + " they were due. Of the heap, each further version of an extension in both sources takes "
                        + further
                        + " bytes.");
    }

    private static String row(Size size, Contender sources, Contender ours, List<Long> lives) throws IOException {
        int extensions = size.extensions();
        ours.awaitExtensions(extensions);
        double load = Math.max(
                Calls.of(sources, "gitea").seconds(), Calls.of(sources, "oci").seconds());
        String list = times(ours, i -> "?limit=50&offset=" + i % (extensions - 50) + "&unique=" + i);
        String search = times(ours, i -> "/search?q=" + word(i, extensions) + "&unique=" + i);
        String timetable = text(OpenLoop.run(
                ours,
                i -> "/api/v1/extensions/search?q=" + word((int) i, extensions) + "&timetable=" + i,
                RATE,
                RATE_SECONDS));
        String get = times(ours, i -> "/" + Case.path(i * 7 % extensions) + "?unique=" + i);
        lives.add(live(ours));
        String each = lives.size() == 1
                ? "–"
                : "%.1f"
                        .formatted((lives.get(lives.size() - 1) - lives.get(0))
                                / 1024.0
                                / (extensions - SIZES.get(0).extensions()));
        return "| %d | %d | %.1f | %s | %s | %s | %s | %d | %s | %.1f |%n"
                .formatted(
                        extensions,
                        extensions * size.versions(),
                        load,
                        list,
                        search,
                        timetable,
                        get,
                        lives.get(lives.size() - 1) >> 20,
                        each,
                        reload(sources, ours));
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
        return text(times);
    }

    private static String text(Histogram times) {
        return "%.1f, %.1f".formatted(times.getValueAtPercentile(50) / 1e6, times.getValueAtPercentile(99) / 1e6);
    }

    /** The seconds in which a Gitea is read anew of which nothing is as it was, while the copy of before still serves. */
    private static double reload(Contender sources, Contender ours) throws IOException {
        Calls.of(sources, "gitea");
        Http.text(sources.url("/push"));
        long start = System.nanoTime();
        String[] anew = {"Cache-Control", "no-cache"};
        Http.get(ours.url("/api/v1/extensions?limit=1"), anew);
        for (long seconds = 0; seconds < RELOAD_SECONDS; ) {
            seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
            Matcher age = GITEA_AGE.matcher(Http.get(ours.url("/api/v1/extensions?limit=1&unique=" + seconds))
                    .headers()
                    .firstValue("X-Registry-Sources")
                    .orElse(""));
            if (age.find() && Long.parseLong(age.group(1)) <= seconds) {
                return Calls.of(sources, "gitea").seconds();
            }
            Bench.pause(100);
        }
        throw new IllegalStateException(
                "it was not read anew\n" + ours.process().output());
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
