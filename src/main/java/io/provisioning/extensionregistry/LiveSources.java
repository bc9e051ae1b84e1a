package io.provisioning.extensionregistry;

import io.provisioning.extensionregistry.cache.Caches;
import io.provisioning.extensionregistry.cache.Flights;
import io.provisioning.extensionregistry.config.RouteFiles;
import io.provisioning.extensionregistry.config.Settings;
import io.provisioning.extensionregistry.dropins.FileChanges;
import io.provisioning.extensionregistry.dropins.PendingFiles;
import io.provisioning.extensionregistry.dropins.RejectedFile;
import io.provisioning.extensionregistry.dropins.RouteCheck;
import io.provisioning.extensionregistry.dropins.RouteExchange;
import io.provisioning.extensionregistry.health.RejectedFiles;
import io.provisioning.extensionregistry.metrics.SourceCalls;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sources that are a file of their own: they come, change and go while the service runs. A file that cannot be used
 * changes nothing; what it was before goes on serving.
 */
public final class LiveSources {
    private static final Logger LOG = LoggerFactory.getLogger(LiveSources.class);
    private static final String LIST = "list";

    private final Settings settings;
    private final CamelContext context;
    private final DropInSettings ownSettings;
    private final SourceParts parts;
    private final SourceRoutes routes;
    private final RouteExchange exchange;
    private final RouteCheck check;
    private final RejectedFiles rejected;
    private final Caches caches;
    private final Flights flights;
    private final SourceCalls sourceCalls;
    private final Upkeep upkeep;
    private final FileChanges files;
    private final Set<String> serving = new HashSet<>();
    private final PendingFiles pending = new PendingFiles();
    private boolean open;

    LiveSources(
            Settings settings,
            CamelContext context,
            SourceParts parts,
            SourceRoutes routes,
            RouteExchange exchange,
            RejectedFiles rejected,
            Caches caches,
            Flights flights,
            SourceCalls sourceCalls,
            Upkeep upkeep) {
        this.settings = settings;
        this.context = context;
        this.ownSettings = new DropInSettings(settings, context);
        this.parts = parts;
        this.routes = routes;
        this.exchange = exchange;
        this.check = new RouteCheck(context);
        this.rejected = rejected;
        this.caches = caches;
        this.flights = flights;
        this.sourceCalls = sourceCalls;
        this.upkeep = upkeep;
        this.files = new FileChanges(settings.routes().resolve(RouteFiles.DROP_INS), RouteFiles.ENDING);
    }

    /** Takes in the files that are there; when all other routes run, and before the first request. */
    synchronized void begin() throws IOException {
        files.first().forEach((name, text) -> take(name, Optional.of(text)));
        routes.warnIfNobody();
        open = true;
    }

    /** Takes in what has changed since the last look. Never fails: it is called again and again. */
    public synchronized void look() {
        if (!open || !settings.watchesDropIns()) {
            return;
        }
        try {
            files.look().forEach(this::take);
            pending.due(name -> ownSettings.said(RouteFiles.source(path(name))))
                    .forEach((name, text) -> take(name, Optional.of(text)));
        } catch (IOException e) {
            LOG.warn("The folder of sources cannot be read: {}", e.toString());
        }
    }

    private void take(String name, Optional<String> text) {
        String path = path(name);
        if (RouteFiles.isPackaged(path)) {
            if (open) {
                LOG.warn("{} takes the place of a file in the jar: it counts from the next start", path);
            }
            return;
        }
        String id = RouteFiles.source(path);
        String said = ownSettings.said(id);
        pending.remove(name);
        try {
            if (text.isPresent()) {
                add(id, path, text.get());
            } else if (serving.remove(id)) {
                remove(id);
                LOG.info("{}: its file is gone, and so is the source", id);
            }
            rejected.forget(path);
        } catch (RejectedFile e) {
            reject(id, path, e);
            text.ifPresent(rejectedText -> pending.put(name, rejectedText, said));
        } catch (Exception e) {
            LOG.error("{} met a defect", path, e);
            reject(id, path, RejectedFile.because("it cannot be taken in: " + e.getMessage()));
        }
    }

    /**
     * Finds out whether a file could be taken in. Its source has its parts then, but nobody asks it.
     *
     * @return the operations that it offers
     * @throws RejectedFile if it cannot
     */
    Set<String> examine(String id, String path, String text) throws RejectedFile {
        String refusal = settings.whyNoDropIn(id);
        if (refusal != null) {
            throw RejectedFile.because(refusal);
        }
        parts.bindDropIn(ownSettings.of(id));
        return check.operations(id, resource(path, text));
    }

    private void add(String id, String path, String text) throws Exception {
        Set<String> operations = examine(id, path, text);
        exchange.put(id, resource(path, text), routes.givenTo(id, operations));
        routes.addDropIn(ownSettings.of(id), operations);
        boolean isNew = serving.add(id);
        // Its catalogue serves until the new one is here.
        caches.forget(id, !operations.contains(LIST));
        routes.ask(id, operations, settings.sourceOrder());
        if (isNew) {
            upkeep.restoreDropIn(id);
        }
        if (operations.contains(LIST)) {
            flights.joinAnew(id, id, LIST, null, loads(id), 1);
        }
        LOG.info("{}: {} from {}", id, isNew ? "a new source" : "the source has changed", path);
    }

    private static String path(String name) {
        return RouteFiles.DROP_INS + "/" + name;
    }

    private static Resource resource(String path, String text) {
        return ResourceHelper.fromString("routes/" + path, text);
    }

    private void remove(String id) throws Exception {
        routes.askNoMore(id);
        exchange.remove(id);
        caches.forget(id, true);
        sourceCalls.forget(id);
    }

    private void reject(String id, String path, RejectedFile e) {
        boolean previous = serving.contains(id);
        if (!rejected.reject(path, e.line(), e.reason(), previous)) {
            return;
        }
        LOG.warn(
                "{}:{}: {}; {}",
                path,
                e.line(),
                e.reason(),
                previous ? "the version before it goes on serving" : "it is left out");
    }

    private ExecutorService loads(String id) {
        return context.getRegistry().lookupByNameAndType(id + ".loads", ExecutorService.class);
    }
}
