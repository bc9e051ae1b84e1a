package io.provisioning.extensionregistry.support;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/** A Camel context with some of our route files and nothing else; what stands beside them is the test's. */
public final class RouteContext implements AutoCloseable {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template = context.createProducerTemplate();

    /** @param files below {@code routes}, for example {@code catalog/list.camel.yaml} */
    public RouteContext(Map<String, Object> beans, Map<String, String> properties, String... files) throws Exception {
        beans.forEach(context.getRegistry()::bind);
        Properties values = new Properties();
        values.putAll(properties);
        context.getPropertiesComponent().setInitialProperties(values);
        List<Resource> resources = Stream.of(files)
                .map(file -> PluginHelper.getResourceLoader(context).resolveResource("file:" + Path.of("routes", file)))
                .toList();
        PluginHelper.getRoutesLoader(context).loadRoutes(resources);
    }

    /** Adds routes that stand in for what is not under test. */
    public RouteContext with(RoutesBuilder routes) throws Exception {
        context.addRoutes(routes);
        return this;
    }

    public RouteContext start() {
        context.start();
        return this;
    }

    public CamelContext context() {
        return context;
    }

    /** Sends an exchange with these properties. */
    public Exchange ask(String endpoint, Map<String, Object> properties) {
        return template.request(endpoint, exchange -> properties.forEach(exchange::setProperty));
    }

    @Override
    public void close() {
        context.stop();
    }
}
