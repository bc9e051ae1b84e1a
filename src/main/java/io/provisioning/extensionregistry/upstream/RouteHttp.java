package io.provisioning.extensionregistry.upstream;

import java.time.Duration;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * What holds for the HTTP calls of routes that bring no client of their own, as those of drop-ins may: Camel reads an
 * answer to its end before the route sees it, so without bounds one that never ends would fill the memory.
 */
public final class RouteHttp implements HttpClientConfigurer {
    /** From the call to the end of its answer. */
    static final Duration BUDGET = Duration.ofSeconds(30);

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.addExecInterceptorFirst("budget", new CallBudget(BUDGET))
                .addExecInterceptorFirst("bounds", new AnswerBounds(SourceRequest.MAX_JSON_BYTES, BUDGET))
                .disableAutomaticRetries()
                .disableCookieManagement();
    }
}
