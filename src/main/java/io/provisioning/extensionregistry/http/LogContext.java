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
            return enter(requestId, exchange.getProperty(Props.TRACE_PARENT, String.class));
        }
        boolean unknown = MDC.get(Props.REQUEST_ID) == null && MDC.get(Props.TASK) == null;
        return unknown ? put(Props.TASK, exchange.getFromRouteId()) : NOTHING;
    }

    /**
     * The logging context says for which request this thread works until the returned action has run.
     *
     * @param traceparent of its span; null if nothing is traced
     */
    static Runnable enter(String requestId, String traceparent) {
        Runnable request = put(Props.REQUEST_ID, requestId);
        Runnable parent = put(Props.TRACE_PARENT, traceparent);
        if (parent == NOTHING) {
            return request;
        }
        Runnable trace = put(Props.TRACE_ID, traceparent == null ? null : traceparent.substring(3, 35));
        return () -> {
            trace.run();
            parent.run();
            request.run();
        };
    }

    /** As {@link #enter(String, String)}, for a request. */
    static Runnable enter(Visit visit) {
        return enter(visit.requestId(), visit.traceparent());
    }

    /** What {@code work} gives, while the logging context says for which request. */
    static <T> T during(Visit visit, Supplier<T> work) {
        Runnable leave = enter(visit);
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
