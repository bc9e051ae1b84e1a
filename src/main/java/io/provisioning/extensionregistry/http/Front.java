package io.provisioning.extensionregistry.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** What happens to every request before any route sees it, and to those that no route wants. */
final class Front {
    /** Where routes find the {@link Target}. */
    static final String TARGET = Target.class.getName();

    static final String POLICY_HEADER = "Content-Security-Policy";

    /** What a browser may do with an answer that it shows as a page: nothing. */
    private static final String POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

    private static final String ONE_YEAR = "max-age=31536000";
    private static final int FIRST = -1000;

    private final Router router;
    private final ServerOptions options;
    private final Cors cors;
    private final Traffic traffic;
    private final Supplier<HotAnswers> hot;

    /** @param hot gives null if nothing is answered ahead of the routes */
    Front(Router router, ServerOptions options, Traffic traffic, Supplier<HotAnswers> hot) {
        this.router = router;
        this.options = options;
        this.cors = new Cors(options.corsOrigins());
        this.traffic = traffic;
        this.hot = hot;
    }

    void install() {
        router.route().order(FIRST).handler(this::admit);
        for (int status = 400; status < 600; status++) {
            router.errorHandler(status, this::refuse);
        }
    }

    private void admit(RoutingContext context) {
        begin(context);
        HttpServerRequest request = context.request();
        Target target;
        try {
            target = check(request);
        } catch (RegistryException e) {
            refuse(context, e);
            return;
        }
        if (cors.isPreflight(request)) {
            cors.preflight(request, context.response(), String.join(", ", allowed(request)));
        } else if (request.method() == HttpMethod.HEAD) {
            String query = request.query();
            context.reroute(HttpMethod.GET, query == null ? request.path() : request.path() + "?" + query);
        } else {
            context.put(TARGET, target);
            HotAnswers answers = hot.get();
            if (answers != null) {
                remembered(context, answers);
            }
            context.next();
        }
    }

    private static void remembered(RoutingContext context, HotAnswers answers) {
        HotAnswers.Moment moment = answers.moment(context.request());
        context.put(HotAnswers.MOMENT, moment);
        if (moment != null && answers.renews(moment)) {
            context.addEndHandler(end -> answers.over(moment));
        }
    }

    /** Marks the answer; a request that comes through here again (as GET for HEAD) is marked again. */
    private void begin(RoutingContext context) {
        Visit visit = traffic.visit(context);
        HttpServerResponse response = context.response();
        if (!response.headWritten() && !response.ended()) {
            visit.keep(response.headers());
            head(context.request(), visit.requestId());
        }
    }

    /** Sets what an answer carries by its path and its client alone, whoever gives it. */
    void head(HttpServerRequest request, String requestId) {
        HttpServerResponse response = request.response();
        mark(response::putHeader, requestId);
        if (options.tls() != null) {
            response.putHeader("Strict-Transport-Security", ONE_YEAR);
        }
        cors.apply(request, response);
        if (DistributionError.speaksAt(request.path())) {
            response.putHeader("Docker-Distribution-Api-Version", "registry/2.0");
        }
    }

    /** Sets what every answer carries. */
    static void mark(BiConsumer<String, String> setHeader, String requestId) {
        setHeader.accept(RequestId.HEADER, requestId);
        setHeader.accept("X-Content-Type-Options", "nosniff");
        setHeader.accept(POLICY_HEADER, POLICY);
    }

    private Target check(HttpServerRequest request) {
        if (request.headers().contains("")) {
            throw new RegistryException(ErrorKind.BAD_REQUEST, "A header has no name");
        }
        if (request.uri().length() > options.limits().urlBytes()) {
            throw ErrorAnswer.ofStatus(414, Set.of());
        }
        if (!request.uri().startsWith("/") && !request.uri().matches("(?i)https?://.*")) {
            throw new RegistryException(ErrorKind.BAD_REQUEST, "The request's target is not a path");
        }
        Target target = Target.of(request.path(), request.query());
        if (!AllowedMethods.KNOWN.contains(request.method().name())) {
            Set<String> allowed = allowed(request);
            throw ErrorAnswer.ofStatus(allowed.isEmpty() ? 404 : 405, allowed);
        }
        if (traffic.stopping()) {
            throw new RegistryException(
                    ErrorKind.SOURCE_UNAVAILABLE,
                    "The registry is stopping",
                    Map.of("Retry-After", "5", "Connection", "close"));
        }
        return target;
    }

    private Set<String> allowed(HttpServerRequest request) {
        return AllowedMethods.of(router, Target.of(request.path(), null).path());
    }

    /** Answers what a handler or the router itself gave up on. */
    private void refuse(RoutingContext context) {
        begin(context);
        int status = context.statusCode();
        if (status == 405) {
            Set<String> allowed = allowed(context.request());
            if (context.request().method() == HttpMethod.OPTIONS) {
                context.response().setStatusCode(204).putHeader("Allow", String.join(", ", allowed));
                context.response().end();
                return;
            }
            refuse(context, ErrorAnswer.ofStatus(405, allowed));
        } else if (context.failure() instanceof RegistryException known) {
            refuse(context, known);
        } else {
            RegistryException error = status / 100 == 5
                    ? LogContext.during(Visit.of(context), () -> ErrorAnswer.of(context.failure(), true))
                    : ErrorAnswer.ofStatus(status, Set.of());
            refuse(context, error);
        }
    }

    private static void refuse(RoutingContext context, RegistryException error) {
        ResponseWriter.send(context, Answer.of(error, context.request().path()));
    }
}
