package io.provisioning.extensionregistry.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers that are in memory: how many in a second, beside the references. */
final class Hot {
    private static final List<String> REFERENCES = List.of(Contender.BARE, Contender.NGINX, Contender.DISTRIBUTION);

    private Hot() {}

    /** The long form. */
    static void table() throws IOException {
        try (Arena arena = new Arena()) {
            Map<Case, Rounds> results = measure(arena, 3, 5, 2);
            String table = text(results);
            Chart.write("performance.svg", results);
            Report.block("hot", table + arena.skipped());
        }
    }

    /** The short form: fails if a ratio is below its floor. */
    static void guard() throws IOException {
        try (Arena arena = new Arena()) {
            Map<Case, Rounds> results = measure(arena, 2, 3, 1);
            System.out.println(text(results) + arena.skipped());
            Floors.check(results);
        }
    }

    private static Map<Case, Rounds> measure(Arena arena, int warmUp, int rounds, int seconds) throws IOException {
        arena.warmUp(warmUp);
        Map<Case, Rounds> results = new LinkedHashMap<>();
        for (Map.Entry<Case, List<Contender>> each : arena.contenders().entrySet()) {
            Rounds values = new Rounds();
            for (int round = 0; round < rounds; round++) {
                for (Contender contender : each.getValue()) {
                    values.add(contender.name(), Wrk.rate(contender, each.getKey(), seconds));
                }
            }
            results.put(each.getKey(), values);
        }
        return results;
    }

    private static String text(Map<Case, Rounds> results) {
        StringBuilder text = new StringBuilder("""
                | Case | extension-registry | bare Vert.x | nginx `proxy_cache` | distribution | ÷ bare | ÷ nginx | ÷ distribution |
                |---|---|---|---|---|---|---|---|
                """);
        results.forEach((asked, rounds) -> {
            text.append("| ").append(asked.name()).append(" | ").append(rate(rounds, Contender.OURS));
            REFERENCES.forEach(name -> text.append(" | ").append(rate(rounds, name)));
            REFERENCES.forEach(name -> text.append(" | ").append(rounds.against(name)));
            text.append(" |\n");
        });
        return text.append('\n').toString();
    }

    private static String rate(Rounds rounds, String contender) {
        return rounds.has(contender) ? "%.0f".formatted(rounds.median(contender)) : "–";
    }
}
