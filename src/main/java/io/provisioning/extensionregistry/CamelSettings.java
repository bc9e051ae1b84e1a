package io.provisioning.extensionregistry;

import io.provisioning.extensionregistry.config.Settings;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;

/** What Camel is told at start: our settings, for the placeholders in routes, and how it has to behave. */
final class CamelSettings {
    private CamelSettings() {}

    /** Lets placeholders see what is set of drop-in sources now. */
    static void update(CamelContext context, Settings settings, Map<String, String> ofDropIns) {
        Properties properties = of(settings);
        properties.putAll(ofDropIns);
        context.getPropertiesComponent().setOverrideProperties(properties);
    }

    static Properties of(Settings settings) {
        Properties properties = new Properties();
        properties.putAll(settings.asProperties());
        // A route that is not there is known at once; by default a caller waits half a minute for it.
        properties.put("camel.component.direct.block", "false");
        // A drop-in may call an address with a client of Camel's making. That is bounded as well: by default it would
        // wait for three minutes, and read an answer that never ends until the memory is full.
        properties.put("camel.component.http.http-client-configurer", "#routeHttp");
        for (String time : new String[] {"connection-request", "connect", "response", "so"}) {
            properties.put("camel.component.http." + time + "-timeout", "5000");
        }
        // Each request that waits has a task in the timer of the multicast, which by default refuses more than a
        // thousand and leaves the others without an answer. How many may wait is for the server's bounds to say.
        properties.put("camel.threadpool.max-queue-size", String.valueOf(Integer.MAX_VALUE));
        // The server has let running requests finish by then; what is left are loads that nobody waits for.
        properties.put("camel.main.shutdown-timeout", "1");
        properties.put("camel.main.shutdown-suppress-logging-on-timeout", "true");
        properties.put("camel.main.shutdown-log-inflight-exchanges-on-timeout", "false");
        return properties;
    }
}
