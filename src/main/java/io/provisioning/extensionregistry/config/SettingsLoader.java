package io.provisioning.extensionregistry.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Finds, checks and types all settings. */
public final class SettingsLoader {
    private static final int DAY_SECONDS = 86_400;
    private static final int YEAR_SECONDS = 366 * DAY_SECONDS;

    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> resolved = new LinkedHashMap<>();
    private final Layers layers;
    private final Values values;

    private SettingsLoader(Properties system, Map<String, String> env, Path directory, Properties defaults) {
        this.layers = Layers.read(system, env, directory, defaults, problems);
        this.values = new Values(resolved, directory, problems);
    }

    /** As {@link #load(Properties, Map, Path, Properties)} with the defaults that come in the jar. */
    public static Settings load(Properties system, Map<String, String> environment, Path directory)
            throws SettingsException {
        Properties defaults = new Properties();
        try (InputStream in = SettingsLoader.class.getResourceAsStream("/application.properties")) {
            if (in != null) {
                defaults.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return load(system, environment, directory, defaults);
    }

    /**
     * All settings, from what is passed alone.
     *
     * @param system what {@code -D} set; other properties do no harm
     * @param environment other variables do no harm
     * @param directory where {@code config.toml} and {@code application.properties} may be, and relative paths begin
     * @param defaults what counts if nothing else does
     * @throws SettingsException if a value is bad; it names all of them
     */
    public static Settings load(Properties system, Map<String, String> environment, Path directory, Properties defaults)
            throws SettingsException {
        SettingsLoader loader = new SettingsLoader(system, environment, directory, defaults);
        Settings settings = loader.read(() -> load(system, environment, directory, defaults));
        if (!loader.problems.isEmpty()) {
            throw new SettingsException(loader.problems);
        }
        return settings;
    }

    private Settings read(Settings.Reader reader) {
        resolve(Keys.FIXED);
        Path routes = values.path(Keys.ROUTES);
        SourceIds ids = SourceIds.read(values, routes);
        List<SourceSettings> sources = new ArrayList<>();
        for (String id : ids.listed()) {
            source(id, ids).ifPresent(sources::add);
        }
        List<SourceSettings> dropIns = ids.dropIns().stream()
                .filter(id -> ids.kind(id, layers).isEmpty())
                .map(this::dropIn)
                .toList();
        new KeyCheck(layers, ids, resolved).run(problems);
        values.flag("registry.drop-ins.watch");
        Duration fanOut = values.millis("registry.fan-out.timeout-ms", 600_000);
        DistributionSettings distribution = distribution(sources);
        resolved.put("registry.distribution.namespace", distribution.namespace());
        resolved.put(
                "registry.fan-out.backstop-ms",
                String.valueOf(fanOut.plus(Settings.BACKSTOP).toMillis()));
        resolved.put(
                "registry.fan-out.kind-backstop-ms",
                String.valueOf(fanOut.plus(Settings.KIND_BACKSTOP).toMillis()));
        return new Settings(
                new ServerReader(values).read(),
                new ManagementSettings(
                        values.host("registry.management.host"), values.port("registry.management.port")),
                ids.listed(),
                sources,
                dropIns,
                fanOut,
                cache(),
                store(),
                distribution,
                routes,
                values.seconds("registry.health.interval-seconds", 1, DAY_SECONDS),
                LogSettings.read(values),
                TracingSettings.read(values),
                layers.warnings(),
                resolved,
                reader);
    }

    private Optional<SourceSettings> source(String id, SourceIds ids) {
        String kind = ids.kind(id, layers);
        if (kind.isEmpty() && ids.dropIns().contains(id)) {
            return Optional.empty();
        }
        resolve(Keys.ofSource(id, kind));
        if (!Keys.KINDS.contains(kind)) {
            values.choice(Keys.PREFIX + id + ".kind", "gitea", "oci");
            return Optional.empty();
        }
        return new SourceReader(values, id, kind).read();
    }

    private SourceSettings dropIn(String id) {
        resolve(Keys.ofDropIn(id));
        return new SourceReader(values, id, id).readDropIn();
    }

    private CacheSettings cache() {
        return new CacheSettings(
                values.number("registry.cache.capacity", 1, 10_000_000),
                values.seconds("registry.cache.ttl-seconds", 1, YEAR_SECONDS),
                values.seconds("registry.cache.stale-seconds", 0, YEAR_SECONDS),
                values.seconds("registry.cache.negative-ttl-seconds", 0, YEAR_SECONDS),
                values.number("registry.cache.no-cache-per-minute", 0, 10_000),
                values.path("registry.cache.directory"));
    }

    private StoreSettings store() {
        return new StoreSettings(
                values.choice("registry.store.mode", StoreSettings.OFF, "read-through", StoreSettings.OFFLINE),
                values.path("registry.store.directory"),
                values.bigNumber("registry.store.max-bytes", 1, Long.MAX_VALUE),
                values.bigNumber("registry.store.scrub-bytes-per-second", 0, Long.MAX_VALUE),
                values.seconds("registry.store.scrub-interval-seconds", 1, YEAR_SECONDS));
    }

    private DistributionSettings distribution(List<SourceSettings> sources) {
        return new DistributionSettings(
                DistributionNamespace.read(values, sources),
                values.flag("registry.distribution.pull-through"),
                values.flag("registry.distribution.hash-ahead"),
                values.seconds("registry.distribution.hash-wait-seconds", 1, DAY_SECONDS));
    }

    /** A value that is set to nothing counts as not set: so do templates write what they do not know. */
    private void resolve(Map<String, String> defaults) {
        defaults.forEach((key, fallback) -> {
            String value = layers.value(key);
            resolved.put(key, value.isEmpty() ? fallback : value);
        });
    }
}
