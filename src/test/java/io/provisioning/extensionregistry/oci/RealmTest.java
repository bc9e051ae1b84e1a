package io.provisioning.extensionregistry.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.Secrets;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RealmTest {
    private static final URI REGISTRY = URI.create("http://registry:5000");

    @Test
    void theTokenIsAskedForWithServiceAndScope() {
        Realm realm = realm("Bearer realm=\"https://a/t?x=1\",service=\"my registry\"");

        assertThat(realm.tokenUrl("repository:a/b:pull"))
                .hasToString("https://a/t?x=1&service=my+registry&scope=repository%3Aa%2Fb%3Apull");
        assertThat(realm("Bearer realm=\"https://a/t\"").tokenUrl(null)).hasToString("https://a/t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic realm=\"https://a/t\"",
                "Bearer realm=\"zot\"",
                "Bearer realm=\"ftp://a/t\"",
                "Bearer realm=\"https://user:pw@a/t\"",
                "Bearer realm=\"https:///t\"",
                "Bearer service=\"s\""
            })
    void whatIsNoAddressIsNoTokenService(String header) {
        assertThat(AuthChallenge.parse(List.of(header)).stream().flatMap(each -> Realm.of(each, REGISTRY).stream()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://registry, https://registry/t, true, true",
        "https://registry, https://auth.other/t, true, true",
        "https://registry, http://registry/t, false, false",
        "http://registry:5000, http://registry:5001/t, true, true",
        "http://registry:5000, https://registry/t, true, true",
        "http://registry:5000, http://other/t, true, false",
        "http://registry:5000, https://other/t, true, false"
    })
    void passwordsGoOnlyWhereTheyAreSafe(String registry, String url, boolean acceptable, boolean trusted) {
        Realm realm = realm("Bearer realm=\"" + url + "\"");

        assertThat(realm.isAcceptableFor(URI.create(registry))).isEqualTo(acceptable);
        assertThat(realm.isTrustedBy(URI.create(registry))).isEqualTo(trusted);
    }

    @ParameterizedTest
    @CsvSource({
        "http://git.example.test/v2/token, http://registry:5000/v2/token?scope=s",
        "https://git.example.test/v2/auth?a=%2F, http://registry:5000/v2/auth?a=%2F&scope=s",
        "https://git.example.test/token, https://git.example.test/token?scope=s",
        "https://git.example.test, https://git.example.test?scope=s"
    })
    void aRegistryThatIsItsOwnTokenServiceIsAskedWhereItIsConfigured(String named, String asked) {
        assertThat(realm("Bearer realm=\"" + named + "\"").tokenUrl("s")).hasToString(asked);
    }

    @Test
    void aScopeThatNamesNothingIsForEverything() {
        assertThat(realm("Bearer realm=\"https://a/t\",scope=\"*\"").scope("repository:a:pull"))
                .isEqualTo("*");
        assertThat(realm("Bearer realm=\"https://a/t\",scope=\"repository:b:pull\"")
                        .scope("repository:a:pull"))
                .isEqualTo("repository:a:pull");
    }

    @Test
    void nothingThatIsPrintedHoldsASecret() {
        String secret = Secrets.of("shown");
        assertThat(List.of(
                                Login.with("Bearer " + secret),
                                Login.asking("k", URI.create("https://a"), "Basic " + secret),
                                new Token(secret, java.time.Instant.EPOCH),
                                new Credentials("Bearer " + secret, false))
                        .toString())
                .doesNotContain(secret);
        assertThat(Map.of("kept", Login.kept("k", new Token(secret, java.time.Instant.EPOCH))))
                .asString()
                .doesNotContain(secret);
    }

    private static Realm realm(String header) {
        return Realm.of(AuthChallenge.parse(List.of(header)).get(0), REGISTRY).orElseThrow();
    }
}
