package io.provisioning.extensionregistry.catalog;

import static io.provisioning.extensionregistry.support.Samples.catalog;
import static io.provisioning.extensionregistry.support.Samples.digest;
import static io.provisioning.extensionregistry.support.Samples.extension;
import static io.provisioning.extensionregistry.support.Samples.failed;
import static io.provisioning.extensionregistry.support.Samples.gathered;
import static io.provisioning.extensionregistry.support.Samples.released;
import static io.provisioning.extensionregistry.support.Samples.request;
import static io.provisioning.extensionregistry.support.Samples.skipped;
import static io.provisioning.extensionregistry.support.Samples.version;
import static io.provisioning.extensionregistry.support.Samples.withFile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.provisioning.extensionregistry.http.ErrorKind;
import io.provisioning.extensionregistry.http.RegistryException;
import io.provisioning.extensionregistry.http.RouteAnswer;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogTest {
    private final Merge merge = new Merge(contentId -> Optional.empty());
    private final Catalog catalog = new Catalog(
            new MergedCatalogs(contentId -> Optional.empty(), () -> 0),
            merge,
            new Addresses(null),
            (id, offer) -> false);
    private final Queries queries = new Queries(() -> new KnownSources(
            List.of(new KnownSources.Source("gitea", "gitea"), new KnownSources.Source("oci", "oci"))));
    private final Gathered both = gathered(
            catalog(
                    "gitea",
                    extension(
                            "gitea",
                            "aws",
                            withFile("v1.2.0", digest(1), null),
                            version("1.0.0"),
                            version("2.0.0-rc.1"))),
            catalog(
                    "oci",
                    extension("oci", "aws", withFile("1.2.0", digest(2), null), withFile("1.1.0", digest(3), null))));

    @Test
    void aListIsABareArrayWithCountAndLinks() {
        Gathered many = gathered(
                catalog("gitea", extension("gitea", "b", version("1.0.0")), extension("gitea", "a", version("1.0.0"))),
                catalog("oci", extension("oci", "c", version("1.0.0"))));

        RouteAnswer answer = catalog.list(many, queries.list(request("/", "limit", "2")));

        assertThat(names(answer)).containsExactly("a", "b");
        assertThat(answer.headers())
                .containsEntry("X-Total-Count", "3")
                .containsEntry("X-Cache", "hit")
                .containsKeys("Link", "X-Registry-Sources", "Age", "Cache-Control");
    }

    @ParameterizedTest
    @CsvSource({"name, a b c", "-name, c b a", "published_at, c a b", "-published_at, a c b"})
    void aListIsSortedAndWhatHasNoDateComesLast(String sort, String expected) {
        Gathered dated = gathered(catalog(
                "gitea",
                extension("gitea", "a", released("1.0.0", "2025-01-01T00:00:00Z")),
                extension("gitea", "b", version("1.0.0")),
                extension("gitea", "c", released("1.0.0", "2024-01-01T00:00:00Z"))));

        assertThat(names(catalog.list(dated, queries.list(request("/", "sort", sort)))))
                .containsExactly(expected.split(" "));
    }

    @Test
    void aListWithoutSourcesIsEmpty() {
        RouteAnswer answer = catalog.list(new Gathered(List.of()), queries.list(request("/")));

        assertThat(text(answer)).isEqualTo("[]");
        assertThat(answer.headers()).containsEntry("X-Total-Count", "0");
    }

    @Test
    void aSearchLinksToItself() {
        RouteAnswer answer = catalog.search(both, queries.search(request("/", "q", "aws")));

        assertThat(names(answer)).containsExactly("aws");
        assertThat(answer.headers().get("Link"))
                .startsWith("</api/v1/extensions/search?q=aws&limit=100&offset=0>; rel=\"first\"");
    }

    @Test
    void versionsOfBothSourcesComeNewestFirstWithTheirConflict() {
        assertThat(text(catalog.versions(both, queries.versions(request("/provider/aws")))))
                .contains("\"version\":\"2.0.0-rc.1\",\"prerelease\":true,\"source\":\"gitea\"")
                .contains("\"conflict\":true,\"conflict_with\":{\"source\":\"oci\",\"checksum\":\"" + digest(2) + "\"}")
                .containsSubsequence("2.0.0-rc.1", "1.2.0", "1.1.0", "1.0.0");
        assertThat(text(catalog.versions(both, queries.versions(request("/provider/aws", "prerelease", "false")))))
                .doesNotContain("rc.1");
    }

    @ParameterizedTest
    @CsvSource({"^1.0, 1.2.0", "<1.2.0, 1.1.0", ">=2.0.0-0, 2.0.0-rc.1"})
    void aRangeIsResolvedOverBothSources(String constraint, String expected) {
        ResolveQuery query = queries.resolve(request("/provider/aws", "constraint", constraint));

        assertThat(text(catalog.resolve(both, query))).startsWith("{\"version\":\"" + expected + "\"");
    }

    @Test
    void aRangeWithoutMatchNamesWhatThereIs() {
        ResolveQuery query = queries.resolve(request("/provider/aws", "constraint", "^9"));

        assertError(
                () -> catalog.resolve(both, query),
                ErrorKind.NO_MATCHING_VERSION,
                "No version of provider/aws is in \"^9\"; there are 2.0.0-rc.1, 1.2.0, 1.1.0, 1.0.0");
        Gathered partly = gathered(both.answers().get(0), failed("oci", Reason.REFUSED));
        assertError(
                () -> catalog.resolve(partly, query),
                ErrorKind.SOURCE_UNAVAILABLE,
                "No source can answer now: gitea: does not have it; oci: refused");
    }

    @Test
    void anErrorNamesAtMostTenVersions() {
        ExtensionVersion[] twelve = new ExtensionVersion[12];
        for (int i = 0; i < twelve.length; i++) {
            twelve[i] = version("1." + i + ".0");
        }
        Gathered many = gathered(catalog("gitea", extension("gitea", "aws", twelve)));

        assertThatThrownBy(() -> catalog.resolve(many, queries.resolve(request("/provider/aws", "constraint", "^9"))))
                .hasMessageEndingWith("there are 1.11.0, 1.10.0, 1.9.0, 1.8.0, 1.7.0, 1.6.0, 1.5.0, 1.4.0, 1.3.0, 1.2.0"
                        + " and 2 more");
    }

    @Test
    void oneSourceAloneShowsItsOwnView() {
        Gathered oci = gathered(skipped("gitea"), both.answers().get(1));

        assertThat(text(catalog.extension(oci, queries.extension(request("/provider/aws")))))
                .contains("\"source\":\"oci\"", "\"sources\":[{\"source\":\"oci\",\"version\":\"1.2.0\"}]");
    }

    @Test
    void whatNobodyHasIsNotFound() {
        assertError(
                () -> catalog.extension(
                        gathered(BackendAnswer.absent("gitea"), BackendAnswer.absent("oci")),
                        queries.extension(request("/provider/nonexistent"))),
                ErrorKind.NOT_FOUND,
                "Extension provider/nonexistent not found");
    }

    private static List<String> names(RouteAnswer answer) {
        return java.util.regex.Pattern.compile("\"name\":\"([^\"]*)\"")
                .matcher(text(answer))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String text(RouteAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static void assertError(ThrowingCallable call, ErrorKind kind, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RegistryException.class, error -> {
            assertThat(error.kind()).isEqualTo(kind);
            assertThat(error).hasMessage(message);
        });
    }
}
