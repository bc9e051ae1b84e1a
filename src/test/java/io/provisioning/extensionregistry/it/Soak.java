package io.provisioning.extensionregistry.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.it.BadRoad.Mood;
import io.provisioning.extensionregistry.it.SoakGauges.Use;
import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged service under constant load while its sources are killed, silenced, slowed, broken and brought back, by a
 * script that a seed decides. Not part of the ordinary build: {@code mvn -Psoak verify}, for {@code -Dsoak.seconds}.
 */
class Soak {
    private static final long SECONDS = Long.getLong("soak.seconds", 600);
    private static final long SEED = Long.getLong("soak.seed", 1);
    /** Without the content store, downloads go through while their source fails. */
    private static final String STORE = System.getProperty("soak.store", "read-through");

    private static final int CLIENTS = 8;
    private static final Duration AT_REST = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    private final Map<Mood, Integer> moods = new EnumMap<>(Mood.class);

    @Test
    void whatWasEverAnsweredIsAnsweredAlwaysAndNothingGrows() throws Exception {
        try (FakeGitea gitea = FakeGitea.sample();
                FakeRegistry oci = FakeRegistry.sample();
                BadRoad toGitea = new BadRoad(gitea.url());
                BadRoad toOci = new BadRoad(oci.url());
                PackagedRegistry registry = PackagedRegistry.started(folder, settings(toGitea, toOci))) {
            SoakLoad load = new SoakLoad(registry, SEED);
            load.learn();
            load.start(CLIENTS);
            park(Duration.ofSeconds(Math.max(5, SECONDS / 20)));
            load.stop();
            SoakGauges gauges = new SoakGauges(registry);
            Use before = gauges.take();

            load.start(CLIENTS);
            script(toGitea, toOci, gauges);
            load.stop();

            Use after = atRest(gauges, before);
            print(load, gauges, before, after);
            assertThat(load.failures()).as("what must not be answered").isEmpty();
            Use early = gauges.median(0.25, 0.5);
            Use late = gauges.median(0.75, 1);
            // What is under way when one looks counts too; what has leaked is seen at rest.
            assertThat(late.heapKib()).as("heap").isLessThan(early.heapKib() * 3 / 2 + 16_384);
            assertThat(late.threads()).as("threads").isLessThan(early.threads() + 30);
            assertThat(late.files()).as("files").isLessThan(early.files() + 40);
            assertThat(isAtRest(after, before))
                    .as("%s at rest, %s before", after, before)
                    .isTrue();
            Eventually.until(
                    "both sources are well again",
                    () -> registry.get("/health").body().contains("\"status\":\"healthy\""));
            assertThat(registry.out() + registry.err()).doesNotContain("ERROR", "OutOfMemory");
        }
    }

    /** Everything happens sooner than in life, so that ten minutes see all of it many times. */
    private static String[] settings(BadRoad gitea, BadRoad oci) {
        return new String[] {
            "registry.gitea.url=" + gitea.url(),
            "registry.gitea.organization=provisioning",
            "registry.gitea.timeout-ms=1000",
            "registry.gitea.breaker-wait-ms=1000",
            "registry.gitea.full-sweep-seconds=10",
            "registry.oci.registry=" + oci.url(),
            "registry.oci.namespace=provisioning",
            "registry.oci.timeout-ms=1000",
            "registry.oci.breaker-wait-ms=1000",
            "registry.oci.full-sweep-seconds=10",
            "registry.fan-out.timeout-ms=1500",
            "registry.store.mode=" + STORE,
            "registry.cache.ttl-seconds=2",
            "registry.cache.negative-ttl-seconds=1",
            "registry.health.interval-seconds=1"
        };
    }

    private void script(BadRoad gitea, BadRoad oci, SoakGauges gauges) throws Exception {
        Random chance = new Random(SEED);
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        while (System.nanoTime() < end) {
            BadRoad[] struck = chance.nextInt(4) == 0
                    ? new BadRoad[] {gitea, oci}
                    : new BadRoad[] {chance.nextBoolean() ? gitea : oci};
            for (BadRoad road : struck) {
                become(road, Mood.values()[1 + chance.nextInt(Mood.values().length - 1)]);
            }
            park(Duration.ofMillis(500 + chance.nextInt(3000)));
            gauges.take();
            if (chance.nextInt(3) > 0) {
                Arrays.stream(struck).forEach(road -> become(road, Mood.WELL));
                park(Duration.ofMillis(500 + chance.nextInt(2500)));
            }
        }
        become(gitea, Mood.WELL);
        become(oci, Mood.WELL);
    }

    private void become(BadRoad road, Mood mood) {
        moods.merge(mood, 1, Integer::sum);
        road.become(mood);
    }

    /** What is used when nobody asks any more; idle threads and connections may take a while to go. */
    private static Use atRest(SoakGauges gauges, Use before) throws Exception {
        long end = System.nanoTime() + AT_REST.toNanos();
        Use now = gauges.take();
        while (!isAtRest(now, before) && System.nanoTime() < end) {
            park(Duration.ofSeconds(2));
            now = gauges.take();
        }
        return now;
    }

    private static boolean isAtRest(Use now, Use before) {
        return now.heapKib() < before.heapKib() * 6 / 5 + 4096
                && now.threads() <= before.threads() + 8
                && now.files() <= before.files() + 8;
    }

    private void print(SoakLoad load, SoakGauges gauges, Use before, Use after) {
        System.out.printf(
                "%nSoak: %d s, seed %d, %d clients, store %s; moods %s%n", SECONDS, SEED, CLIENTS, STORE, moods);
        System.out.printf(
                "%-18s %8s %8s %8s %8s  %s%n", "asked for", "times", "p50 ms", "p99 ms", "max ms", "statuses");
        load.rows().forEach((kind, row) -> {
            long[] sorted =
                    row.micros().stream().mapToLong(each -> each).sorted().toArray();
            System.out.printf(
                    "%-18s %8d %8.1f %8.1f %8.1f  %s%n",
                    kind,
                    sorted.length,
                    sorted[sorted.length / 2] / 1e3,
                    sorted[sorted.length * 99 / 100] / 1e3,
                    sorted[sorted.length - 1] / 1e3,
                    row.statuses().entrySet().stream()
                            .map(each -> (each.getKey() == 0 ? "cut" : each.getKey()) + ": " + each.getValue())
                            .collect(Collectors.joining(", ")));
        });
        System.out.printf("before        %s%n", before);
        for (int quarter = 0; quarter < 4; quarter++) {
            System.out.printf("quarter %d     %s%n", quarter + 1, gauges.median(quarter / 4.0, (quarter + 1) / 4.0));
        }
        System.out.printf("at rest       %s%n%n", after);
    }

    private static void park(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
