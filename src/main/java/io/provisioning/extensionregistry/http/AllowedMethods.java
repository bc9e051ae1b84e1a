package io.provisioning.extensionregistry.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What a router serves at a path. */
final class AllowedMethods {
    /** The methods that routes may serve; {@code HEAD} comes with {@code GET}. */
    static final Set<String> KNOWN = Set.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE");

    private static final Pattern PARAMETER = Pattern.compile(":[A-Za-z0-9_]+");

    private AllowedMethods() {}

    /** The methods in alphabetical order, {@code HEAD} and {@code OPTIONS} included; empty if the path is unknown. */
    static Set<String> of(Router router, String path) {
        Set<String> allowed = new TreeSet<>();
        for (Route route : router.getRoutes()) {
            if (route.getPath() != null && matches(route, path)) {
                Set<HttpMethod> methods = route.methods();
                if (methods == null || methods.isEmpty()) {
                    allowed.addAll(KNOWN);
                } else {
                    methods.forEach(method -> allowed.add(method.name()));
                }
            }
        }
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        if (!allowed.isEmpty()) {
            allowed.add("OPTIONS");
        }
        return allowed;
    }

    private static boolean matches(Route route, String path) {
        StringBuilder pattern = new StringBuilder();
        for (String segment : route.getPath().split("/")) {
            if (!segment.isEmpty()) {
                pattern.append('/').append(PARAMETER.matcher(segment).matches() ? "[^/]+" : Pattern.quote(segment));
            }
        }
        return path.matches(pattern + (route.isExactPath() ? "/?" : ".*"));
    }
}
