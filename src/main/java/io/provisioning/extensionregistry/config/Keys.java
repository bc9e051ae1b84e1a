package io.provisioning.extensionregistry.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** All keys and their defaults; an empty default means that there is none. */
final class Keys {
    /** Words after {@code registry.} that are no source's id. */
    static final Set<String> RESERVED = Set.of(
            "server",
            "management",
            "sources",
            "cache",
            "store",
            "routes",
            "drop-ins",
            "fan-out",
            "health",
            "config",
            "distribution",
            "log",
            "tracing");

    /** The kinds of sources; also the ids of those that need no {@code kind}. */
    static final Set<String> KINDS = Set.of("gitea", "oci");

    static final String PREFIX = "registry.";
    /** Where {@code config.toml} is; by {@code -D} or environment only. */
    static final String CONFIG = "registry.config";

    static final String SOURCES = "registry.sources";
    static final String ROUTES = "registry.routes";

    /** The keys that stand for themselves, in the order in which they are documented. */
    static final Map<String, String> FIXED = map(
            "registry.server.host",
            "0.0.0.0",
            "registry.server.port",
            "8082",
            "registry.server.public-url",
            "",
            "registry.server.trusted-proxies",
            "",
            "registry.server.cors-origins",
            "",
            "registry.server.max-url-bytes",
            "8192",
            "registry.server.max-header-bytes",
            "16384",
            "registry.server.max-body-bytes",
            "1048576",
            "registry.server.max-connections",
            "10000",
            "registry.server.idle-timeout-seconds",
            "60",
            "registry.server.request-timeout-seconds",
            "30",
            "registry.server.send-timeout-seconds",
            "60",
            "registry.server.rate-limit-per-minute",
            "0",
            "registry.server.rate-limit-burst",
            "0",
            "registry.server.tls-certificate-path",
            "",
            "registry.server.tls-key-path",
            "",
            "registry.server.hot-answers",
            "true",
            "registry.management.host",
            "0.0.0.0",
            "registry.management.port",
            "9876",
            SOURCES,
            "gitea,oci",
            "registry.fan-out.timeout-ms",
            "6000",
            "registry.cache.capacity",
            "1000",
            "registry.cache.ttl-seconds",
            "300",
            "registry.cache.stale-seconds",
            "86400",
            "registry.cache.negative-ttl-seconds",
            "30",
            "registry.cache.no-cache-per-minute",
            "10",
            "registry.cache.directory",
            "",
            "registry.store.mode",
            "read-through",
            "registry.store.directory",
            "data/store",
            "registry.store.max-bytes",
            "10737418240",
            "registry.store.scrub-bytes-per-second",
            "16777216",
            "registry.store.scrub-interval-seconds",
            "86400",
            "registry.distribution.namespace",
            "",
            "registry.distribution.pull-through",
            "false",
            "registry.distribution.hash-ahead",
            "false",
            "registry.distribution.hash-wait-seconds",
            "60",
            ROUTES,
            "routes",
            "registry.drop-ins.watch",
            "true",
            "registry.health.interval-seconds",
            "10",
            "registry.log.format",
            "text",
            "registry.log.access",
            "false",
            "registry.log.levels-path",
            "",
            "registry.tracing.endpoint",
            "",
            "registry.tracing.sample-ratio",
            "1.0",
            "registry.tracing.header-path",
            "");

    private static final Map<String, String> ANY_SOURCE = map(
            "kind", "",
            "timeout-ms", "5000",
            "load-timeout-ms", "300000",
            "parallelism", "8",
            "max-connections", "32",
            "retries", "2",
            "breaker-calls", "10",
            "breaker-failure-percent", "50",
            "breaker-wait-ms", "10000",
            "ca-path", "",
            "proxy", "",
            "redirect-hosts", "",
            "webhook-secret-path", "");
    private static final Map<String, String> GITEA = map(
            "url", "", "organization", "", "token-path", "", "source-archives", "false", "full-sweep-seconds", "3600");
    private static final Map<String, String> OCI = map(
            "registry", "",
            "namespace", "",
            "auth-token-path", "",
            "username", "",
            "password-path", "",
            "repositories", "",
            "discovery", "auto",
            "full-sweep-seconds", "7200");

    private Keys() {}

    /**
     * The keys of one source below {@code registry.<id>.}, with their defaults.
     *
     * @param kind null or unknown for what all kinds have
     */
    static Map<String, String> ofSource(String id, String kind) {
        Map<String, String> keys = new LinkedHashMap<>();
        String below = PREFIX + id + ".";
        if ("gitea".equals(kind)) {
            GITEA.forEach((name, value) -> keys.put(below + name, value));
        }
        if ("oci".equals(kind)) {
            OCI.forEach((name, value) -> keys.put(below + name, value));
        }
        ANY_SOURCE.forEach((name, value) -> keys.put(below + name, value));
        if (KINDS.contains(id)) {
            keys.put(below + "kind", id);
        }
        return keys;
    }

    /** The keys that every drop-in has beside its own, with their defaults. */
    static Map<String, String> ofDropIn(String id) {
        Map<String, String> keys = new LinkedHashMap<>(ofSource(id, null));
        keys.remove(PREFIX + id + ".kind");
        keys.remove(PREFIX + id + ".webhook-secret-path");
        keys.put(PREFIX + id + ".token-path", "");
        return keys;
    }

    /** The environment variable of a key: {@code REGISTRY_FAN_OUT_TIMEOUT_MS}. */
    static String environmentName(String key) {
        return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static Map<String, String> map(String... keysAndValues) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return Collections.unmodifiableMap(map);
    }
}
