package io.provisioning.extensionregistry.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class RouteMetricsTest {
    @Test
    void aRouteThatLeavesItsFailuresToItsCallerIsAPartOfThat() throws Exception {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.addRoutePolicyFactory(new RouteMetrics(metrics));
            camel.getRegistry().bind("none", new org.apache.camel.model.errorhandler.NoErrorHandlerDefinition());
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:whole").routeId("whole").to("direct:part");
                    from("direct:part").routeId("part").errorHandler("none").setBody(constant("done"));
                }
            });
            camel.start();
            assertThat(camel.createProducerTemplate().requestBody("direct:whole", "", String.class))
                    .isEqualTo("done");
            assertThat(metrics.getMeters())
                    .extracting(Meter::getId)
                    .extracting(id -> id.getTag("routeId"))
                    .contains("whole")
                    .doesNotContain("part");
        }
    }
}
