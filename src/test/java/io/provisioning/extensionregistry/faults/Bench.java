package io.provisioning.extensionregistry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.it.Eventually;
import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.HandClock;
import io.provisioning.extensionregistry.support.RunningRegistry;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One service before two sources of which one or both fail in one way, on its way through all that can be kept of them:
 * nothing at first, then fresh copies, stale ones, and none again.
 */
final class Bench implements AutoCloseable {
    /** How long a call may take where failing takes time, and elsewhere: longer than anything but a hang does. */
    private static final Duration SHORT = Duration.ofMillis(250);

    private static final Duration LONG = Duration.ofSeconds(15);
    /** What a busy machine may need beside the time-outs. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final int MAX_CONNECTIONS = 8;
    private static final String BOTH_FRESH = "gitea;state=fresh;age=0, oci;state=fresh;age=0";
    private static final String BOTH_STALE =
            "gitea;state=stale;age=" + Copy.STALE_AGE + ", oci;state=stale;age=" + Copy.STALE_AGE;

    private final HandClock clock = new HandClock();
    private final FakeGitea gitea = Published.gitea();
    private final FakeRegistry oci = Published.oci();
    private final Fault fault;
    private final Bad bad;
    private final Map<Side, Gate> gates;
    private final RunningRegistry registry;

    /** Starts with the fault. @param certificates those of HTTPS: a known one and another; null for plain HTTP */
    Bench(Fault fault, Bad bad, Certificates certificates) throws Exception {
        this.fault = fault;
        this.bad = bad;
        boolean secure = fault == Fault.UNKNOWN_CA;
        this.gates = Map.of(
                Side.GITEA, secure ? certificates.gate(gitea.url()) : Gate.before(gitea.url()),
                Side.OCI, secure ? certificates.gate(oci.url()) : Gate.before(oci.url()));
        fail();
        Map<String, String> settings = new HashMap<>(Map.of(
                "registry.gitea.url",
                gates.get(Side.GITEA).url(),
                "registry.gitea.organization",
                "provisioning",
                "registry.oci.registry",
                gates.get(Side.OCI).url(),
                "registry.oci.namespace",
                "provisioning",
                "registry.fan-out.timeout-ms",
                String.valueOf(LONG.plus(LONG).toMillis()),
                "registry.health.interval-seconds",
                "3600"));
        for (Side side : Side.values()) {
            String below = "registry." + side.id() + ".";
            settings.put(below + "timeout-ms", String.valueOf(timeout(side).toMillis()));
            settings.put(below + "max-connections", String.valueOf(MAX_CONNECTIONS));
            settings.put(below + "parallelism", "4");
            settings.put(below + "retries", "1");
            // What a source does is asserted here, not that it is left alone after it has done so often enough.
            settings.put(below + "breaker-calls", "1000");
            if (secure) {
                settings.put(below + "ca-path", certificates.authority().toString());
            }
        }
        this.registry = RunningRegistry.start(settings, clock);
    }

    /** Goes on to what is kept next. */
    void enter(Copy copy) {
        switch (copy) {
            case COLD -> settle(copy);
            case FRESH -> {
                heal();
                clock.advance(Duration.ofDays(2));
                Eventually.until(
                        "both sources are loaded", () -> isLoaded(Question.LIST) && isLoaded(Question.VERSIONS));
                clock.advance(Duration.ofSeconds(Copy.FRESH_AGE));
                fail();
            }
            case STALE -> {
                Published.publishMore(gitea, oci);
                clock.advance(Duration.ofSeconds(Copy.STALE_AGE - Copy.FRESH_AGE));
                settle(copy);
            }
            case EXPIRED -> {
                clock.advance(Duration.ofDays(2));
                settle(copy);
            }
        }
    }

    /** Asks, and says what is not as promised. */
    List<String> ask(Cell cell) {
        Promise promise = Promise.of(cell);
        long began = System.nanoTime();
        HttpResponse<byte[]> answer = registry.bytes(cell.question().path());
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        List<String> differences = new ArrayList<>(Answered.differences(cell.question(), answer, promise));
        // One call of each source for what must be known, and one for the file.
        Duration budget = (fault.takesTime() ? SHORT.multipliedBy(3) : Duration.ZERO).plus(GRACE);
        if (took.compareTo(budget) > 0) {
            differences.add("it took " + took + ", more than " + budget);
        }
        return differences.stream().map(difference -> cell + ": " + difference).toList();
    }

    /** Waits until no call is under way any more, and looks for connections that were not given back. */
    void requireQuiet() {
        gates.forEach((side, gate) -> {
            Eventually.until("no answer of " + side + " is under way", () -> gate.answering() == 0);
            assertThat(gate.connections()).as("connections to %s", side).isLessThanOrEqualTo(MAX_CONNECTIONS);
        });
    }

    @Override
    public void close() {
        registry.close();
        gates.values().forEach(Gate::close);
        gitea.close();
        oci.close();
    }

    /**
     * Has the sources asked by whoever comes first, and waits until that has ended: whoever comes next is answered by the
     * rules alone, without any race with loads that others began.
     */
    private void settle(Copy copy) {
        for (Question question : List.of(Question.LIST, Question.VERSIONS)) {
            Cell cell = new Cell(fault, copy, question, bad);
            HttpResponse<byte[]> first = registry.bytes(question.path());
            if (copy == Copy.STALE) {
                assertThat(sources(first)).as("the first answer of %s", cell).isEqualTo(BOTH_STALE);
            } else {
                int status = Promise.of(cell).status();
                assertThat(first.statusCode())
                        .as("the first answer of %s", cell)
                        .isEqualTo(status);
            }
            try {
                Eventually.until("", () -> ask(cell).isEmpty());
            } catch (AssertionError e) {
                throw new AssertionError("it does not come to rest: " + ask(cell), e);
            }
        }
    }

    private boolean isLoaded(Question question) {
        return sources(registry.bytes(question.path())).equals(BOTH_FRESH);
    }

    private static String sources(HttpResponse<?> answer) {
        return answer.headers().firstValue("X-Registry-Sources").orElse("");
    }

    private Duration timeout(Side side) {
        return fault.takesTime() && bad.includes(side) ? SHORT : LONG;
    }

    private void fail() {
        bad.sides().forEach(side -> gates.get(side).fail(fault));
    }

    private void heal() {
        bad.sides().forEach(side -> gates.get(side).heal());
    }
}
