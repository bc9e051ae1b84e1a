package io.provisioning.extensionregistry.dropins;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;

/**
 * Finds out whether the file of a source could run, without running it: its routes are made, with their endpoints and
 * beans, in a context of their own that looks up everything in the one of the service and never starts a route.
 */
public final class RouteCheck {
    /** Marks the routes of a source that is a file of its own. */
    public static final String GROUP = "backend-drop-in";

    private static final String DIRECT = "direct:";
    private static final String GIVEN = "drop-in.";

    private final CamelContext service;

    /** @param service with the beans, the settings, the error policies and the routes that a file may use */
    public RouteCheck(CamelContext service) {
        this.service = service;
    }

    /**
     * The operations that a good file offers.
     *
     * @param id of the source; the file may have routes of this source alone
     * @throws RejectedFile if the file cannot be used; nothing has changed in any case
     */
    public Set<String> operations(String id, Resource file) throws RejectedFile {
        try (DefaultCamelContext trial = new DefaultCamelContext(new DefaultRegistry(new ServiceBeans(service)))) {
            trial.setAutoStartup(false);
            trial.disableJMX();
            trial.setSourceLocationEnabled(true);
            trial.getPropertiesComponent().addPropertiesSource(settings());
            List<RouteConfigurationDefinition> policies = model(service).getRouteConfigurationDefinitions();
            model(trial).addRouteConfigurations(List.copyOf(policies));
            load(trial, file);
            List<RouteDefinition> routes = List.copyOf(model(trial).getRouteDefinitions());
            onlyRoutes(trial, policies.size());
            rules(id, routes, policies);
            start(trial, routes);
            return routes.stream()
                    .filter(route -> GROUP.equals(route.getGroup()))
                    .map(route -> route.getRouteId().substring(id.length() + 1))
                    .collect(Collectors.toSet());
        } catch (java.io.IOException e) {
            throw RejectedFile.of(e, 0);
        }
    }

    private static void load(CamelContext trial, Resource file) throws RejectedFile {
        try {
            PluginHelper.getRoutesLoader(trial).loadRoutes(file);
        } catch (Exception e) {
            throw RejectedFile.of(e, 0);
        }
    }

    private static void start(DefaultCamelContext trial, List<RouteDefinition> routes) throws RejectedFile {
        try {
            trial.start();
        } catch (Exception e) {
            throw RejectedFile.of(e, FailedRoute.line(e, routes));
        }
    }

    private static void onlyRoutes(CamelContext trial, int policies) throws RejectedFile {
        ModelCamelContext made = model(trial);
        if (!made.getRouteTemplateDefinitions().isEmpty()
                || !made.getRestDefinitions().isEmpty()
                || made.getRouteConfigurationDefinitions().size() != policies) {
            throw new RejectedFile(0, "the file of a source holds routes and beans only");
        }
    }

    private void rules(String id, List<RouteDefinition> routes, List<RouteConfigurationDefinition> policies)
            throws RejectedFile {
        if (routes.stream().noneMatch(route -> GROUP.equals(route.getGroup()))) {
            throw new RejectedFile(0, "there is no route with group: " + GROUP);
        }
        Set<String> known =
                policies.stream().map(RouteConfigurationDefinition::getId).collect(Collectors.toSet());
        Set<String> froms =
                routes.stream().map(route -> route.getInput().getEndpointUri()).collect(Collectors.toSet());
        Set<String> seen = new HashSet<>();
        for (RouteDefinition route : routes) {
            String name = String.valueOf(route.getRouteId());
            if (!route.hasCustomIdAssigned() || !name.startsWith(id + ".")) {
                throw new RejectedFile(route.getLineNumber(), "a route's id must begin with " + id + ".: " + name);
            }
            if (!seen.add(name)) {
                throw new RejectedFile(route.getLineNumber(), "a second route has the id " + name);
            }
            String from = route.getInput().getEndpointUri();
            if (GROUP.equals(route.getGroup()) && !from.equals(DIRECT + name)) {
                throw new RejectedFile(
                        route.getInput().getLineNumber(), "the route " + name + " must be from " + DIRECT + name);
            }
            String policy = route.getRouteConfigurationId();
            if (policy != null && !known.contains(policy)) {
                throw new RejectedFile(route.getLineNumber(), "there is no routeConfiguration " + policy);
            }
            for (ProcessorDefinition<?> step : FailedRoute.steps(route).toList()) {
                calls(id, step, froms);
            }
        }
    }

    /** A call of a route that nobody has would fail at the first request only. */
    private void calls(String id, ProcessorDefinition<?> step, Set<String> froms) throws RejectedFile {
        if (step instanceof ToDefinition to) {
            String uri = String.valueOf(to.getUri());
            if (uri.startsWith(DIRECT)
                    && !uri.contains("{{")
                    && !froms.contains(uri)
                    && !served(uri)
                    && !given(id, uri)) {
                throw new RejectedFile(step.getLineNumber(), "there is no route from " + uri);
            }
        }
    }

    private boolean served(String uri) {
        return model(service).getRouteDefinitions().stream()
                .anyMatch(route -> uri.equals(route.getInput().getEndpointUri()));
    }

    /** Whether every source has that route without saying so. */
    private boolean given(String id, String uri) {
        return model(service).getRouteTemplateDefinitions().stream()
                .map(RouteTemplateDefinition::getId)
                .filter(template -> template.startsWith(GIVEN))
                .anyMatch(template -> uri.equals(DIRECT + id + "." + template.substring(GIVEN.length())));
    }

    private PropertiesSource settings() {
        return new PropertiesSource() {
            @Override
            public String getName() {
                return "service";
            }

            @Override
            public String getProperty(String name) {
                return service.getPropertiesComponent().resolveProperty(name).orElse(null);
            }
        };
    }

    private static ModelCamelContext model(CamelContext context) {
        return context.getCamelContextExtension().getContextPlugin(ModelCamelContext.class);
    }
}
