package io.provisioning.extensionregistry.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.provisioning.extensionregistry.health.SourceStates;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.ExtensionType;
import io.provisioning.extensionregistry.model.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Counts each load, probe and download of a source, and tells health how it went. */
public final class SourceCalls {
    private static final String DOWNLOAD = "download";

    private final MeterRegistry metrics;
    private final SourceStates states;
    private final LongSupplier nanos;
    private final MultiGauge extensions;
    private final MultiGauge skipped;
    private final Map<String, BackendAnswer> catalogues = new ConcurrentHashMap<>();
    private final Map<String, Gauge> shown = new ConcurrentHashMap<>();

    /** @param nanos the clock that durations are measured with, in nanoseconds */
    public SourceCalls(MeterRegistry metrics, SourceStates states, LongSupplier nanos) {
        this.metrics = metrics;
        this.states = states;
        this.nanos = nanos;
        this.extensions = MultiGauge.builder(MetricNames.CATALOG_EXTENSIONS)
                .description("Extensions in a source's last catalogue")
                .register(metrics);
        this.skipped = MultiGauge.builder(MetricNames.CATALOG_SKIPPED)
                .description("What a source's last catalogue passed over")
                .register(metrics);
    }

    /** The moment that {@link #record} is given back, in nanoseconds. */
    public long start() {
        return nanos.getAsLong();
    }

    /**
     * Remembers how a call went.
     *
     * @param startedNanos what {@link #start} had answered
     */
    public void record(String source, String operation, BackendAnswer answer, long startedNanos) {
        Duration duration = Duration.ofNanos(nanos.getAsLong() - startedNanos);
        states.record(answer, operation, duration);
        metrics.counter(
                        MetricNames.SOURCE_REQUESTS,
                        Tags.of("source", source, "operation", operation, "outcome", outcome(answer)))
                .increment();
        Timer.builder(MetricNames.SOURCE_REQUEST_DURATION)
                .description("How long a source took to answer one operation")
                .tags("source", source, "operation", operation)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(1))
                .register(metrics)
                .record(duration);
        shown.computeIfAbsent(source, this::show);
        if ("list".equals(operation) && answer.outcome() == BackendAnswer.Outcome.ANSWERED) {
            catalogues.put(source, answer);
            publishCatalogues();
        }
    }

    /** A source has begun to send a file. Called with what {@link #start} had answered. */
    public void downloadBegun(String source, long startedNanos) {
        record(source, DOWNLOAD, BackendAnswer.catalog(source, List.of(), Map.of()), startedNanos);
    }

    /**
     * A source was asked for a file and has sent nothing of it that is of use.
     *
     * @param answer failed; or skipped if the source was not asked at all, which says nothing of it
     * @param startedNanos what {@link #start} had answered; null if it had begun to send, which is counted already
     */
    public void downloadFailed(BackendAnswer answer, Long startedNanos) {
        if (startedNanos != null) {
            record(answer.source(), DOWNLOAD, answer, startedNanos);
        } else if (answer.failure() != null) {
            downloadBroke(answer.source(), answer.failure());
        }
    }

    /** A source has broken off in the middle of a file. */
    void downloadBroke(String source, Failure failure) {
        states.record(BackendAnswer.failed(source, failure), DOWNLOAD, Duration.ZERO);
    }

    /** A source's catalogue is another now, although it was not asked for all of it. */
    public void changed(BackendAnswer catalogue) {
        catalogues.put(catalogue.source(), catalogue);
        publishCatalogues();
    }

    /** A source that is no longer there is no longer shown. */
    public void forget(String source) {
        catalogues.remove(source);
        shown.remove(source);
        states.forget(source);
        publishCatalogues();
        List.copyOf(metrics.getMeters()).stream()
                .filter(meter -> source.equals(meter.getId().getTag("source")))
                .forEach(metrics::remove);
    }

    private Gauge show(String source) {
        return Gauge.builder(MetricNames.SOURCE_UP, () -> isUp(source) ? 1 : 0)
                .description("Whether the last thing asked of the source was answered sensibly")
                .tag("source", source)
                .register(metrics);
    }

    private boolean isUp(String source) {
        return states.of(source).healthy();
    }

    private synchronized void publishCatalogues() {
        extensions.register(
                catalogues.entrySet().stream()
                        .flatMap(entry -> Stream.of(ExtensionType.values())
                                .map(type -> MultiGauge.Row.of(
                                        Tags.of("source", entry.getKey(), "type", type.wireName()),
                                        count(entry.getValue(), type))))
                        .toList(),
                true);
        List<MultiGauge.Row<?>> rows = catalogues.entrySet().stream()
                .<MultiGauge.Row<?>>flatMap(entry -> entry.getValue().skipped().entrySet().stream()
                        .map(skip -> MultiGauge.Row.of(
                                Tags.of("source", entry.getKey(), "reason", skip.getKey()), skip.getValue())))
                .toList();
        skipped.register(rows, true);
    }

    private static long count(BackendAnswer catalogue, ExtensionType type) {
        return catalogue.extensions().stream()
                .filter(extension -> extension.id().type() == type)
                .count();
    }

    private static String outcome(BackendAnswer answer) {
        return answer.failure() != null
                ? answer.failure().reason().wireName()
                : answer.outcome().name().toLowerCase(Locale.ROOT);
    }
}
