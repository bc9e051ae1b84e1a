package io.provisioning.extensionregistry.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The load of a thousand extensions that are in both sources, each of which needs 20 ms for an answer. */
final class Cold {
    private static final int EXTENSIONS = 1000;
    private static final int LATENCY = 20;
    private static final int ROUNDS = 3;

    /** Where JVMs of several kinds are compared. */
    private static final int COMPARED = 8;

    /** How often a JVM has loaded all of it before its loads count as warm. */
    private static final int LOADS_BEFORE = 3;

    /** The cheapest plan: pages of 50 repositories and each one's releases; pages of 100, each one's tags, its newest. */
    private static final int GITEA_PLAN = EXTENSIONS / 50 + EXTENSIONS;

    private static final int OCI_PLAN = EXTENSIONS / 100 + 2 * EXTENSIONS;

    /** Each renewal asks for everything. */
    private static final String[] ALWAYS_ALL = {
        "-Dregistry.gitea.full-sweep-seconds=0",
        "-Dregistry.oci.full-sweep-seconds=0",
        "-Dregistry.cache.no-cache-per-minute=1000"
    };

    private Cold() {}

    static void table() throws IOException {
        StringBuilder text = new StringBuilder("""
                | `parallelism` | JVM | Gitea: calls (plan) | wall, s | ideal, s | ÷ ideal | OCI: calls (plan) | wall, s | ideal, s | ÷ ideal | processor, s: service | sources |
                |---|---|---|---|---|---|---|---|---|---|---|---|
                """);
        try (Contender sources = Contender.sources(EXTENSIONS, 3, LATENCY, 0)) {
            // The first one is for the sources to get warm.
            start(sources, 32).close();
            List<Load> loads = new ArrayList<>();
            for (int parallelism : new int[] {4, 8, 16, 32}) {
                loads.add(new Load("fresh", sources, parallelism));
            }
            String cache = StartUp.trained(System.getProperty("java.version"), Bench.java());
            loads.add(new Load("fresh, with a cache", sources, COMPARED, cache));
            loads.add(new Load("fresh, C1 alone", sources, COMPARED, "-XX:TieredStopAtLevel=1"));
            for (int round = 0; round < ROUNDS; round++) {
                for (Load load : loads) {
                    load.start().close();
                }
            }
            loads.add(warm(sources));
            loads.forEach(load -> text.append(load.row()));
        }
        Report.block("cold", text + "\n" + renewal());
    }

    /** Loads of a JVM that has loaded everything before. */
    private static Load warm(Contender sources) throws IOException {
        Load before = new Load("", sources, COMPARED, ALWAYS_ALL);
        try (Contender ours = before.start()) {
            for (int load = 0; load < LOADS_BEFORE; load++) {
                before.again(ours);
            }
            Load warm = new Load("warm", sources, COMPARED);
            for (int round = 0; round < ROUNDS; round++) {
                warm.again(ours);
            }
            return warm;
        }
    }

    /** Loads of one kind. */
    private static final class Load {
        private final String jvm;
        private final String[] flags;
        private final Contender sources;
        private final int parallelism;
        private final Rounds gitea = new Rounds();
        private final Rounds oci = new Rounds();
        private final Rounds processor = new Rounds();

        Load(String jvm, Contender sources, int parallelism, String... flags) {
            this.jvm = jvm;
            this.flags = flags;
            this.sources = sources;
            this.parallelism = parallelism;
        }

        /** The load of a service that is started for it. */
        Contender start() throws IOException {
            Calls.of(sources, "gitea");
            Calls.of(sources, "oci");
            double before = sources.process().cpuSeconds();
            Contender ours = Cold.start(sources, parallelism, flags);
            record(ours, 0, before);
            return ours;
        }

        /** One more load of the same service. */
        void again(Contender ours) throws IOException {
            double service = ours.process().cpuSeconds();
            double before = sources.process().cpuSeconds();
            Http.get(ours.url("/api/v1/extensions?limit=1"), "Cache-Control", "no-cache");
            awaitSilence(ours);
            record(ours, service, before);
        }

        private void record(Contender ours, double service, double before) throws IOException {
            record(gitea, GITEA_PLAN, Calls.of(sources, "gitea"));
            record(oci, OCI_PLAN, Calls.of(sources, "oci"));
            processor.add("service", ours.process().cpuSeconds() - service);
            processor.add("sources", sources.process().cpuSeconds() - before);
        }

        private void record(Rounds rounds, int plan, Calls calls) {
            rounds.add("calls", calls.number());
            rounds.add("wall", calls.seconds());
            rounds.add("ideal", (double) plan / parallelism * LATENCY / 1000);
        }

        /** A load goes on after the request that began it was answered with what was there. */
        private static void awaitSilence(Contender ours) {
            double last = -1;
            for (double now = 0; now - last > 0.02; now = ours.process().cpuSeconds()) {
                last = now;
                Bench.pause(400);
            }
        }

        String row() {
            return "| %d | %s%s%s | %.1f | %.1f |\n"
                    .formatted(
                            parallelism,
                            jvm,
                            half(gitea, GITEA_PLAN),
                            half(oci, OCI_PLAN),
                            processor.median("service"),
                            processor.median("sources"));
        }

        private static String half(Rounds rounds, int plan) {
            return " | %.0f (%d) | %.2f | %.2f | **%.2f** (%s)"
                    .formatted(
                            rounds.median("calls"),
                            plan,
                            rounds.median("wall"),
                            rounds.median("ideal"),
                            rounds.ratio("wall", "ideal"),
                            rounds.spread("wall", "ideal"));
        }
    }

    private static Contender start(Contender sources, int parallelism, String... more) throws IOException {
        List<String> flags = new ArrayList<>(List.of(
                "-Dregistry.gitea.parallelism=" + parallelism,
                "-Dregistry.oci.parallelism=" + parallelism,
                "-Dregistry.gitea.max-connections=64",
                "-Dregistry.oci.max-connections=64"));
        flags.addAll(List.of(more));
        Contender ours = Contender.ours(sources, flags.toArray(String[]::new));
        ours.awaitExtensions(EXTENSIONS);
        return ours;
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
