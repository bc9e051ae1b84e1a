package io.provisioning.extensionregistry.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.provisioning.extensionregistry.http.ConnectionCounts;
import io.provisioning.extensionregistry.http.HotAnswers;
import io.provisioning.extensionregistry.http.RequestListener;
import io.provisioning.extensionregistry.http.Served;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Counts and times requests by method, route and status. */
public final class HttpMetrics implements RequestListener {
    private record Kind(String method, String route, int status) {}

    private final MeterRegistry metrics;
    private final Map<Kind, Meters> meters = new ConcurrentHashMap<>();

    private record Meters(io.micrometer.core.instrument.Counter requests, Timer duration) {}

    public HttpMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** Counts the answers that were given ahead of their routes. */
    public static void bindRepeated(MeterRegistry metrics, HotAnswers answers) {
        FunctionCounter.builder(MetricNames.HTTP_REPEATED, answers, HotAnswers::repeated)
                .description("Answers that were given again ahead of their routes; they look into no cache")
                .register(metrics);
    }

    /** Counts the lines of the access log that were dropped. */
    public static void bindDropped(MeterRegistry metrics, LongSupplier dropped) {
        FunctionCounter.builder(MetricNames.ACCESS_LOG_DROPPED, dropped, LongSupplier::getAsLong)
                .description("Lines of the access log that were dropped because they could not be written in time")
                .register(metrics);
    }

    /** Counts connections, open ones and those that were closed by a limit. */
    public static void bindConnections(MeterRegistry metrics, ConnectionCounts connections) {
        Gauge.builder(MetricNames.HTTP_CONNECTIONS, connections, ConnectionCounts::open)
                .description("Open connections of clients")
                .register(metrics);
        for (ConnectionCounts.Reason reason : ConnectionCounts.Reason.values()) {
            FunctionCounter.builder(MetricNames.HTTP_CONNECTIONS_CLOSED, connections, counts -> counts.closed(reason))
                    .description("Connections that were closed because of a limit")
                    .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                    .register(metrics);
        }
    }

    @Override
    public void finished(Served served) {
        Kind kind = new Kind(served.method(), served.route(), served.status());
        Meters known = meters.get(kind);
        Meters of = known == null ? meters.computeIfAbsent(kind, this::register) : known;
        of.requests().increment();
        of.duration().record(served.nanos(), TimeUnit.NANOSECONDS);
    }

    private Meters register(Kind kind) {
        Tags tags = Tags.of("method", kind.method(), "route", kind.route(), "status", Integer.toString(kind.status()));
        return new Meters(
                metrics.counter(MetricNames.HTTP_REQUESTS, tags),
                Timer.builder(MetricNames.HTTP_REQUEST_DURATION)
                        .description("From the request's headers to the end of the answer")
                        .tags(tags)
                        .publishPercentileHistogram()
                        .minimumExpectedValue(Duration.ofMillis(1))
                        .maximumExpectedValue(Duration.ofMinutes(1))
                        .register(metrics));
    }
}
