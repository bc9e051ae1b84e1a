package io.provisioning.extensionregistry.http;

import io.provisioning.extensionregistry.config.ServerLimits;
import io.provisioning.extensionregistry.config.TlsFiles;
import io.provisioning.extensionregistry.config.TlsIdentity;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate of the public port. Its files are looked at again and again; what they hold counts when two looks have
 * found the same, so that no half of a change does. Connections that are open go on with what they began with.
 */
public final class ServerTls {
    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");

    private final TlsFiles files;
    private final CurrentCertificate certificate;
    private volatile boolean failed;
    /** What the files held, or why they could not be read. */
    private Object lastSeen;

    private Object rejected;

    ServerTls(TlsFiles files) {
        this.files = files;
        this.certificate = new CurrentCertificate(TlsIdentity.read(files));
        this.lastSeen = certificate.get().pem();
    }

    /** When the certificate that is served ends. */
    public Instant expires() {
        return certificate.get().expires();
    }

    /** Whether the files hold something now that cannot be served. */
    public boolean isFailed() {
        return failed;
    }

    /** Makes a server speak TLS. */
    void applyTo(HttpServerOptions options, ServerLimits limits) {
        options.setSsl(true)
                .setKeyCertOptions(KeyCertOptions.wrap(certificate))
                .setEnabledSecureTransportProtocols(PROTOCOLS)
                .setSslHandshakeTimeout(limits.request().toSeconds());
    }

    /** Has the certificate exchanged whenever the files change. */
    void watch(Vertx vertx) {
        vertx.setPeriodic(
                BETWEEN_LOOKS.toMillis(),
                look -> vertx.executeBlocking(() -> {
                    look();
                    return null;
                }));
    }

    private synchronized void look() {
        Object seen;
        try {
            seen = TlsIdentity.pem(files);
        } catch (IllegalArgumentException e) {
            seen = e.getMessage();
        }
        boolean twice = seen.equals(lastSeen);
        lastSeen = seen;
        if (seen.equals(certificate.get().pem())) {
            failed = false;
            rejected = null;
        } else if (twice && !seen.equals(rejected)) {
            take(seen);
        }
    }

    private void take(Object seen) {
        try {
            if (!(seen instanceof PemKeyCertOptions pem)) {
                throw new IllegalArgumentException(String.valueOf(seen));
            }
            certificate.set(TlsIdentity.of(pem));
            failed = false;
            rejected = null;
            LOG.info("A new certificate is served; it ends at {}", expires());
        } catch (IllegalArgumentException e) {
            rejected = seen;
            failed = true;
            LOG.error(
                    "The certificate and key of the server cannot be used ({}); the old ones are served on",
                    e.getMessage());
        }
    }
}
