package io.provisioning.extensionregistry.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.RoutePolicy;

/**
 * Camel's figures of the routes that deal with failures themselves: use cases, the operations of sources, the tries of a
 * call. A route that leaves its failures to its caller is a part of that; a call of a source goes through a dozen of
 * them, whose figures would cost a load as much as its largest steps.
 */
public final class RouteMetrics extends MicrometerRoutePolicyFactory {
    /** @param metrics where the figures are kept */
    public RouteMetrics(MeterRegistry metrics) {
        setMeterRegistry(metrics);
    }

    /** As usual; null for a route that is not measured. */
    @Override
    public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
        boolean part = route instanceof RouteDefinition definition && definition.getErrorHandlerRef() != null;
        return part ? null : super.createRoutePolicy(context, routeId, route);
    }
}
