package io.provisioning.extensionregistry.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the settings of one source. */
final class SourceReader {
    private static final int HOUR_MILLIS = 3_600_000;
    private static final int WEEK_SECONDS = 7 * 24 * 3600;
    /** A healed source is to be back soon. */
    private static final int MAX_BREAKER_MILLIS = 20_000;

    private static final String HOST = "[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+]";
    private static final String REPOSITORY = "[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*";

    private final Values values;
    private final String id;
    private final String kind;

    SourceReader(Values values, String id, String kind) {
        this.values = values;
        this.id = id;
        this.kind = kind;
    }

    /** Empty if the source is off: it has no address. All its other values are checked all the same. */
    Optional<SourceSettings> read() {
        boolean gitea = kind.equals("gitea");
        URI url = gitea ? giteaUrl() : registryUrl();
        SourceSettings source = new SourceSettings(
                id,
                kind,
                url,
                gitea ? organization(url) : namespace(),
                values.secret(key(gitea ? "token-path" : "auth-token-path")),
                gitea ? null : username(),
                gitea ? null : values.secret(key("password-path")),
                gitea ? List.of() : repositories(),
                gitea ? null : discovery(),
                gitea && values.flag(key("source-archives")),
                timeout(),
                loadTimeout(),
                values.number(key("parallelism"), 1, 256),
                values.number(key("max-connections"), 1, 10_000),
                values.authorities(key("ca-path")),
                proxy(),
                redirectHosts(),
                values.secret(key("webhook-secret-path")),
                values.seconds(key("full-sweep-seconds"), 0, WEEK_SECONDS),
                resilience());
        return Optional.of(source).filter(checked -> checked.url() != null);
    }

    /** What counts for a drop-in, whose own routes know its address. */
    SourceSettings readDropIn() {
        return new SourceSettings(
                        id,
                        id,
                        null,
                        "",
                        values.secret(key("token-path")),
                        null,
                        null,
                        List.of(),
                        "auto",
                        false,
                        timeout(),
                        loadTimeout(),
                        values.number(key("parallelism"), 1, 256),
                        values.number(key("max-connections"), 1, 10_000),
                        values.authorities(key("ca-path")),
                        proxy(),
                        redirectHosts(),
                        null)
                .with(resilience());
    }

    private Duration timeout() {
        return values.millis(key("timeout-ms"), HOUR_MILLIS);
    }

    private Duration loadTimeout() {
        return values.millis(key("load-timeout-ms"), 24 * HOUR_MILLIS);
    }

    private URI proxy() {
        String allowed = "an address such as http://proxy.example:3128";
        URI proxy = values.url(key("proxy"), values.text(key("proxy")), false, allowed);
        if (proxy != null && !proxy.getScheme().equals("http")) {
            values.bad(key("proxy"), allowed);
        }
        return proxy;
    }

    private List<String> redirectHosts() {
        return values.list(
                key("redirect-hosts"),
                item -> item.matches("(" + HOST + ")(:[0-9]{1,5})?"),
                "hosts such as cdn.example.com or cdn.example.com:8443");
    }

    private Resilience resilience() {
        return new Resilience(
                values.number(key("retries"), 0, 5),
                values.number(key("breaker-calls"), 2, 1000),
                values.number(key("breaker-failure-percent"), 1, 100),
                values.millis(key("breaker-wait-ms"), MAX_BREAKER_MILLIS));
    }

    private URI giteaUrl() {
        String key = key("url");
        return values.url(key, values.text(key), true, "an address such as https://gitea.example.com");
    }

    private URI registryUrl() {
        String key = key("registry");
        String value = values.text(key);
        String url = value.isEmpty() || value.matches("(?i)[a-z][a-z0-9+.-]*://.*") ? value : "https://" + value;
        return values.url(key, url, false, "a host such as ghcr.io, localhost:5000 or http://localhost:5000");
    }

    private String organization(URI url) {
        String key = key("organization");
        if (url != null && values.text(key).isEmpty()) {
            values.bad(key, "the name of an organization or user, because " + key("url") + " is set");
        }
        return values.matching(key, "[A-Za-z0-9._-]{1,100}", "the name of an organization or user");
    }

    private String namespace() {
        return values.matching(
                key("namespace"), REPOSITORY, "empty or a namespace such as org/extensions, in lower case");
    }

    private String username() {
        String username = values.text(key("username"));
        boolean password = !values.text(key("password-path")).isEmpty();
        if (password && username.isEmpty()) {
            values.bad(key("username"), "a name, because " + key("password-path") + " is set");
        }
        if (!password && !username.isEmpty()) {
            values.bad(key("password-path"), "a path, because " + key("username") + " is set");
        }
        return username.isEmpty() ? null : username;
    }

    private List<String> repositories() {
        return values.list(
                key("repositories"), item -> item.matches(REPOSITORY), "repositories such as org/aws-provider");
    }

    private String discovery() {
        String discovery = values.choice(key("discovery"), "catalog", "static", "auto");
        if (discovery.equals("static") && values.text(key("repositories")).isEmpty()) {
            values.bad(key("repositories"), "at least one repository, because " + key("discovery") + " is static");
        }
        return discovery;
    }

    private String key(String name) {
        return Keys.PREFIX + id + "." + name;
    }
}
