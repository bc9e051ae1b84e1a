package io.provisioning.extensionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.provisioning.extensionregistry.config.TlsFiles;
import io.provisioning.extensionregistry.it.Eventually;
import io.provisioning.extensionregistry.support.LogLines;
import io.provisioning.extensionregistry.support.TestCertificate;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTlsTest {
    private static final byte[] BIG = new byte[3 << 20];

    @TempDir
    private Path folder;

    private TestCertificate old;
    private TestCertificate next;
    private Path certificate;
    private Path key;
    private ServerFixture fixture;
    private LogLines log;

    @BeforeEach
    void start() throws Exception {
        old = TestCertificate.create(Files.createDirectory(folder.resolve("old")));
        next = TestCertificate.create(Files.createDirectory(folder.resolve("next")));
        certificate = Files.copy(old.pem(), folder.resolve("tls.crt"));
        key = Files.copy(old.key(), folder.resolve("tls.key"));
        log = new LogLines(ServerTls.class);
        fixture = new ServerFixture(ServerFixture.options().with(new TlsFiles(certificate, key)), new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/big?httpMethodRestrict=GET").setBody(constant(BIG));
            }
        });
    }

    @AfterEach
    void stop() {
        fixture.close();
        log.close();
    }

    private ServerTls tls() {
        return fixture.server.tls().orElseThrow();
    }

    private static RawClient.Reply ask(Socket socket) throws IOException {
        socket.getOutputStream().write("GET /big HTTP/1.1\r\nHost: h\r\n\r\n".getBytes());
        return RawClient.read(socket.getInputStream(), "GET");
    }

    /** Whether a new connection is shown this certificate. */
    private boolean serves(TestCertificate which) {
        try (SSLSocket socket = which.connect(fixture.port())) {
            socket.startHandshake();
            return true;
        } catch (SSLException e) {
            return false;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a connection gets neither certificate. */
    private boolean isRefused() {
        return !serves(old) && !serves(next);
    }

    private static void put(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void thePortSpeaksTlsAloneAndSaysSo() throws Exception {
        try (SSLSocket socket = old.connect(fixture.port())) {
            RawClient.Reply reply = ask(socket);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).isEqualTo(BIG);
            assertThat(reply.header("Strict-Transport-Security")).isEqualTo("max-age=31536000");
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
        }
        assertThat(RawClient.get(fixture.port(), "/big").status())
                .as("plain HTTP")
                .isZero();
    }

    @Test
    void nothingOlderThanTls12IsSpoken() throws Exception {
        for (String version : new String[] {"TLSv1.2", "TLSv1.1"}) {
            try (SSLSocket socket = old.connect(fixture.port())) {
                socket.setEnabledProtocols(new String[] {version});
                if (version.equals("TLSv1.2")) {
                    assertThat(ask(socket).status()).isEqualTo(200);
                } else {
                    assertThatThrownBy(() -> ask(socket)).isInstanceOf(SSLException.class);
                }
            }
        }
    }

    @Test
    void aNewCertificateIsServedAndOpenConnectionsGoOn() throws Exception {
        try (SSLSocket open = old.connect(fixture.port())) {
            assertThat(ask(open).status()).isEqualTo(200);
            put(next.pem(), certificate);
            put(next.key(), key);
            Eventually.until("the new one is served", () -> serves(next) || isRefused());

            assertThat(serves(next)).as("no connection was refused meanwhile").isTrue();
            assertThat(serves(old)).isFalse();
            assertThat(ask(open).body()).isEqualTo(BIG);
        }
        assertThat(tls().isFailed()).isFalse();
        assertThat(log.lines()).singleElement().asString().startsWith("INFO A new certificate is served; it ends at ");
    }

    @Test
    void whatCannotBeServedChangesNothingUntilItCan() throws Exception {
        put(next.pem(), certificate);
        Eventually.until("it is noticed", () -> tls().isFailed());
        assertThat(serves(old)).isTrue();
        assertThat(log.lines())
                .containsExactly("ERROR The certificate and key of the server cannot be used"
                        + " (the key is not that of the certificate); the old ones are served on");

        Files.writeString(certificate, Files.readString(next.pem()).substring(0, 100));
        put(next.key(), key);
        assertThat(serves(old)).isTrue();

        put(next.pem(), certificate);
        Eventually.until("the new one is served", () -> serves(next));
        assertThat(tls().isFailed()).isFalse();
    }

    @Test
    void theCertificatesEndIsKnown() throws Exception {
        try (SSLSocket socket = old.connect(fixture.port())) {
            var shown = (java.security.cert.X509Certificate) socket.getSession().getPeerCertificates()[0];
            assertThat(tls().expires()).isEqualTo(shown.getNotAfter().toInstant());
        }
    }
}
