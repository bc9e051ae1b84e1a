package io.provisioning.extensionregistry;

import io.provisioning.extensionregistry.catalog.Legs;
import io.provisioning.extensionregistry.catalog.Legs.Leg;
import io.provisioning.extensionregistry.config.SourceSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every source its routes: for a configured one an instance of each route template of its kind, so that each has
 * its own circuit breaker; for each source, drop-ins included, one {@code <source>.answer} that the fan-out asks.
 */
public final class SourceRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(SourceRoutes.class);
    private static final String DROP_IN = "drop-in";

    private final CamelContext context;
    private final Legs legs;

    SourceRoutes(CamelContext context, Legs legs) {
        this.context = context;
        this.legs = legs;
    }

    /**
     * Adds the routes of the configured sources; called once, when all route files are loaded and nothing is started.
     *
     * @param sources in their order of preference
     */
    void add(List<SourceSettings> sources) throws Exception {
        List<Leg> all = new ArrayList<>();
        for (SourceSettings source : sources) {
            for (RouteTemplateDefinition template : templatesOf(source.kind())) {
                String operation = template.getId().substring(source.kind().length() + 1);
                instantiate(template.getId(), source.id(), operation);
            }
            addCalls(context, source);
            answer(source.id(), source.kind());
            all.add(new Leg(source.id(), source.kind(), false));
        }
        legs.set(all);
    }

    /** One line in the log if there is nobody to ask. */
    void warnIfNobody() {
        if (legs.all().isEmpty()) {
            LOG.warn("There is no source to ask: set registry.gitea.url or registry.oci.registry");
        }
    }

    /**
     * Adds what a drop-in has without saying so; a second time, what its file no longer has. Its own routes are there.
     *
     * @param operations what its own routes offer
     */
    void addDropIn(SourceSettings source, Set<String> operations) throws Exception {
        String id = source.id();
        if (isMissing(id + ".answer")) {
            addCalls(context, source);
            answer(id, id);
        }
        for (RouteTemplateDefinition template : templatesOf(DROP_IN)) {
            String operation = template.getId().substring(DROP_IN.length() + 1);
            if (!operations.contains(operation) && isMissing(id + "." + operation)) {
                instantiate(template.getId(), id, operation);
            }
        }
    }

    /** Of these operations those that a drop-in has without saying so, as ids of routes. */
    List<String> givenTo(String id, Set<String> operations) {
        return templatesOf(DROP_IN).stream()
                .map(template -> template.getId().substring(DROP_IN.length() + 1))
                .filter(operations::contains)
                .map(name -> id + "." + name)
                .toList();
    }

    /**
     * A drop-in is asked from now on, and for these operations.
     *
     * @param order the ids of {@code registry.sources}; drop-ins that it does not name come last, by name
     */
    void ask(String id, Set<String> operations, List<String> order) {
        List<Leg> all = others(id);
        all.add(new Leg(id, id, true, operations));
        set(all, order);
    }

    /** A drop-in is asked no more. What it had without saying so stays: a download may be under way. */
    void askNoMore(String id) {
        legs.set(others(id));
    }

    private List<Leg> others(String id) {
        return new ArrayList<>(
                legs.all().stream().filter(leg -> !leg.source().equals(id)).toList());
    }

    private void set(List<Leg> all, List<String> order) {
        all.sort(Comparator.comparingInt((Leg leg) -> rank(order, leg)).thenComparing(Leg::source));
        legs.set(all);
    }

    private void answer(String source, String kind) throws Exception {
        TemplatedRouteBuilder.builder(context, "source.answer")
                .routeId(source + ".answer")
                .parameter("source", source)
                .parameter("kind", kind)
                .add();
    }

    /** Adds the routes that every call of a configured source goes through. */
    public static void addCalls(CamelContext context, SourceSettings source) throws Exception {
        call(context, source, "call").add();
        call(context, source, "tries")
                .parameter("retries", source.resilience().retries())
                .add();
        call(context, source, "attempt")
                .parameter("calls", source.maxConnections())
                .parameter("timeout", source.timeout().toMillis())
                .add();
    }

    private static TemplatedRouteBuilder call(CamelContext context, SourceSettings source, String name) {
        return TemplatedRouteBuilder.builder(context, "source." + name)
                .routeId(source.id() + "." + name)
                .parameter("source", source.id());
    }

    private void instantiate(String template, String source, String operation) throws Exception {
        TemplatedRouteBuilder.builder(context, template)
                .routeId(source + "." + operation)
                .parameter("source", source)
                .add();
    }

    private List<RouteTemplateDefinition> templatesOf(String kind) {
        return List.copyOf(model(context).getRouteTemplateDefinitions()).stream()
                .filter(template -> template.getId().startsWith(kind + "."))
                .toList();
    }

    private boolean isMissing(String route) {
        return model(context).getRouteDefinition(route) == null;
    }

    private static ModelCamelContext model(CamelContext context) {
        return context.getCamelContextExtension().getContextPlugin(ModelCamelContext.class);
    }

    private static int rank(List<String> order, Leg leg) {
        int at = order.indexOf(leg.source());
        return at < 0 ? Integer.MAX_VALUE : at;
    }
}
