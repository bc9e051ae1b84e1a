package io.provisioning.extensionregistry.dropins;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/** Puts the routes of one file in the place of those that were there, in the running service. */
public final class RouteExchange {
    /** How long a change waits for the loads of its source; a change is to be seen within two seconds. */
    static final Duration PATIENCE = Duration.ofMillis(800);

    private final CamelContext context;
    private final Turnstile turnstile;
    private final Map<String, Resource> files = new ConcurrentHashMap<>();

    public RouteExchange(CamelContext context, Turnstile turnstile) {
        this.context = context;
        this.turnstile = turnstile;
    }

    /**
     * Exchanges the routes. If the new ones do not start, the old ones are there again.
     *
     * @param replaced the routes that the source had without saying so, and that the file has now
     * @throws Exception if the new ones do not start; a file that was checked does
     */
    public void put(String id, Resource file, Collection<String> replaced) throws Exception {
        Resource before = files.get(id);
        turnstile.change(id, PATIENCE, () -> {
            drop(id, before);
            try {
                for (String route : replaced) {
                    removeRoute(route);
                }
                PluginHelper.getRoutesLoader(context).loadRoutes(file);
                files.put(id, file);
            } catch (Exception e) {
                drop(id, file);
                if (before != null) {
                    PluginHelper.getRoutesLoader(context).loadRoutes(before);
                }
                throw e;
            }
        });
    }

    /** Takes the routes of the source's file away. */
    public void remove(String id) throws Exception {
        turnstile.change(id, PATIENCE, () -> drop(id, files.remove(id)));
    }

    private void drop(String id, Resource file) throws Exception {
        if (file != null) {
            for (RouteDefinition route : List.copyOf(model().getRouteDefinitions())) {
                if (route.getResource() != null
                        && file.getLocation().equals(route.getResource().getLocation())) {
                    model().removeRouteDefinition(route);
                }
            }
        }
    }

    private void removeRoute(String id) throws Exception {
        RouteDefinition route = model().getRouteDefinition(id);
        if (route != null) {
            model().removeRouteDefinition(route);
        }
    }

    private ModelCamelContext model() {
        return context.getCamelContextExtension().getContextPlugin(ModelCamelContext.class);
    }
}
