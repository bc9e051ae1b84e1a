package io.provisioning.extensionregistry;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.provisioning.extensionregistry.config.RouteFiles;
import io.provisioning.extensionregistry.config.Settings;
import io.provisioning.extensionregistry.dropins.FailedRoute;
import io.provisioning.extensionregistry.dropins.RejectedFile;
import io.provisioning.extensionregistry.http.HttpServer;
import io.provisioning.extensionregistry.metrics.HttpMetrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/**
 * {@code check routes/}: says what is wrong with a folder of routes before it is deployed. The routes of the service are
 * made around it, with the settings that count here, and none is started: no port opens and no source is asked.
 */
final class CheckCommand {
    private final Settings settings;
    private final Path folder;
    private final List<String> problems = new ArrayList<>();

    private CheckCommand(Settings settings) {
        this.settings = settings;
        this.folder = settings.routes();
    }

    /**
     * The problems, one line each: {@code backends/nexus.camel.yaml:11: there is no such step}.
     *
     * @param settings name the folder, and hold what its routes use
     * @return empty if the service would take every file
     */
    static List<String> problems(Settings settings) throws Exception {
        CheckCommand check = new CheckCommand(settings);
        check.run();
        return List.copyOf(check.problems);
    }

    /** Prints the problems; exit status 1 if there is any. */
    static int run(Settings settings) throws Exception {
        if (!Files.isDirectory(settings.routes())) {
            System.err.println(settings.routes() + ": there is no such folder");
            return 1;
        }
        List<String> problems = problems(settings);
        problems.forEach(System.err::println);
        if (problems.isEmpty()) {
            System.out.println(RouteFiles.inFolder(settings.routes()).size() + " route files in " + settings.routes()
                    + " are good");
        }
        return problems.isEmpty() ? 0 : 1;
    }

    private void run() throws Exception {
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        HttpServer http = HttpServer.create(Application.options(settings), new HttpMetrics(metrics));
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.setAutoStartup(false);
            context.disableJMX();
            context.setSourceLocationEnabled(true);
            context.getPropertiesComponent().setOverrideProperties(CamelSettings.of(settings));
            http.bind(context);
            Wiring wiring = new Wiring(settings, context, metrics, Clock.systemUTC()).bind();
            load(context);
            wiring.addSources();
            start(context);
            dropIns(wiring.liveSources());
        } finally {
            http.close();
            metrics.close();
        }
    }

    /** The routes of the service, with the files of the folder in their places. */
    private void load(DefaultCamelContext context) throws Exception {
        for (Map.Entry<String, String> route : RouteFiles.locations(folder).entrySet()) {
            Resource file = PluginHelper.getResourceLoader(context).resolveResource(route.getValue());
            try {
                PluginHelper.getRoutesLoader(context).loadRoutes(file);
            } catch (Exception e) {
                problem(route.getKey(), RejectedFile.of(e, 0));
            }
        }
    }

    private void start(DefaultCamelContext context) {
        try {
            context.start();
        } catch (Exception e) {
            ModelCamelContext model = context.getCamelContextExtension().getContextPlugin(ModelCamelContext.class);
            String location = FailedRoute.file(e, model.getRouteDefinitions());
            String path = location.contains(folder.toString())
                    ? location.substring(location.indexOf(folder.toString())
                            + folder.toString().length()
                            + 1)
                    : location;
            problem(path, RejectedFile.of(e, FailedRoute.line(e, model.getRouteDefinitions())));
        }
    }

    private void dropIns(LiveSources live) throws Exception {
        for (String path : RouteFiles.inFolder(folder)) {
            if (RouteFiles.isDropIn(path) && !RouteFiles.isPackaged(path)) {
                String id = RouteFiles.source(path);
                try {
                    live.examine(id, path, Files.readString(folder.resolve(path)));
                } catch (RejectedFile e) {
                    problem(path, e);
                }
            }
        }
    }

    private void problem(String path, RejectedFile rejected) {
        problems.add(path + ":" + rejected.line() + ": " + rejected.reason());
    }
}
