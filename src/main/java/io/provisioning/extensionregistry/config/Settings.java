package io.provisioning.extensionregistry.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All settings, checked.
 *
 * @param sourceOrder the ids as listed, in order of preference; also those that are off and listed drop-ins
 * @param sources those that have an address, in that order
 * @param dropIns those that are one file of routes each, by name
 * @param fanOutTimeout how long a request waits
 * @param distribution what is served below {@code /v2}
 * @param routes a folder of further routes; it need not exist
 * @param healthInterval between two probes of a source
 * @param log what is written to the log, and how
 * @param tracing where traces go
 * @param warnings what was passed over, one line each
 * @param properties every {@code registry.*} key with the value that counts
 * @param reader for what is set only while the service runs: the settings of a source that is a file of its own
 */
public record Settings(
        ServerSettings server,
        ManagementSettings management,
        List<String> sourceOrder,
        List<SourceSettings> sources,
        List<SourceSettings> dropIns,
        Duration fanOutTimeout,
        CacheSettings cache,
        StoreSettings store,
        DistributionSettings distribution,
        Path routes,
        Duration healthInterval,
        LogSettings log,
        TracingSettings tracing,
        List<String> warnings,
        Map<String, String> properties,
        Reader reader) {
    /** Reads the settings once more, from wherever they were read. */
    @FunctionalInterface
    public interface Reader {
        /** @throws SettingsException if a value is bad now */
        Settings read() throws SettingsException;
    }

    /** The sources of a kind of which one has not answered by itself are left this much later than they should. */
    static final Duration KIND_BACKSTOP = Duration.ofSeconds(1);

    /** A fan-out that has not ended by itself is ended this much later than it should. */
    static final Duration BACKSTOP = KIND_BACKSTOP.multipliedBy(2);

    public Settings {
        sourceOrder = List.copyOf(sourceOrder);
        sources = List.copyOf(sources);
        dropIns = List.copyOf(dropIns);
        warnings = List.copyOf(warnings);
        properties = Map.copyOf(properties);
    }

    /** The settings of a drop-in; the defaults if its routes stand in another file than that of its name. */
    public SourceSettings ofDropIn(String id) {
        return dropIns.stream()
                .filter(dropIn -> dropIn.id().equals(id))
                .findFirst()
                .orElseGet(() -> SourceSettings.ofDropIn(id));
    }

    /**
     * What placeholders in routes see: every key, those without a value as an empty text, those of drop-in sources as
     * far as they are set, {@code registry.fan-out.backstop-ms} and {@code registry.fan-out.kind-backstop-ms}.
     */
    public Map<String, String> asProperties() {
        return properties;
    }

    /** Why a source that is a file of its own cannot have this id; null if it can. */
    public String whyNoDropIn(String id) {
        if (!isSourceId(id)) {
            return "the name of the file is no id of a source: " + id;
        }
        return sources.stream().anyMatch(source -> source.id().equals(id))
                ? "there is a configured source " + id
                : null;
    }

    static boolean isSourceId(String id) {
        return id.matches(SourceIds.GRAMMAR) && !Keys.RESERVED.contains(id) && !Keys.KINDS.contains(id);
    }

    /** The same without anything that is written to the disk. */
    public Settings forTrial() {
        return new Settings(
                server,
                management,
                sourceOrder,
                sources,
                dropIns,
                fanOutTimeout,
                cache.withoutDirectory(),
                store.off(),
                distribution,
                routes,
                healthInterval,
                log,
                tracing,
                warnings,
                properties,
                reader);
    }

    /** Whether those files are looked at again while the service runs. */
    public boolean watchesDropIns() {
        return Boolean.parseBoolean(properties.get("registry.drop-ins.watch"));
    }

    /** How long a load of a source may take. */
    public Duration loadTimeout(String source) {
        return Stream.concat(sources.stream(), dropIns.stream())
                .filter(known -> known.id().equals(source))
                .map(SourceSettings::loadTimeout)
                .findFirst()
                .orElse(SourceSettings.DEFAULT_LOAD_TIMEOUT);
    }
}
