package io.provisioning.extensionregistry.http;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.slf4j.MDC;

/** Puts the request id into the logging context of whatever thread runs a step, and takes it out again. */
final class RequestIdLog implements InterceptStrategy {
    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                Runnable leave = enter(exchange.getProperty(Props.REQUEST_ID, String.class));
                try {
                    return super.process(exchange, callback);
                } finally {
                    leave.run();
                }
            }
        };
    }

    /** The logging context says {@code requestId} until the returned action has run; null changes nothing. */
    static Runnable enter(String requestId) {
        String before = MDC.get(Props.REQUEST_ID);
        if (requestId == null || requestId.equals(before)) {
            return () -> {};
        }
        MDC.put(Props.REQUEST_ID, requestId);
        return () -> {
            if (before == null) {
                MDC.remove(Props.REQUEST_ID);
            } else {
                MDC.put(Props.REQUEST_ID, before);
            }
        };
    }
}
