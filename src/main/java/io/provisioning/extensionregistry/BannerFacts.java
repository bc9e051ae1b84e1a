package io.provisioning.extensionregistry;

import io.provisioning.extensionregistry.catalog.Legs;
import io.provisioning.extensionregistry.config.RouteFiles;
import io.provisioning.extensionregistry.config.Settings;
import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.health.HealthView;
import io.provisioning.extensionregistry.health.RouteFileView;
import io.provisioning.extensionregistry.health.StoreView;
import java.net.URI;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the banner says, from what is set and what is known so far.
 *
 * @param legs the sources that are asked, in their order
 * @param health what is known of them
 */
record BannerFacts(Settings settings, List<Legs.Leg> legs, HealthView health) {
    private static final String LOADING = "loading";
    private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");
    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB");

    /**
     * All of it.
     *
     * @param port that is open, as {@code managementPort}
     * @param routes how many run
     */
    Banner banner(int port, int managementPort, int routes, Duration readyAfter) {
        return new Banner(
                health.version(),
                System.getProperty("java.version"),
                readyAfter,
                addresses(port, managementPort),
                sources(),
                store(),
                routes,
                own(),
                rejected());
    }

    List<Banner.Address> addresses(int port, int managementPort) {
        String host = settings.server().host();
        String scheme = settings.server().tls() == null ? "http" : "https";
        String api = scheme + "://" + reachable(host) + ":" + port + "/api/v1";
        URI shown = settings.server().publicUrl();
        List<Banner.Address> addresses = new ArrayList<>();
        addresses.add(new Banner.Address("api", api, every(host)));
        if (shown != null) {
            addresses.add(new Banner.Address("", shown + "/api/v1", "what users see"));
        }
        addresses.add(new Banner.Address("docs", (shown == null ? api : shown + "/api/v1") + "/docs", ""));
        String management = settings.management().host();
        addresses.add(new Banner.Address(
                "management",
                "http://" + reachable(management) + ":" + managementPort + "/observe/health",
                every(management)));
        return addresses;
    }

    List<Banner.Source> sources() {
        Set<String> asked = legs.stream().map(Legs.Leg::source).collect(Collectors.toSet());
        return Stream.concat(
                        legs.stream().map(this::asked),
                        settings.sourceOrder().stream()
                                .filter(id -> !asked.contains(id))
                                .map(this::off))
                .toList();
    }

    private Banner.Source asked(Legs.Leg leg) {
        HealthView.Backend known = health.backends().get(leg.source());
        String id = leg.source();
        String kind = leg.dropIn() ? "file" : leg.kind();
        if (health.mode() != null) {
            return new Banner.Source(id, kind, place(id), Banner.State.OFF, "not asked", health.mode());
        }
        if (known == null || LOADING.equals(known.reason())) {
            return new Banner.Source(id, kind, place(id), Banner.State.UNKNOWN, "no answer yet", "");
        }
        return known.healthy()
                ? new Banner.Source(id, kind, place(id), Banner.State.GOOD, "reachable", known.latencyMs() + " ms")
                : new Banner.Source(id, kind, place(id), Banner.State.BAD, known.reason(), known.error());
    }

    private Banner.Source off(String id) {
        String kind = settings.asProperties().getOrDefault("registry." + id + ".kind", "");
        String key = kind.equals("gitea") ? "url" : kind.equals("oci") ? "registry" : null;
        String why = key == null ? "there is no good file " + file(id) : "registry." + id + "." + key + " is not set";
        return new Banner.Source(id, kind.isEmpty() ? "file" : kind, "", Banner.State.OFF, "off", why);
    }

    /** The host of a configured source, with what is asked there, or the file that it is. Never user or password. */
    private String place(String id) {
        return settings.sources().stream()
                .filter(source -> source.id().equals(id))
                .map(BannerFacts::place)
                .findFirst()
                .orElseGet(() -> file(id));
    }

    private static String place(SourceSettings source) {
        URI url = source.url();
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        String host = url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort()) + path;
        return source.owner().isEmpty() ? host : host + "/" + source.owner();
    }

    private static String file(String id) {
        return RouteFiles.DROP_INS + "/" + id + RouteFiles.ENDING;
    }

    String store() {
        StoreView store = health.store();
        if (store == null) {
            return "off";
        }
        String kept = "%s in %s, %s of %s"
                .formatted(
                        store.mode(),
                        settings.store().directory(),
                        size(store.bytes()),
                        size(settings.store().maxBytes()));
        return store.healthy() ? kept : kept + "; takes nothing in: " + store.error();
    }

    /** The files of the user's folder that count; one that is the same as in the jar is not theirs. */
    List<String> own() {
        Set<String> rejected =
                health.rejectedFiles().stream().map(RouteFileView::file).collect(Collectors.toSet());
        return RouteFiles.inFolder(settings.routes()).stream()
                .filter(path -> !rejected.contains(path) && !RouteFiles.isSameAsPackaged(settings.routes(), path))
                .map(path -> path.substring(0, path.length() - RouteFiles.ENDING.length()))
                .toList();
    }

    List<String> rejected() {
        return health.rejectedFiles().stream()
                .map(file -> file.file() + (file.line() == null ? "" : ":" + file.line()) + ": " + file.reason())
                .toList();
    }

    private static String reachable(String host) {
        return EVERY_ADDRESS.contains(host) ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
    }

    private static String every(String host) {
        return EVERY_ADDRESS.contains(host) ? "on every address" : "";
    }

    private static String size(long bytes) {
        if (bytes == 0) {
            return "nothing";
        }
        double amount = bytes;
        int unit = 0;
        for (; amount >= 1024 && unit < UNITS.size() - 1; unit++) {
            amount /= 1024;
        }
        return new DecimalFormat("0.#", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(amount) + " "
                + UNITS.get(unit);
    }
}
