package io.provisioning.extensionregistry.metrics;

import static io.provisioning.extensionregistry.support.Samples.catalog;
import static io.provisioning.extensionregistry.support.Samples.extension;
import static io.provisioning.extensionregistry.support.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.provisioning.extensionregistry.health.SourceStates;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.support.LogLines;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SourceCallsTest {
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final AtomicLong nanos = new AtomicLong(1_000);
    private final SourceStates states = new SourceStates(Clock.systemUTC());
    private final SourceCalls calls = new SourceCalls(metrics, states, nanos::get);
    private final LogLines quiet = new LogLines(SourceStates.class);

    @AfterEach
    void stop() {
        quiet.close();
    }

    private void record(String operation, BackendAnswer answer) {
        long started = calls.start();
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(250));
        calls.record(answer.source(), operation, answer, started);
    }

    private static BackendAnswer failed(String source, Reason reason) {
        return BackendAnswer.failed(source, Failure.of(reason, "it failed"));
    }

    @Test
    void callsAreCountedByHowTheyWent() {
        record("list", catalog("gitea"));
        record("find", BackendAnswer.absent("gitea"));
        record("find", failed("gitea", Reason.RATE_LIMITED));
        record("find", failed("gitea", Reason.RATE_LIMITED));

        assertThat(count("list", "answered")).isEqualTo(1);
        assertThat(count("find", "absent")).isEqualTo(1);
        assertThat(count("find", "rate_limited")).isEqualTo(2);
    }

    @Test
    void callsAreTimed() {
        record("list", catalog("gitea"));

        var timer = metrics.get("source.request.duration")
                .tags("source", "gitea", "operation", "list")
                .timer();
        assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(250);
        assertThat(states.of("gitea").latencyMs()).isEqualTo(250);
    }

    @Test
    void aSourceIsUpOrDown() {
        record("ping", catalog("gitea"));
        record("ping", failed("oci", Reason.REFUSED));
        assertThat(up("gitea")).isEqualTo(1);
        assertThat(up("oci")).isZero();

        record("ping", failed("gitea", Reason.TIMEOUT));
        assertThat(up("gitea")).isZero();
    }

    @Test
    void theLastCatalogueIsShownByTypeAndWhatItPassedOverByReason() {
        record(
                "list",
                BackendAnswer.catalog(
                        "gitea",
                        List.of(
                                extension("gitea", "aws", version("1.0.0")),
                                extension("gitea", "hetzner", version("1.0.0"))),
                        Map.of("no_version", 3)));
        assertThat(extensions("gitea", "provider")).isEqualTo(2);
        assertThat(extensions("gitea", "cluster")).isZero();
        assertThat(metrics.get("catalog.skipped")
                        .tags("source", "gitea", "reason", "no_version")
                        .gauge()
                        .value())
                .isEqualTo(3);

        record("list", catalog("gitea", extension("gitea", "aws", version("1.0.0"))));
        assertThat(extensions("gitea", "provider")).isEqualTo(1);
        assertThat(metrics.find("catalog.skipped").gauges()).isEmpty();
    }

    @Test
    void aFailureLeavesTheLastCatalogueShown() {
        record("list", catalog("gitea", extension("gitea", "aws", version("1.0.0"))));
        record("list", failed("gitea", Reason.TIMEOUT));

        assertThat(extensions("gitea", "provider")).isEqualTo(1);
    }

    @Test
    void noTagNamesAnExtension() {
        record("list", catalog("gitea", extension("gitea", "aws", version("1.0.0"))));
        record("find", BackendAnswer.found(extension("gitea", "aws", version("1.0.0"))));

        assertThat(metrics.getMeters()).extracting(Meter::getId).allSatisfy(id -> assertThat(id.getTags())
                .noneMatch(tag -> tag.getValue().contains("aws")));
    }

    @Test
    void aSourceThatIsGoneIsNoLongerShown() {
        record("list", catalog("gitea", extension("gitea", "aws", version("1.0.0"))));
        record("list", catalog("oci", extension("oci", "aws", version("1.0.0"))));
        calls.forget("gitea");
        calls.forget("never-there");

        assertThat(metrics.find("source.up").tag("source", "gitea").gauge()).isNull();
        assertThat(metrics.find("catalog.extensions").tag("source", "gitea").gauges())
                .isEmpty();
        assertThat(extensions("oci", "provider")).isEqualTo(1);
        assertThat(states.of("gitea").healthy()).isFalse();
    }

    private double count(String operation, String outcome) {
        return metrics.get("source.requests")
                .tags("source", "gitea", "operation", operation, "outcome", outcome)
                .counter()
                .count();
    }

    private double up(String source) {
        return metrics.get("source.up").tag("source", source).gauge().value();
    }

    private double extensions(String source, String type) {
        return metrics.get("catalog.extensions")
                .tags("source", source, "type", type)
                .gauge()
                .value();
    }
}
