package io.provisioning.extensionregistry.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /extensions/{type}/{name}/resolve}. */
class ResolveIT {
    private static TwoSources sources;

    @BeforeAll
    static void start() throws Exception {
        sources = TwoSources.start();
    }

    @AfterAll
    static void stop() {
        sources.close();
    }

    @Test
    void theHighestVersionInARangeIsAnsweredWhole() {
        Golden.assertGolden(
                resolve("^1.0", "").body(), "resolve-aws.json", sources.oci().url());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "^1.0; ; 1.2.0",
                "~1.1; ; 1.1.0",
                "1.x; ; 1.2.0",
                "<1.1; ; 1.0.0",
                ">=1.0 <1.2; ; 1.1.0",
                "1.0.0 - 1.1.0; ; 1.1.0",
                "3.x || 1.0.x; ; 1.0.0",
                "*; ; 1.2.0",
                "*; &prerelease=true; 2.0.0-rc.1",
                ">=2.0.0-rc.0; ; 2.0.0-rc.1",
                "=1.1.0; ; 1.1.0"
            })
    void rangesAreReadAsNpmReadsThem(String range, String more, String version) {
        HttpResponse<String> answer = resolve(range, more == null ? "" : more);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Golden.parse(answer.body()).get("version").asText()).isEqualTo(version);
    }

    @Test
    void aRangeWithoutAVersionNamesThoseThatExist() {
        HttpResponse<String> answer = resolve("^9", "");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Golden.parse(answer.body()).get("error").asText()).isEqualTo("no_matching_version");
        assertThat(Golden.parse(answer.body()).get("message").asText()).contains("2.0.0-rc.1, 1.2.0, 1.1.0, 1.0.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not a range", "1.2.3.4", ">=", "^1.2 &&"})
    void aRangeThatMeansNothingIsAnError(String range) {
        HttpResponse<String> answer = resolve(range, "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Golden.parse(answer.body()).get("error").asText()).isEqualTo("invalid_parameter");
        assertThat(Golden.parse(answer.body()).get("message").asText()).contains("constraint");
    }

    @Test
    void anExtensionThatNobodyHasResolvesToNothing() {
        HttpResponse<String> answer = sources.get("/extensions/provider/nobody/resolve?constraint=*");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Golden.parse(answer.body()).get("error").asText()).isEqualTo("not_found");
    }

    private static HttpResponse<String> resolve(String range, String more) {
        return sources.get("/extensions/provider/aws/resolve?constraint="
                + URLEncoder.encode(range, StandardCharsets.UTF_8) + more);
    }
}
