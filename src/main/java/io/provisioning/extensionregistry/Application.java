package io.provisioning.extensionregistry;

import io.provisioning.extensionregistry.config.RouteFiles;
import io.provisioning.extensionregistry.config.Settings;
import io.provisioning.extensionregistry.health.HealthView;
import io.provisioning.extensionregistry.health.ManagementServer;
import io.provisioning.extensionregistry.http.HttpServer;
import io.provisioning.extensionregistry.http.ServerOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/** The running service. The ports open when all routes run, and close first. */
public final class Application implements AutoCloseable {
    private static final int WORKERS = 20;
    private static final int DRAIN_SECONDS = 30;
    /** How long the banner waits for the sources at most; long enough for a server that is there. */
    private static final Duration FIRST_WORD = Duration.ofSeconds(2);

    private final Settings settings;
    private final Clock clock;
    private final Main camel = new Main();
    private final Telemetry telemetry;
    private HttpServer http;
    private ManagementServer management;
    private Wiring wiring;
    private volatile boolean ready;

    private Application(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.telemetry = new Telemetry(settings);
    }

    /**
     * Starts the service and opens its ports.
     *
     * @throws Exception if a route is broken or a port is taken; nothing is left running
     */
    public static Application start(Settings settings) throws Exception {
        return start(settings, Clock.systemUTC());
    }

    /** As {@link #start(Settings)}, with copies that age by another clock. */
    public static Application start(Settings settings, Clock clock) throws Exception {
        Application application = new Application(settings, clock);
        try {
            application.open();
            return application;
        } catch (Exception e) {
            application.close();
            throw e;
        }
    }

    private void open() throws Exception {
        Map<String, String> routes = RouteFiles.locations(settings.routes());
        if (routes.isEmpty()) {
            throw new IllegalStateException("there is no route, neither in the jar nor in " + settings.routes());
        }
        // Camel's own hook waits for a run that nobody began; whoever starts an application closes it.
        camel.setShutdownStrategy(new SimpleMainShutdownStrategy());
        camel.setOverrideProperties(CamelSettings.of(settings));
        camel.setDefaultPropertyPlaceholderLocation(
                "classpath:application.properties;optional=true,file:application.properties;optional=true");
        camel.configure().withRoutesIncludePattern(String.join(",", routes.values()));
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport main) {
                prepare();
            }

            @Override
            public void afterConfigure(BaseMainSupport main) {
                addSources();
            }
        });
        camel.start();
        wiring.liveSources().begin();
        http.listen();
        management = ManagementServer.open(
                http.vertx(),
                settings.management().host(),
                settings.management().port(),
                () -> ready,
                this::isReady,
                wiring.systemAnswers()::view,
                telemetry.metrics());
        ready = true;
    }

    private void prepare() {
        telemetry.bindSystem();
        var context = camel.getCamelContext();
        http = HttpServer.create(options(settings), telemetry.requests());
        http.bind(context);
        telemetry.trace(context, http);
        telemetry.bindConnections(http, clock);
        wiring = new Wiring(settings, context, telemetry.metrics(), clock).bind();
        http.answerAhead(settings.server().hotAnswers() ? wiring.hotAnswers() : null);
        wiring.upkeep().watch(http.router());
        telemetry.bindRoutes(context);
    }

    private void addSources() {
        try {
            wiring.addSources();
        } catch (Exception e) {
            throw new IllegalStateException("the routes of the sources cannot be made: " + e.getMessage(), e);
        }
    }

    /** Requests can be answered: from a source, from a copy, or because there is nothing to ask. */
    private boolean isReady() {
        return ready && !wiring.systemAnswers().view().status().equals(HealthView.UNHEALTHY);
    }

    /** The port of the API. */
    public int port() {
        return http.actualPort();
    }

    /** The port of the probes. */
    public int managementPort() {
        return management.port();
    }

    /**
     * What a person sees at the start. Waits a moment for what the sources say first.
     *
     * @param readyAfter from the start of the process until this was started
     * @param colours whether it is for a terminal that shows them
     */
    public String banner(Duration readyAfter, boolean colours) throws InterruptedException {
        if (!settings.store().isOffline()) {
            wiring.awaitSources(FIRST_WORD);
        }
        HealthView health = wiring.systemAnswers().view();
        return new BannerFacts(settings, wiring.legs().all(), health)
                .banner(port(), managementPort(), camel.getCamelContext().getRoutesSize(), readyAfter)
                .render(colours);
    }

    static ServerOptions options(Settings settings) {
        return ServerOptions.of(settings.server(), WORKERS, DRAIN_SECONDS);
    }

    /** Readiness goes down, running requests finish, then everything stops. */
    @Override
    public void close() {
        ready = false;
        if (http != null) {
            http.close();
        }
        camel.stop();
        telemetry.close();
    }
}
