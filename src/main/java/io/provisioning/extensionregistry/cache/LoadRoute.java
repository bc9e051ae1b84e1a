package io.provisioning.extensionregistry.cache;

import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.upstream.FailedAnswer;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.MDC;

/** Runs one load through the route {@code catalog.load}. */
public final class LoadRoute implements Flights.Loader {
    /** Key of the logging context: that a line is of a load, and of which, whether a request waits for it or not. */
    private static final String TASK = "task";

    private final ProducerTemplate template;
    private final Function<String, Duration> loadTimeout;
    private final Runnable landed;
    private final Clock clock;
    private final LongSupplier nanos;

    /**
     * @param loadTimeout how long a load of a source may take in all
     * @param landed is told of the end of each load, when what it brought is kept
     */
    public LoadRoute(
            ProducerTemplate template,
            Function<String, Duration> loadTimeout,
            Runnable landed,
            Clock clock,
            LongSupplier nanos) {
        this.template = template;
        this.loadTimeout = loadTimeout;
        this.landed = landed;
        this.clock = clock;
        this.nanos = nanos;
    }

    @Override
    public BackendAnswer load(String source, String operation, ExtensionId id) {
        MDC.put(TASK, source + "." + operation);
        try {
            Exchange loaded = template.request("direct:catalog.load", exchange -> {
                exchange.setProperty("source", source);
                exchange.setProperty("operation", operation);
                exchange.setProperty("extensionId", id);
                exchange.setProperty("deadline", clock.instant().plus(loadTimeout.apply(source)));
                exchange.setProperty("startedNanos", nanos.getAsLong());
            });
            if (loaded.getException() != null) {
                return new FailedAnswer().from(source, loaded.getException());
            }
            return loaded.getMessage().getMandatoryBody(BackendAnswer.class);
        } catch (Exception e) {
            return new FailedAnswer().from(source, e);
        } finally {
            MDC.remove(TASK);
            landed.run();
        }
    }
}
