package io.provisioning.extensionregistry.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.provisioning.extensionregistry.catalog.KnownSources;
import io.provisioning.extensionregistry.http.ApiRequest;
import io.provisioning.extensionregistry.http.RegistryException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class V2QueriesTest {
    private static final String HEX = "0123456789abcdef".repeat(4);
    private static final KnownSources SOURCES = new KnownSources(List.of(
            new KnownSources.Source("gitea", "gitea"),
            new KnownSources.Source("oci", "oci"),
            new KnownSources.Source("oci-eu", "oci")));

    @ParameterizedTest
    @CsvSource({
        "/v2, BASE",
        "/v2/, BASE",
        "/v2/_catalog, CATALOG",
        "/v2/org/aws-provider/tags/list, TAGS",
        "/v2/org/aws-provider/manifests/1.0.0, MANIFEST",
        "/v2/org/aws-provider/manifests/sha256:" + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
                + ", MANIFEST"
    })
    void aPathSaysWhatIsAsked(String path, Endpoint endpoint) {
        assertThat(parse("org", path).endpoint()).isEqualTo(endpoint);
    }

    @ParameterizedTest
    @CsvSource({
        "org, org/aws-provider, provider/aws, ",
        "org, gitea/org/aws-provider, provider/aws, gitea",
        "org, oci-eu/org/k-8-taskserv, taskserv/k-8, oci-eu",
        "a/b, a/b/aws-cluster, cluster/aws, ",
        "a/b, oci/a/b/aws-cluster, cluster/aws, oci",
        "'', aws-provider, provider/aws, ",
        "'', gitea/aws-provider, provider/aws, gitea",
        "gitea, gitea/aws-provider, provider/aws, ",
        "gitea, gitea/gitea/aws-provider, provider/aws, gitea"
    })
    void aNameSaysWhoseExtensionIsMeant(String namespace, String name, String extension, String source) {
        Repository repository = parse(namespace, "/v2/" + name + "/tags/list").repository();

        assertThat(repository.extension()).hasToString(extension);
        assertThat(repository.source()).isEqualTo(source);
    }

    @ParameterizedTest
    @ValueSource(strings = {"org/website", "other/aws-provider", "org/deeper/aws-provider", "nobody/org/aws-provider"})
    void otherNamesAreNotFoundUnlessTheyArePassedThrough(String name) {
        assertCode("name_unknown", "/v2/" + name + "/tags/list");
        Repository passed = parse("org", "/v2/" + name + "/tags/list", true).repository();
        assertThat(passed.isPassedThrough()).isTrue();
        assertThat(passed.source()).isEqualTo("oci");
        assertThat(passed.path()).isEqualTo(name);
    }

    @Test
    void theIdOfARegistrySaysWhichOneIsPassedThrough() {
        Repository passed =
                parse("org", "/v2/oci-eu/library/alpine/tags/list", true).repository();

        assertThat(passed.source()).isEqualTo("oci-eu");
        assertThat(passed.path()).isEqualTo("library/alpine");
        assertThat(parse("org", "/v2/org/aws-provider/tags/list", true)
                        .repository()
                        .isPassedThrough())
                .isFalse();
    }

    @Test
    void theLastWordOfTheSpecificationCounts() {
        Repository odd =
                parse("org", "/v2/a/manifests/b/blobs/sha256:" + HEX, true).repository();

        assertThat(odd.path()).isEqualTo("a/manifests/b");
    }

    @ParameterizedTest
    @CsvSource({
        "name_invalid, /v2/Org/aws-provider/tags/list",
        "name_invalid, /v2/org//aws-provider/tags/list",
        "name_invalid, /v2/org/aws-provider-/tags/list",
        "name_invalid, /v2/org%2faws-provider/tags/list",
        "digest_invalid, /v2/org/aws-provider/blobs/sha256:12",
        "digest_invalid, /v2/org/aws-provider/blobs/latest",
        "digest_invalid, /v2/org/aws-provider/referrers/sha1:12",
        "digest_invalid, /v2/org/aws-provider/manifests/md5:12",
        "manifest_unknown, /v2/org/aws-provider/manifests/.hidden",
        "not_found, /v2/org/aws-provider",
        "not_found, /v2/org/aws-provider/blobs/uploads/",
        "not_found, /v2/_catalog/more"
    })
    void whatCannotBeAnsweredSaysWhy(String code, String path) {
        assertCode(code, path);
    }

    @Test
    void aNameOfTooManyCharactersIsRefused() {
        assertCode("name_invalid", "/v2/" + "a".repeat(300) + "/tags/list");
    }

    @ParameterizedTest
    @CsvSource({"n=3, 3", "n=0, 0", "'', -1", "last=a, -1"})
    void theLimitOfAListIsANumber(String query, int limit) {
        assertThat(query(query).limit()).isEqualTo(limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"n=-1", "n=x", "n=1.5", "n=", "n=99999999999"})
    void otherLimitsAreRefused(String query) {
        assertThatThrownBy(() -> query(query)).isInstanceOfSatisfying(RegistryException.class, error -> assertThat(
                        error.kind().wireName())
                .isEqualTo("invalid_parameter"));
    }

    private static void assertCode(String code, String path) {
        assertThatThrownBy(() -> parse("org", path))
                .isInstanceOfSatisfying(
                        RegistryException.class,
                        error -> assertThat(error.kind().wireName()).as(path).isEqualTo(code));
    }

    private static V2Query query(String query) {
        String[] pair = query.split("=", 2);
        Map<String, List<String>> parameters = pair.length < 2 ? Map.of() : Map.of(pair[0], List.of(pair[1]));
        ApiRequest request = new ApiRequest("GET", false, "/v2/_catalog", Map.of(), parameters, Map.of(), "test");
        return queries("org", false).parse(request, "/v2/_catalog");
    }

    private static V2Query parse(String namespace, String path) {
        return parse(namespace, path, false);
    }

    private static V2Query parse(String namespace, String path, boolean passesThrough) {
        ApiRequest request =
                new ApiRequest("GET", false, path.replace("%2f", "/"), Map.of(), Map.of(), Map.of(), "test");
        return queries(namespace, passesThrough).parse(request, path);
    }

    private static V2Queries queries(String namespace, boolean passesThrough) {
        return new V2Queries(new RepositoryNames(namespace, () -> SOURCES, passesThrough));
    }
}
