package io.provisioning.extensionregistry.http;

import java.util.Objects;
import java.util.function.Supplier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.slf4j.MDC;

/**
 * Puts what an exchange works for into the logging context of whatever thread runs a step, and takes it out again: the
 * request, else, if nothing is known of the thread, the route that began it. What threads hand to each other is carried
 * by the pools.
 */
final class LogContext implements InterceptStrategy {
    private static final Runnable NOTHING = () -> {};

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                Runnable leave = enter(exchange);
                try {
                    return super.process(exchange, callback);
                } finally {
                    leave.run();
                }
            }
        };
    }

    private static Runnable enter(Exchange exchange) {
        String requestId = exchange.getProperty(Props.REQUEST_ID, String.class);
        if (requestId != null) {
            return enter(requestId);
        }
        boolean unknown = MDC.get(Props.REQUEST_ID) == null && MDC.get(Props.TASK) == null;
        return unknown ? put(Props.TASK, exchange.getFromRouteId()) : NOTHING;
    }

    /** The logging context says {@code requestId} until the returned action has run; null changes nothing. */
    static Runnable enter(String requestId) {
        return requestId == null ? NOTHING : put(Props.REQUEST_ID, requestId);
    }

    /** What {@code work} gives, while the logging context says {@code requestId}. */
    static <T> T during(String requestId, Supplier<T> work) {
        Runnable leave = enter(requestId);
        try {
            return work.get();
        } finally {
            leave.run();
        }
    }

    private static Runnable put(String key, String value) {
        String before = MDC.get(key);
        if (Objects.equals(value, before)) {
            return NOTHING;
        }
        set(key, value);
        return () -> set(key, before);
    }

    private static void set(String key, String value) {
        if (value == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, value);
        }
    }
}
