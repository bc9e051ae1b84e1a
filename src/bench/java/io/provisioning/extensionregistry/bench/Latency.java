package io.provisioning.extensionregistry.bench;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** How long an answer that is in memory takes at half of the limit's throughput, by a timetable (see {@link OpenLoop}). */
final class Latency {
    private static final int ROUNDS = 5;

    /** Windows of each contender in a round, in turns: the machine is busier in some seconds than in others. */
    private static final int TURNS = 3;

    private static final int LEAD_IN = 1;
    private static final int SECONDS = 3;

    /** Before the first window of each JVM: what only an even pace brings up is compiled then. */
    private static final int SETTLING = 10;

    private Latency() {}

    static void table() throws IOException {
        String stops = "Before any contender was started, a thread that only looks at the clock was %s of the time. "
                .formatted(Machine.stops(10));
        StringBuilder text = new StringBuilder("""
                | Case | requests/s | extension-registry p50, p99 | bare Vert.x p50, p99 | nginx `proxy_cache` p50, p99 | p99 ÷ bare | of all rounds together |
                |---|---|---|---|---|---|---|
                """);
        try (Arena arena = new Arena()) {
            arena.warmUp(1);
            arena.warmUpRoutes(5);
            for (Map.Entry<Case, List<Contender>> each : arena.contenders().entrySet()) {
                if (each.getKey() == Case.BY_TAG || each.getKey() == Case.PACKED) {
                    continue;
                }
                List<Contender> contenders = each.getValue().subList(0, 3);
                double rate = Wrk.rate(contenders.get(0), each.getKey(), 3) / 2;
                Map<Double, Rounds> times = new LinkedHashMap<>(Map.of(50.0, new Rounds(), 99.0, new Rounds()));
                Map<String, Histogram> together = new HashMap<>();
                for (Contender contender : contenders.subList(0, 2)) {
                    OpenLoop.run(contender, each.getKey(), rate, 0, SETTLING);
                }
                for (int round = 0; round < ROUNDS; round++) {
                    round(contenders, each.getKey(), rate).forEach((name, histogram) -> {
                        times.forEach((percentile, values) ->
                                values.add(name, histogram.getValueAtPercentile(percentile) / 1e6));
                        together.merge(name, histogram, Latency::sum);
                    });
                }
                text.append(line(each.getKey(), rate, times.get(50.0), times.get(99.0), together));
            }
            Report.block(
                    "latency",
                    text
                            + "\nTimes in milliseconds; medians of %d rounds, of %d windows of %d s each. "
                                    .formatted(ROUNDS, TURNS, SECONDS)
                            + stops
                            + arena.skipped());
        }
    }

    private static Map<String, Histogram> round(List<Contender> contenders, Case asked, double rate)
            throws IOException {
        Map<String, Histogram> histograms = new LinkedHashMap<>();
        for (int turn = 0; turn < TURNS; turn++) {
            for (Contender contender : contenders) {
                Histogram window = OpenLoop.run(contender, asked, rate, LEAD_IN, SECONDS);
                histograms.merge(contender.name(), window, Latency::sum);
            }
        }
        return histograms;
    }

    private static Histogram sum(Histogram one, Histogram other) {
        one.add(other);
        return one;
    }

    /**
     * @param together the requests of all rounds: a round's percentile is far off or not at all, by whether its stops take
     *     a little more or less than a hundredth of it
     */
    private static String line(Case asked, double rate, Rounds half, Rounds most, Map<String, Histogram> together) {
        StringBuilder line = new StringBuilder("| %s | %.0f".formatted(asked.name(), rate));
        for (String name : List.of(Contender.OURS, Contender.BARE, Contender.NGINX)) {
            line.append(" | %.2f, %.2f".formatted(half.median(name), most.median(name)));
        }
        double ofAll = (double) together.get(Contender.OURS).getValueAtPercentile(99)
                / together.get(Contender.BARE).getValueAtPercentile(99);
        return line
                + " | **%.2f** (%s) | **%.2f** |%n"
                        .formatted(
                                most.ratio(Contender.OURS, Contender.BARE),
                                most.spread(Contender.OURS, Contender.BARE),
                                ofAll);
    }
}
