package io.provisioning.extensionregistry.config;

/** Reads the settings of the public port. */
final class ServerReader {
    private static final int DAY_SECONDS = 86_400;

    private final Values values;

    ServerReader(Values values) {
        this.values = values;
    }

    ServerSettings read() {
        return new ServerSettings(
                values.host("registry.server.host"),
                values.port("registry.server.port"),
                values.url(
                        "registry.server.public-url",
                        values.text("registry.server.public-url"),
                        true,
                        "an address such as https://extensions.example.com"),
                values.list(
                        "registry.server.trusted-proxies",
                        Network::isOne,
                        "addresses or networks such as 10.0.0.1, 10.0.0.0/8 or fd00::/8"),
                values.list(
                        "registry.server.cors-origins",
                        item -> item.equals("*") || item.matches("https?://[A-Za-z0-9.\\[\\]:-]+"),
                        "origins such as https://app.example.com, or *"),
                limits(),
                new RateLimit(
                        values.number("registry.server.rate-limit-per-minute", 0, 10_000_000),
                        values.number("registry.server.rate-limit-burst", 0, 10_000_000)),
                tls(),
                values.flag("registry.server.hot-answers"));
    }

    private TlsFiles tls() {
        String certificate = "registry.server.tls-certificate-path";
        String key = "registry.server.tls-key-path";
        TlsFiles files = new TlsFiles(values.path(certificate), values.path(key));
        if (files.certificate() == null && files.key() == null) {
            return null;
        }
        if (files.certificate() == null || files.key() == null) {
            String missing = files.key() == null ? key : certificate;
            values.bad(missing, "a path, because " + (files.key() == null ? certificate : key) + " is set");
            return null;
        }
        try {
            TlsIdentity.read(files);
        } catch (IllegalArgumentException e) {
            values.bad(certificate, "the path of a PEM file whose key is in " + key + " (" + e.getMessage() + ")");
        }
        return files;
    }

    private ServerLimits limits() {
        return new ServerLimits(
                values.number("registry.server.max-url-bytes", 256, 1 << 20),
                values.number("registry.server.max-header-bytes", 1024, 1 << 20),
                values.number("registry.server.max-body-bytes", 0, 1 << 30),
                values.number("registry.server.max-connections", 1, 1_000_000),
                values.seconds("registry.server.idle-timeout-seconds", 1, DAY_SECONDS),
                values.seconds("registry.server.request-timeout-seconds", 1, DAY_SECONDS),
                values.seconds("registry.server.send-timeout-seconds", 1, DAY_SECONDS));
    }
}
