package io.provisioning.extensionregistry.dropins;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;

/** Where the route stands that an exception says cannot be made. */
public final class FailedRoute {
    private FailedRoute() {}

    /** The line of the step that cannot be made, else of its route; 0 if neither is known. */
    public static int line(Throwable thrown, List<RouteDefinition> routes) {
        String said = messages(thrown);
        return failed(thrown, routes)
                .map(route -> steps(route)
                        .filter(step -> said.contains(">>> " + step + " <<<"))
                        .map(ProcessorDefinition::getLineNumber)
                        .findFirst()
                        .orElse(route.getLineNumber()))
                .orElse(0);
    }

    /** The file of the route that cannot be made; {@code routes} if that is not known. */
    public static String file(Throwable thrown, List<RouteDefinition> routes) {
        return failed(thrown, routes)
                .map(RouteDefinition::getResource)
                .map(Resource::getLocation)
                .orElse("routes");
    }

    private static Optional<RouteDefinition> failed(Throwable thrown, List<RouteDefinition> routes) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof FailedToCreateRouteException failed) {
                return routes.stream()
                        .filter(route -> failed.getRouteId().equals(route.getRouteId()))
                        .findFirst();
            }
        }
        return Optional.empty();
    }

    private static String messages(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .map(each -> String.valueOf(each.getMessage()))
                .collect(Collectors.joining("\n"));
    }

    static Stream<ProcessorDefinition<?>> steps(ProcessorDefinition<?> within) {
        return within.getOutputs().stream().flatMap(step -> Stream.concat(Stream.of(step), steps(step)));
    }
}
