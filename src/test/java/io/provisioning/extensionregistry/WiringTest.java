package io.provisioning.extensionregistry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.provisioning.extensionregistry.cache.CacheName;
import io.provisioning.extensionregistry.config.RouteFiles;
import io.provisioning.extensionregistry.config.Settings;
import io.provisioning.extensionregistry.config.SettingsLoader;
import io.provisioning.extensionregistry.house.RouteSource;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What routes name and what is bound are the same, without a start and without a request. */
class WiringTest {
    private static final Pattern IN_EXPRESSION =
            Pattern.compile("(?:\\$\\{(?:ref|bean):|^#)((?:\\{\\{source}}\\.)?[A-Za-z]+)");
    private static final Set<String> FIELDS =
            Set.of("ref", "aggregationStrategy", "executorService", "errorHandlerRef");

    /** Named by Camel or by Java alone. */
    private static final Set<String> NOT_FOR_ROUTES =
            Set.of("routeHttp", "metricsRegistry", "digestLedger", "contentStore", "blobFlights");

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<Call> calls = new ArrayList<>();
    private final Set<String> named = new TreeSet<>();

    /** A method of a bean as a route calls it. */
    private record Call(String bean, String method) {}

    @BeforeEach
    void bindAll() throws Exception {
        Properties system = new Properties();
        system.putAll(Map.of(
                "registry.gitea.url", "http://gitea.example.com",
                "registry.gitea.organization", "provisioning",
                "registry.oci.registry", "oci.example.com"));
        Settings settings = SettingsLoader.load(system, Map.of(), Path.of("").toAbsolutePath());
        Properties properties = new Properties();
        properties.putAll(settings.asProperties());
        context.getPropertiesComponent().setInitialProperties(properties);
        Wiring wiring = new Wiring(
                        settings, context, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), Clock.systemUTC())
                .bind();
        for (String location : RouteFiles.locations(Path.of("routes")).values()) {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(PluginHelper.getResourceLoader(context).resolveResource(location));
        }
        wiring.addSources();
        RouteSource.files().values().forEach(items -> items.forEach(item -> read(item, "")));
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void everyBeanThatARouteNamesIsBound() {
        assertThat(named).hasSizeGreaterThan(20).allSatisfy(name -> forEachSource(name)
                .forEach(bean -> assertThat(context.getRegistry().lookupByName(bean))
                        .as(bean)
                        .isNotNull()));
    }

    @Test
    void everyMethodThatARouteCallsIsThere() {
        assertThat(calls).hasSizeGreaterThan(50).allSatisfy(call -> {
            Class<?> type = context.getRegistry()
                    .lookupByName(forEachSource(call.bean()).get(0))
                    .getClass();
            String name = call.method().replaceFirst("\\(.*", "");
            Stream<Method> methods = Stream.of(type.getMethods())
                    .filter(method -> method.getName().equals(name));
            if (call.method().contains("(")) {
                assertThat(methods.map(Method::getParameterCount))
                        .as("%s", call)
                        .contains(arguments(call.method()));
            } else {
                assertThat(methods).as("%s", call).isNotEmpty();
            }
        });
    }

    @Test
    void everyBeanOfOurOwnIsNamedByARoute() {
        Set<String> bound = new TreeSet<>(
                context.getRegistry().findByTypeWithName(Object.class).keySet());
        bound.removeIf(name -> !name.matches("[a-z][A-Za-z]*") || NOT_FOR_ROUTES.contains(name));
        assertThat(bound).hasSizeGreaterThan(20);
        bound.removeAll(named);
        Stream.of(CacheName.values()).map(CacheName::beanName).forEach(bound::remove);
        assertThat(bound).isEmpty();
    }

    /** Collects the beans that are named below a node. */
    private void read(JsonNode node, String field) {
        if (node.isObject() && node.has("ref") && node.has("method")) {
            calls.add(new Call(node.get("ref").asText(), node.get("method").asText()));
        }
        if (node.isObject() && node.has("aggregationStrategyMethodName")) {
            calls.add(new Call(
                    node.get("aggregationStrategy").asText(),
                    node.get("aggregationStrategyMethodName").asText()));
        }
        if (node.isValueNode()) {
            if (FIELDS.contains(field)) {
                named.add(node.asText());
            }
            IN_EXPRESSION.matcher(node.asText()).results().forEach(match -> named.add(match.group(1)));
        }
        node.properties().forEach(each -> read(each.getValue(), each.getKey()));
        if (node.isArray()) {
            node.forEach(each -> read(each, field));
        }
    }

    private static List<String> forEachSource(String name) {
        return name.contains("{{source}}")
                ? List.of(name.replace("{{source}}", "gitea"), name.replace("{{source}}", "oci"))
                : List.of(name);
    }

    /** How many arguments stand in the brackets. */
    private static int arguments(String call) {
        String inside = call.substring(call.indexOf('(') + 1, call.lastIndexOf(')'));
        if (inside.isBlank()) {
            return 0;
        }
        int depth = 0;
        int count = 1;
        for (char c : inside.toCharArray()) {
            depth += c == '{' || c == '(' ? 1 : c == '}' || c == ')' ? -1 : 0;
            count += c == ',' && depth == 0 ? 1 : 0;
        }
        return count;
    }
}
