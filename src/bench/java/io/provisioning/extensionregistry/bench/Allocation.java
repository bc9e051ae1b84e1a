package io.provisioning.extensionregistry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** What a hot answer leaves behind for the collector, as a flight recording of the service tells it. */
final class Allocation {
    private static final int SECONDS = 4;
    private static final int SITES = 5;

    private Allocation() {}

    static void table() throws IOException {
        StringBuilder text = new StringBuilder("""
                | Case | through the route, bytes | replayed, bytes | of these, most where |
                |---|---|---|---|
                """);
        try (Contender sources = Contender.sources(Case.EXTENSIONS, Case.VERSIONS, 0, 0)) {
            Map<Case, Figures> routed = run(sources, "-Dregistry.server.hot-answers=false");
            Map<Case, Figures> replayed = run(sources);
            replayed.forEach((asked, figures) -> text.append("| %s | %d | **%d** | %s |%n"
                    .formatted(asked.name(), routed.get(asked).bytes(), figures.bytes(), figures.sites())));
        }
        Report.block("allocation", text.toString());
    }

    private record Figures(long bytes, String sites) {}

    private static Map<Case, Figures> run(Contender sources, String... flags) throws IOException {
        String[] all = List.of(List.of("-XX:StartFlightRecording=settings=profile"), List.of(flags)).stream()
                .flatMap(List::stream)
                .toArray(String[]::new);
        Map<Case, Figures> figures = new LinkedHashMap<>();
        try (Contender ours = Contender.ours(sources, all)) {
            ours.awaitExtensions(Case.EXTENSIONS);
            for (Case asked : Case.API) {
                Wrk.rate(ours, asked, SECONDS);
                Recorded before = recorded(ours, Instant.MAX);
                Instant start = Instant.now();
                double requests = Wrk.rate(ours, asked, SECONDS) * SECONDS;
                Recorded after = recorded(ours, start);
                figures.put(asked, new Figures(Math.round((after.bytes() - before.bytes()) / requests), after.sites()));
            }
        }
        return figures;
    }

    /** @param bytes that all threads allocated since the start */
    private record Recorded(long bytes, String sites) {}

    /** @param since from when on sites count */
    private static Recorded recorded(Contender ours, Instant since) throws IOException {
        Path file = dump(ours);
        Map<Long, Long> byThread = new HashMap<>();
        Map<String, Long> weights = new HashMap<>();
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                String kind = event.getEventType().getName();
                if (kind.equals("jdk.ThreadAllocationStatistics")) {
                    byThread.merge(event.getThread("thread").getId(), event.getLong("allocated"), Math::max);
                } else if (kind.equals("jdk.ObjectAllocationSample")
                        && event.getStackTrace() != null
                        && event.getStartTime().isAfter(since)) {
                    weights.merge(site(event), event.getLong("weight"), Long::sum);
                }
            }
        }
        Files.delete(file);
        return new Recorded(
                byThread.values().stream().mapToLong(Long::longValue).sum(), sites(weights));
    }

    private static Path dump(Contender ours) throws IOException {
        Path file = Bench.FOLDER.resolve("flight-" + System.nanoTime() + ".jfr");
        Child.once(
                Bench.java().replaceFirst("java$", "jcmd"),
                String.valueOf(ours.process().pid()),
                "JFR.dump",
                "filename=" + file);
        return file;
    }

    /** Where most was allocated, by the first method that is not the JDK's, with its share. */
    private static String sites(Map<String, Long> weights) {
        long all =
                Math.max(1, weights.values().stream().mapToLong(Long::longValue).sum());
        return weights.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(SITES)
                .map(each -> "`%s` %d %%".formatted(each.getKey(), 100 * each.getValue() / all))
                .collect(Collectors.joining(", "));
    }

    private static String site(RecordedEvent event) {
        for (RecordedFrame frame : event.getStackTrace().getFrames()) {
            String type = frame.getMethod().getType().getName();
            if (!type.startsWith("java.") && !type.startsWith("jdk.") && !type.startsWith("sun.")) {
                return type.substring(type.lastIndexOf('.') + 1) + "."
                        + frame.getMethod().getName();
            }
        }
        return "the JDK";
    }
}
