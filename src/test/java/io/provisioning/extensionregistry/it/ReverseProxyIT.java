package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.TwoSources.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.Nginx;
import io.provisioning.extensionregistry.support.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service behind proxies. A real nginx (Debian's package) stands before it in one test, which is skipped without it;
 * with {@code NGINX=required} in the environment that is a failure.
 */
class ReverseProxyIT {
    private static final String PAGE = "/registry/api/v1/extensions?limit=1&sort=name";

    @TempDir
    private Path folder;

    private TestCertificate certificate;
    private int port;

    private static TwoSources start(String... settings) throws Exception {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        TwoSources sources = TwoSources.cold(FakeGitea.sample(), FakeRegistry.sample(), all);
        sources.awaitLoaded();
        return sources;
    }

    @Test
    void behindNginxWithTlsAndAPathEveryAddressLeadsBack() throws Exception {
        boolean required = "required".equals(System.getenv("NGINX"));
        assumeTrue(required || Nginx.isThere(), "nginx is missing; set NGINX=required to fail");
        certificate = TestCertificate.create(folder);
        port = Nginx.freePort();
        String publicUrl = "https://127.0.0.1:" + port + "/registry";
        try (TwoSources sources =
                        start("registry.server.public-url", publicUrl, "registry.server.trusted-proxies", "127.0.0.1");
                Nginx nginx = Nginx.start(
                        folder, port, sources.registry().application().port(), certificate)) {
            Eventually.until("nginx answers", () -> answers(nginx.port()));
            JsonNode first = Golden.parse(Raw.body(ask(PAGE))).get(0);
            assertThat(first.get("url").asText()).startsWith(publicUrl + "/api/v1/extensions/");
            assertThat(ask(path(first.get("url").asText())))
                    .startsWith("HTTP/1.1 200")
                    .containsIgnoringCase("\r\nContent-Disposition: attachment");

            Matcher next = Pattern.compile("<([^>]*)>; rel=\"next\"").matcher(ask(PAGE));
            assertThat(next.find()).isTrue();
            URI second = URI.create(publicUrl + "/api/v1/extensions").resolve(next.group(1));
            assertThat(Golden.parse(Raw.body(ask(path(second.toString()))))
                            .get(0)
                            .get("name"))
                    .isNotEqualTo(first.get("name"));

            assertThat(Golden.parse(Raw.body(ask("/registry/api/v1/openapi.json")))
                            .at("/servers/0/url")
                            .asText())
                    .isEqualTo(publicUrl);
            String page = Raw.body(ask("/registry/api/v1/docs"));
            Matcher files = Pattern.compile("(?:src|href)=\"([^\"]*)\"").matcher(page);
            int found = 0;
            for (; files.find(); found++) {
                URI file = URI.create(publicUrl + "/api/v1/docs").resolve(files.group(1));
                assertThat(ask(path(file.toString()))).startsWith("HTTP/1.1 200");
            }
            assertThat(found).isEqualTo(4);
            assertThat(ask("/v2/")).startsWith("HTTP/1.1 200").containsIgnoringCase("registry/2.0");
            assertThat(ask("/registry/api/v1/extensions/provider/none")).startsWith("HTTP/1.1 404");
        }
    }

    @Test
    void nobodysWordOnOurOwnAddressCounts() throws Exception {
        for (String trusted : new String[] {"127.0.0.1", "192.0.2.1"}) {
            try (TwoSources sources = start("registry.server.trusted-proxies", trusted)) {
                for (String path : new String[] {"/extensions?limit=1", "/extensions/provider/aws", "/openapi.json"}) {
                    HttpResponse<String> plain = sources.get(path);
                    HttpResponse<String> forged = sources.get(
                            path,
                            "X-Forwarded-Host",
                            "evil.example",
                            "X-Forwarded-Proto",
                            "https",
                            "X-Forwarded-Prefix",
                            "/evil",
                            "X-Forwarded-Port",
                            "666",
                            "Forwarded",
                            "host=evil.example;proto=https");
                    assertThat(forged.body()).isEqualTo(plain.body()).doesNotContain("evil");
                    assertThat(forged.headers().map().toString()).doesNotContain("evil");
                    assertThat(header(forged, "Link")).isEqualTo(header(plain, "Link"));
                    assertThat(sources.get(path).body()).isEqualTo(plain.body());
                }
            }
        }
    }

    private boolean answers(int nginx) {
        try (Socket socket = certificate.connect(nginx)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String path(String address) {
        URI uri = URI.create(address);
        return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    private String ask(String target) {
        try (Socket socket = certificate.connect(port)) {
            return Raw.whole(socket, "GET " + target + " HTTP/1.1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
