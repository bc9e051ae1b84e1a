package io.provisioning.extensionregistry.http;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;

/**
 * Starts a route for each request on a worker thread and lets go of the thread when the route waits: what the route
 * waits for calls back, and the answer goes out on the event loop. (The stock consumer holds the thread to the end.)
 */
final class AsyncConsumer extends VertxPlatformHttpConsumer {
    private final Supplier<HotAnswers> hot;

    /** @param hot is told what routes answer; gives null if nobody wants to know */
    AsyncConsumer(
            PlatformHttpEndpoint endpoint,
            Processor processor,
            List<Handler<RoutingContext>> handlers,
            String router,
            Supplier<HotAnswers> hot) {
        super(endpoint, processor, handlers, router);
        this.hot = hot;
    }

    @Override
    protected void handleRequest(RoutingContext routing) {
        Visit visit = Visit.of(routing);
        visit.takenAt(getEndpoint().getPath());
        if (isSuspended()) {
            refuse(
                    routing,
                    new RegistryException(
                            ErrorKind.SOURCE_UNAVAILABLE, "The registry is stopping", Map.of("Retry-After", "5")));
            return;
        }
        if (!acceptable(routing)) {
            refuse(routing, ErrorAnswer.ofStatus(406, Set.of()));
            return;
        }
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        try {
            processHttpRequest(exchange, routing).onComplete(prepared -> {
                if (prepared.succeeded()) {
                    enter(exchange, routing, visit);
                } else {
                    releaseExchange(exchange, false);
                    refuse(routing, visit, prepared.cause());
                }
            });
        } catch (IllegalArgumentException e) {
            releaseExchange(exchange, false);
            refuse(routing, ErrorAnswer.ofStatus(400, Set.of()));
        }
    }

    private void enter(Exchange exchange, RoutingContext routing, Visit visit) {
        String charset = exchange.getProperty(ExchangePropertyKey.CHARSET_NAME, String.class);
        if (charset != null && !supported(charset)) {
            releaseExchange(exchange, false);
            refuse(routing, new RegistryException(ErrorKind.BAD_REQUEST, "The charset of Content-Type is not known"));
            return;
        }
        MultiMap form = routing.request().formAttributes();
        if (!form.isEmpty()) {
            Map<String, String> fields = new HashMap<>();
            form.forEach(fields::putIfAbsent);
            exchange.getIn().setBody(fields);
        }
        ApiRequest request = request(routing, visit);
        exchange.setProperty(Props.API_REQUEST, request);
        exchange.setProperty(Props.REQUEST_ID, visit.requestId());
        if (visit.traceparent() != null) {
            exchange.setProperty(Props.TRACE_PARENT, visit.traceparent());
        }
        exchange.setProperty(Props.ROUTING_CONTEXT, routing);
        Map<String, Object> incoming = OutgoingHeaders.incoming(exchange.getIn());
        Context loop = routing.vertx().getOrCreateContext();
        routing.vertx()
                .executeBlocking(
                        () -> {
                            run(exchange, visit, () -> {
                                visit.routedTo(exchange.getFromRouteId());
                                if (ResponseWriter.begun(routing)) {
                                    return;
                                }
                                Answer answer = answer(exchange, visit, request, incoming);
                                remember(exchange, routing, answer);
                                loop.runOnContext(go -> ResponseWriter.send(routing, answer));
                            });
                            return null;
                        },
                        false)
                .onFailure(failure -> refuse(routing, visit, failure));
    }

    private void run(Exchange exchange, Visit visit, Runnable done) throws Exception {
        Runnable leave = LogContext.enter(visit);
        try {
            createUoW(exchange);
            getAsyncProcessor().process(exchange, sync -> {
                try {
                    done.run();
                } finally {
                    doneUoW(exchange);
                    releaseExchange(exchange, false);
                }
            });
        } finally {
            leave.run();
        }
    }

    private Answer answer(Exchange exchange, Visit visit, ApiRequest request, Map<String, Object> incoming) {
        return LogContext.during(visit, () -> answerNow(exchange, request, incoming));
    }

    private Answer answerNow(Exchange exchange, ApiRequest request, Map<String, Object> incoming) {
        try {
            Exception failure = exchange.getException();
            if (failure != null) {
                boolean logged = exchange.getExchangeExtension().isRedeliveryExhausted();
                return Answer.of(ErrorAnswer.of(failure, !logged), request.path());
            }
            return ResponseWriter.answer(
                    exchange, request, incoming, getEndpoint().getProduces());
        } catch (RuntimeException e) {
            return Answer.of(ErrorAnswer.of(e, true), request.path());
        }
    }

    private void remember(Exchange exchange, RoutingContext routing, Answer answer) {
        HotAnswers answers = hot.get();
        HotAnswers.Moment moment = routing.get(HotAnswers.MOMENT);
        Ageing ageing = exchange.getProperty(Props.AGEING, Ageing.class);
        if (answers != null && moment != null && ageing != null && exchange.getException() == null) {
            answers.remember(moment, exchange.getFromRouteId(), answer, ageing);
        }
    }

    private boolean acceptable(RoutingContext routing) {
        String produces = getEndpoint().getProduces();
        List<String> accept = routing.request().headers().getAll("Accept");
        return produces == null
                || produces.contains("*")
                || accept.isEmpty()
                || Accept.admits(String.join(",", accept), produces);
    }

    private static ApiRequest request(RoutingContext routing, Visit visit) {
        Target target = routing.get(Front.TARGET);
        Map<String, List<String>> headers = new HashMap<>();
        MultiMap sent = routing.request().headers();
        sent.names().forEach(name -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(sent.getAll(name))));
        return new ApiRequest(
                routing.request().method().name(),
                visit.head(),
                target.path(),
                routing.pathParams(),
                target.query(),
                headers,
                visit.requestId());
    }

    private static boolean supported(String charset) {
        try {
            return Charset.isSupported(charset);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void refuse(RoutingContext routing, Visit visit, Throwable failure) {
        refuse(routing, LogContext.during(visit, () -> ErrorAnswer.of(failure, true)));
    }

    private static void refuse(RoutingContext routing, RegistryException error) {
        ResponseWriter.send(routing, Answer.of(error, routing.request().path()));
    }
}
