package io.provisioning.extensionregistry.catalog;

import static io.provisioning.extensionregistry.support.Samples.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.provisioning.extensionregistry.http.ApiRequest;
import io.provisioning.extensionregistry.http.ErrorKind;
import io.provisioning.extensionregistry.http.RegistryException;
import io.provisioning.extensionregistry.model.ExtensionType;
import io.provisioning.extensionregistry.support.Samples;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueriesTest {
    private static final KnownSources KNOWN = new KnownSources(List.of(
            new KnownSources.Source("gitea", "gitea"),
            new KnownSources.Source("gitea-eu", "gitea"),
            new KnownSources.Source("harbor", "oci")));

    private final Queries queries = new Queries(() -> KNOWN);

    @Test
    void aListWithoutParametersHasTheDefaults() {
        assertThat(queries.list(request("/")))
                .isEqualTo(new ListQuery(null, SourceChoice.ALL, Sort.NAME, new Page(100, 0)));
    }

    @Test
    void aListTakesAllItsParameters() {
        ListQuery query = queries.list(request(
                "/", "type", "taskserv", "source", "harbor", "limit", "1000", "offset", "7", "sort", "-published_at"));

        assertThat(query.type()).isEqualTo(ExtensionType.TASKSERV);
        assertThat(query.source()).isEqualTo("harbor");
        assertThat(query.sort()).isEqualTo(Sort.PUBLISHED_AT_REVERSED);
        assertThat(query.page()).isEqualTo(new Page(1000, 7));
    }

    @ParameterizedTest
    @CsvSource({
        "type, banana, 'provider, taskserv or cluster'",
        "type, Provider, 'provider, taskserv or cluster'",
        "type, '', 'provider, taskserv or cluster'",
        "source, github, 'gitea, gitea-eu, harbor, oci'",
        "source, '', 'gitea, gitea-eu, harbor, oci'",
        "limit, abc, a whole number from 1 to 1000",
        "limit, 0, a whole number from 1 to 1000",
        "limit, 1001, a whole number from 1 to 1000",
        "limit, -1, a whole number from 1 to 1000",
        "limit, +5, a whole number from 1 to 1000",
        "limit, 1.0, a whole number from 1 to 1000",
        "limit, '', a whole number from 1 to 1000",
        "limit, 99999999999999999999, a whole number from 1 to 1000",
        "limit, ٣, a whole number from 1 to 1000",
        "offset, -1, a whole number from 0 to 2147483647",
        "offset, 2147483648, a whole number from 0 to 2147483647",
        "sort, size, 'name, -name, published_at or -published_at'"
    })
    void aBadParameterOfAListIsNamedWithItsValueAndWhatIsAllowed(String name, String value, String allowed) {
        assertInvalid(
                () -> queries.list(request("/", name, value)),
                "Parameter " + name + " is \"" + value + "\"; allowed is " + allowed);
    }

    @Test
    void unknownParametersAreIgnoredButNotTwice() {
        assertThat(queries.list(request("/", "utm", "x"))).isEqualTo(queries.list(request("/")));
        ApiRequest twice =
                new ApiRequest("GET", false, "/", Map.of(), Map.of("utm", List.of("a", "b")), Map.of(), "test");
        assertInvalid(() -> queries.list(twice), "Parameter utm is given 2 times; allowed is once");
    }

    @Test
    void aSourceIsAnIdFirstElseAKind() {
        ListQuery gitea = queries.list(request("/", "source", "gitea"));
        assertThat(gitea.asks("gitea", "gitea")).isTrue();
        assertThat(gitea.asks("gitea-eu", "gitea")).isFalse();

        ListQuery oci = queries.list(request("/", "source", "oci"));
        assertThat(oci.asks("harbor", "oci")).isTrue();
        assertThat(oci.asks("gitea", "gitea")).isFalse();

        assertThat(queries.list(request("/")).asks("anything", "at-all")).isTrue();
    }

    @Test
    void withoutSourcesNoSourceCanBeNamed() {
        Queries none = new Queries(() -> new KnownSources(List.of()));

        assertInvalid(
                () -> none.list(request("/", "source", "gitea")),
                "Parameter source is \"gitea\"; allowed is nothing, as no source is configured");
    }

    @Test
    void aSearchIsCutIntoWords() {
        SearchQuery query = queries.search(request("/", "q", "  Cloud\u00a0AWS\taws ", "type", "provider"));

        assertThat(query.words()).containsExactly("cloud", "aws");
        assertThat(query.type()).isEqualTo(ExtensionType.PROVIDER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u2003", "\u0000", "a\u0007b"})
    void aSearchNeedsWordsWithoutControlCharacters(String text) {
        assertThatThrownBy(() -> queries.search(request("/", "q", text)))
                .isInstanceOf(RegistryException.class)
                .hasMessageStartingWith("Parameter q is ");
        assertInvalid(
                () -> queries.search(request("/")),
                "Parameter q is missing; allowed is one or more words of together at most 200 characters");
    }

    /** Joiners belong to words of some languages, and which characters there are depends on the Java that runs. */
    @ParameterizedTest
    @ValueSource(strings = {"\u0645\u06cc\u200c\u0631\u0648\u0645", "a\u00adb", "\ue000", "\ufffe"})
    void whatCannotBeShownMayBeAskedFor(String text) {
        assertThat(queries.search(request("/", "q", text)).words()).containsExactly(text);
        assertThat(queries.download(version(text)).version()).isEqualTo(text);
    }

    @Test
    void lengthsAreOfCharacters() {
        String emoji = "\ud83d\ude80";

        assertThat(queries.search(request("/", "q", emoji.repeat(200))).words()).hasSize(1);
        assertThat(queries.download(version(emoji.repeat(255))).version()).hasSize(510);
        assertThatThrownBy(() -> queries.search(request("/", "q", emoji.repeat(201))))
                .isInstanceOf(RegistryException.class);
        assertThatThrownBy(() -> queries.download(version(emoji.repeat(256)))).isInstanceOf(RegistryException.class);
    }

    @Test
    void aLongValueIsShortenedInTheMessage() {
        assertThatThrownBy(() -> queries.search(request("/", "q", "x".repeat(201))))
                .hasMessageContaining("\"" + "x".repeat(60) + "…\";");
    }

    @Test
    void controlCharactersNeverReachAMessage() {
        assertThatThrownBy(() -> queries.list(request("/", "type", "a\r\nb\u0000\u001b[31m\u2028c")))
                .hasMessageContaining("\"a??b??[31m?c\"");
    }

    @Test
    void thePathNamesTheExtension() {
        assertThat(queries.extension(request("/provider/aws")))
                .isEqualTo(new ExtensionQuery(Samples.provider("aws"), SourceChoice.ALL));
        assertInvalid(
                () -> queries.extension(request("/plugin/aws")),
                "Parameter type is \"plugin\"; allowed is provider, taskserv or cluster");
        assertInvalid(
                () -> queries.extension(request("/provider/AWS")),
                "Parameter name is \"AWS\"; allowed is what matches [a-z0-9][a-z0-9._-]{0,99}");
    }

    @Test
    void versionsComeWithPreReleasesUnlessTheyAreUnwanted() {
        assertThat(queries.versions(request("/provider/aws")).prerelease()).isTrue();
        assertThat(queries.versions(request("/provider/aws", "prerelease", "false"))
                        .prerelease())
                .isFalse();
        assertInvalid(
                () -> queries.versions(request("/provider/aws", "prerelease", "1")),
                "Parameter prerelease is \"1\"; allowed is true or false");
    }

    @Test
    void aRangeIsNeededToResolve() {
        assertThat(queries.resolve(request("/provider/aws", "constraint", "^1.2"))
                        .range()
                        .prereleases())
                .isFalse();
        assertThat(queries.resolve(request("/provider/aws", "constraint", "^1.2", "prerelease", "true"))
                        .range()
                        .prereleases())
                .isTrue();
        assertThatThrownBy(() -> queries.resolve(request("/provider/aws")))
                .hasMessageStartingWith("Parameter constraint is missing; allowed is a version range");
        assertThatThrownBy(() -> queries.resolve(request("/provider/aws", "constraint", "latest")))
                .hasMessageStartingWith("Parameter constraint is \"latest\"; allowed is a version range");
        assertThatThrownBy(() -> queries.resolve(request("/provider/aws", "constraint", " ")))
                .hasMessageStartingWith("Parameter constraint is \" \"; allowed is");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.0", "v1.2.0", "latest", "release/1.0", "1.0.0+build5"})
    void anyVersionCanBeAskedFor(String version) {
        assertThat(queries.download(request("/provider/aws/" + version)).version())
                .isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "1.0\u0000", "1.0\n"})
    void butNotBlanksOrControlCharacters(String version) {
        assertThatThrownBy(() -> queries.download(request("/provider/aws/" + version)))
                .isInstanceOf(RegistryException.class)
                .hasMessageStartingWith("Parameter version is ");
    }

    private static ApiRequest version(String version) {
        return request("/provider/aws/" + version);
    }

    private static void assertInvalid(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RegistryException.class, error -> {
            assertThat(error.kind()).isEqualTo(ErrorKind.INVALID_PARAMETER);
            assertThat(error).hasMessage(message);
        });
    }
}
