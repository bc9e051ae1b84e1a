package io.provisioning.extensionregistry;

import io.provisioning.extensionregistry.catalog.Legs;
import io.provisioning.extensionregistry.catalog.Legs.Leg;
import io.provisioning.extensionregistry.config.SourceSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every source its routes: for a configured one an instance of each route template of its kind, for a drop-in
 * one of each that it does not write itself; for each the routes of its calls, with a circuit breaker of its own, and one {@code <source>.answer} that the fan-out asks.
 */
public final class SourceRoutes {
    /** Marks the routes of a drop-in source. */
    static final String DROP_IN_GROUP = "backend-drop-in";

    private static final Logger LOG = LoggerFactory.getLogger(SourceRoutes.class);

    private final CamelContext context;
    private final Legs legs;

    SourceRoutes(CamelContext context, Legs legs) {
        this.context = context;
        this.legs = legs;
    }

    /**
     * Adds the routes; called once, when all route files are loaded and nothing is started.
     *
     * @param own the settings of the drop-ins
     * @param order the ids of {@code registry.sources}; drop-ins that it does not name come last, by name
     */
    void add(List<SourceSettings> sources, List<SourceSettings> own, List<String> order) throws Exception {
        List<Leg> all = new ArrayList<>();
        for (SourceSettings source : sources) {
            for (RouteTemplateDefinition template : templatesOf(source.kind())) {
                String operation = template.getId().substring(source.kind().length() + 1);
                instantiate(template.getId(), source.id(), operation);
            }
            addCalls(context, source);
            all.add(new Leg(source.id(), source.kind(), false));
        }
        Map<String, Set<String>> dropIns = dropIns(context);
        for (SourceSettings dropIn : own) {
            Set<String> operations = dropIns.get(dropIn.id());
            all.add(new Leg(dropIn.id(), dropIn.id(), true, operations));
            for (RouteTemplateDefinition template : templatesOf("drop-in")) {
                String operation = template.getId().substring("drop-in.".length());
                if (!operations.contains(operation)) {
                    instantiate(template.getId(), dropIn.id(), operation);
                }
            }
            addCalls(context, dropIn);
        }
        all.sort(Comparator.comparingInt((Leg leg) -> rank(order, leg)).thenComparing(Leg::source));
        for (Leg leg : all) {
            TemplatedRouteBuilder.builder(context, "source.answer")
                    .routeId(leg.source() + ".answer")
                    .parameter("source", leg.source())
                    .parameter("kind", leg.kind())
                    .add();
        }
        legs.set(all);
        if (all.isEmpty()) {
            LOG.warn("There is no source to ask: set registry.gitea.url or registry.oci.registry");
        }
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

    /**
     * The drop-ins by name, each with the operations that it has routes for. A drop-in's route is
     * {@code <source>.<operation>}.
     */
    static Map<String, Set<String>> dropIns(CamelContext context) {
        Map<String, Set<String>> operations = new TreeMap<>();
        for (RouteDefinition route : model(context).getRouteDefinitions()) {
            String id = route.getRouteId();
            int dot = id == null ? -1 : id.lastIndexOf('.');
            if (DROP_IN_GROUP.equals(route.getGroup()) && dot > 0) {
                operations
                        .computeIfAbsent(id.substring(0, dot), source -> new HashSet<>())
                        .add(id.substring(dot + 1));
            }
        }
        return operations;
    }

    private static ModelCamelContext model(CamelContext context) {
        return context.getCamelContextExtension().getContextPlugin(ModelCamelContext.class);
    }

    private static int rank(List<String> order, Leg leg) {
        int at = order.indexOf(leg.source());
        return at < 0 ? Integer.MAX_VALUE : at;
    }
}
