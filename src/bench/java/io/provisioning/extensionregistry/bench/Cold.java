package io.provisioning.extensionregistry.bench;

import java.io.IOException;

/** The first load of a thousand extensions that are in both sources, each of which needs 20 ms for an answer. */
final class Cold {
    private static final int EXTENSIONS = 1000;
    private static final int LATENCY = 20;

    /** The cheapest plan: pages of 50 repositories and each one's releases; pages of 100, each one's tags, its newest. */
    private static final int GITEA_PLAN = EXTENSIONS / 50 + EXTENSIONS;

    private static final int OCI_PLAN = EXTENSIONS / 100 + 2 * EXTENSIONS;

    private Cold() {}

    static void table() throws IOException {
        StringBuilder text = new StringBuilder("""
                | `parallelism` | Gitea: calls (plan) | wall, s | ideal, s | ÷ ideal | OCI: calls (plan) | wall, s | ideal, s | ÷ ideal |
                |---|---|---|---|---|---|---|---|---|
                """);
        for (int parallelism : new int[] {4, 8, 16, 32}) {
            Rounds gitea = new Rounds();
            Rounds oci = new Rounds();
            for (int round = 0; round < 3; round++) {
                try (Contender sources = Contender.sources(EXTENSIONS, 3, LATENCY, 0);
                        Contender ours = start(sources, parallelism)) {
                    ours.awaitExtensions(EXTENSIONS);
                    record(gitea, Calls.of(sources, "gitea"));
                    record(oci, Calls.of(sources, "oci"));
                }
            }
            text.append("| ").append(parallelism);
            text.append(half(gitea, GITEA_PLAN, parallelism))
                    .append(half(oci, OCI_PLAN, parallelism))
                    .append(" |\n");
        }
        Report.block("cold", text + "\n" + renewal());
    }

    private static Contender start(Contender sources, int parallelism) throws IOException {
        return Contender.ours(
                sources,
                "-Dregistry.gitea.parallelism=" + parallelism,
                "-Dregistry.oci.parallelism=" + parallelism,
                "-Dregistry.gitea.max-connections=64",
                "-Dregistry.oci.max-connections=64");
    }

    private static void record(Rounds rounds, Calls calls) {
        rounds.add("calls", calls.number());
        rounds.add("wall", calls.seconds());
    }

    private static String half(Rounds rounds, int plan, int parallelism) {
        double ideal = (double) plan / parallelism * LATENCY / 1000;
        double wall = rounds.median("wall");
        return " | %.0f (%d) | %.2f | %.2f | **%.2f**"
                .formatted(rounds.median("calls"), plan, wall, ideal, wall / ideal);
    }

    /** What a renewal costs when nothing changed; with the usual times, which say how many repositories have their turn. */
    private static String renewal() throws IOException {
        try (Contender sources = Contender.sources(EXTENSIONS, 3, LATENCY, 0);
                Contender ours = Contender.ours(sources, "-Dregistry.cache.ttl-seconds=300")) {
            ours.awaitExtensions(EXTENSIONS);
            Calls.of(sources, "gitea");
            Calls.of(sources, "oci");
            Http.get(ours.url("/api/v1/extensions?limit=1"), "Cache-Control", "no-cache");
            Calls gitea = Calls.of(sources, "gitea");
            Calls oci = Calls.of(sources, "oci");
            return "A renewal when nothing changed: Gitea %d calls, %.1f %% of the first load; OCI %d, %.1f %%."
                    .formatted(
                            gitea.number(),
                            100.0 * gitea.number() / GITEA_PLAN,
                            oci.number(),
                            100.0 * oci.number() / OCI_PLAN);
        }
    }
}
