package io.provisioning.extensionregistry.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.Secrets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad values: one line each, all of them, without secrets. */
class BadSettingsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "registry.server.port | abc | a whole number from 0 to 65535",
                "registry.server.port | 65536 | a whole number from 0 to 65535",
                "registry.server.port | -1 | a whole number from 0 to 65535",
                "registry.server.host | a b | a host name or an address",
                "registry.server.public-url | example.com | an address such as https://extensions.example.com",
                "registry.server.public-url | ftp://a | an address such as https://extensions.example.com",
                "registry.server.public-url | http://a?b | an address such as https://extensions.example.com",
                "registry.server.max-header-bytes | 10 | a whole number from 1024 to 1048576",
                "registry.fan-out.timeout-ms | 6s | a whole number from 1 to 600000",
                "registry.cache.ttl-seconds | 0 | a whole number from 1 to 31622400",
                "registry.cache.capacity | 1.5 | a whole number from 1 to 10000000",
                "registry.store.mode | on | one of off, read-through, offline",
                "registry.gitea.url | gitea.example.com | an address such as https://gitea.example.com",
                "registry.gitea.source-archives | yes | one of true, false",
                "registry.gitea.timeout-ms | 0 | a whole number from 1 to 3600000",
                "registry.gitea.parallelism | 0 | a whole number from 1 to 256",
                "registry.gitea.proxy | proxy:3128 | an address such as http://proxy.example:3128",
                "registry.gitea.proxy | https://proxy:3128 | an address such as http://proxy.example:3128",
                "registry.oci.registry | ghcr.io/org | a host such as ghcr.io, localhost:5000 or http://localhost:5000",
                "registry.oci.namespace | Org | empty or a namespace such as org/extensions, in lower case",
                "registry.oci.discovery | always | one of catalog, static, auto",
                "registry.gitea.token-path | missing | the path of a file that can be read and has one line",
                "registry.gitea.kind | github | one of gitea, oci",
                "registry.log.format | xml | one of text, json",
                "registry.tracing.endpoint | collector:4318 | an address such as http://collector.example.com:4318",
                "registry.tracing.sample-ratio | 1.5 | a number from 0 to 1, such as 0.05",
                "registry.tracing.sample-ratio | half | a number from 0 to 1, such as 0.05",
                "registry.tracing.header-path | missing | the path of a file that can be read and has one line",
            })
    void aBadValueIsOneLineWithKeyValueAndWhatIsAllowed(String key, String value, String allowed) {
        String line = key + " = \"" + value + "\": must be " + allowed;

        assertThat(new Loading(folder).property(key, value).problems()).contains(line);
        assertThat(new Loading(folder).env(Keys.environmentName(key), value).problems())
                .contains(line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "registry.server.trusted-proxies | 10.0.0.0/33",
                "registry.server.trusted-proxies | proxy.example.com",
                "registry.server.trusted-proxies | 1.2.3",
                "registry.server.trusted-proxies | fd00::/129",
                "registry.server.cors-origins | app.example.com",
                "registry.server.cors-origins | https://app.example.com/path",
                "registry.gitea.redirect-hosts | https://cdn.example.com",
                "registry.oci.repositories | Org/X",
                "registry.sources | gitea,gitea",
                "registry.sources | gitea,cache",
                "registry.sources | Gitea",
                "registry.sources | other"
            })
    void aListIsCheckedItemByItem(String key, String value) {
        assertThat(new Loading(folder).property(key, value).problems()).isNotEmpty();
    }

    @Test
    void allOfThemAreNamedAtOnce() throws Exception {
        assertThat(new Loading(folder)
                        .file("config.toml", "[server]\nport = \"x\"\n[cache]\nttl_seconds = -5\n")
                        .env("REGISTRY_STORE_MODE", "maybe")
                        .property("registry.gitea.url", "nonsense")
                        .problems())
                .hasSize(4)
                .allSatisfy(line -> assertThat(line).doesNotContain("\n").startsWith("registry."));
    }

    @Test
    void whatBelongsTogetherIsAskedForTogether() {
        assertThat(new Loading(folder)
                        .env("REGISTRY_GITEA_URL", "https://g.example")
                        .problems())
                .containsExactly("registry.gitea.organization = \"\": must be the name of an organization or user,"
                        + " because registry.gitea.url is set");
        assertThat(new Loading(folder).env("REGISTRY_OCI_USERNAME", "me").problems())
                .containsExactly(
                        "registry.oci.password-path = \"\": must be a path, because registry.oci.username is set");
        assertThat(new Loading(folder).env("REGISTRY_OCI_DISCOVERY", "static").problems())
                .hasSize(1);
    }

    @Test
    void aSecretIsNeverShownNotEvenInPlaceOfItsPath() throws Exception {
        String secret = Secrets.of("0123456789abcdef0123456789abcdef01234567");
        assertThat(new Loading(folder)
                        .file("token", "one\n" + secret + "\n")
                        .file("ca.pem", secret)
                        .env("REGISTRY_GITEA_TOKEN_PATH", secret)
                        .env("REGISTRY_OCI_AUTH_TOKEN_PATH", "token")
                        .env("REGISTRY_OCI_CA_PATH", "ca.pem")
                        .env("REGISTRY_GITEA_URL", "https://user:" + secret + "@g.example")
                        .problems())
                .hasSize(4)
                .allSatisfy(line -> assertThat(line).doesNotContain(secret));
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry.gitea.ulr", "registry.gitae.url", "registry.gitea.url.x"})
    void anUnknownKeyIsAnErrorWithTheNearestOne(String key) throws Exception {
        String line = key + ": there is no such key; the nearest is registry.gitea.url";

        assertThat(new Loading(folder).property(key, "x").problems())
                .singleElement()
                .asString()
                .startsWith(line);
        assertThat(new Loading(folder)
                        .file("application.properties", key + "=x\n")
                        .problems())
                .singleElement()
                .asString()
                .startsWith(line);
    }

    @Test
    void aKeyOfASourceThatIsNotListedSaysSo() {
        assertThat(new Loading(folder)
                        .property("registry.gitea-eu.url", "https://x.example")
                        .problems())
                .containsExactly("registry.gitea-eu.url: there is no such key; the nearest is registry.gitea.url;"
                        + " or list gitea-eu in registry.sources");
    }

    @Test
    void anUnknownKeyInConfigTomlIsAnErrorToo() throws Exception {
        assertThat(new Loading(folder).file("config.toml", "[cache]\nttl = 5\n").problems())
                .containsExactly("registry.cache.ttl: there is no such key; the nearest is registry.cache.ttl-seconds");
    }

    @Test
    void aConfigTomlThatIsNoneIsNamedWithItsLine() throws Exception {
        assertThat(new Loading(folder)
                        .file("config.toml", "[server]\nport = s3cret\n")
                        .problems())
                .singleElement()
                .asString()
                .contains("config.toml: line 2 is not TOML")
                .doesNotContain("s3cret");
        assertThat(new Loading(folder).env("REGISTRY_CONFIG", "none.toml").problems())
                .singleElement()
                .asString()
                .contains("there is no such file");
    }

    @Test
    void anApplicationPropertiesThatIsNoneIsNamed() throws Exception {
        assertThat(new Loading(folder)
                        .file("application.properties", "a=\\uzzzz\n")
                        .problems())
                .singleElement()
                .asString()
                .contains("application.properties");
    }
}
