package io.provisioning.extensionregistry.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.provisioning.extensionregistry.webhooks.WebhookOutcome;
import io.provisioning.extensionregistry.webhooks.WebhookVerdict;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Predicate;

/** Counts webhooks by source and outcome. Sources that do not exist are one value, so that nobody can make up more. */
public final class WebhookCounts {
    private static final String UNKNOWN = "unknown";
    private static final int BEFORE_ROUTES = -900;

    private final MeterRegistry metrics;
    private final Predicate<String> isSource;

    /** @param isSource whether there is a source of an id */
    public WebhookCounts(MeterRegistry metrics, Predicate<String> isSource) {
        this.metrics = metrics;
        this.isSource = isSource;
    }

    /** Counts a call that reached its route. */
    public void count(WebhookVerdict verdict) {
        count(verdict.source(), verdict.outcome());
    }

    /** Counts those calls too whose body is too large, which no route ever sees. */
    public void watch(Router router) {
        router.route(HttpMethod.POST, "/api/v1/webhooks/:source")
                .order(BEFORE_ROUTES)
                .handler(this::watch);
    }

    private void watch(RoutingContext context) {
        String source = context.pathParam("source");
        context.addEndHandler(end -> {
            if (context.response().getStatusCode() == WebhookOutcome.TOO_LARGE.status()) {
                count(source, WebhookOutcome.TOO_LARGE);
            }
        });
        context.next();
    }

    private void count(String source, WebhookOutcome outcome) {
        metrics.counter(
                        MetricNames.WEBHOOK_REQUESTS,
                        "source",
                        isSource.test(source) ? source : UNKNOWN,
                        "outcome",
                        outcome.wireName())
                .increment();
    }
}
