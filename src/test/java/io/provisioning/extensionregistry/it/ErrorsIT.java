package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.TwoSources.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.provisioning.extensionregistry.support.RunningRegistry;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every path answers to what it cannot serve. */
class ErrorsIT {
    private static TwoSources sources;

    @BeforeAll
    static void start() throws Exception {
        sources = TwoSources.start();
    }

    @AfterAll
    static void stop() {
        sources.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/favicon.ico",
                "/api",
                "/api/v1",
                "/api/v1/nothing",
                "/api/v1/extensions/provider",
                "/api/v1/extensions/provider/aws/1.2.0/more",
                "/api/v2/extensions",
                "/observe/health"
            })
    void whatIsNotThereIsNotFound(String path) {
        assertError(ask("GET", path), 404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/extensions", "/extensions/search", "/extensions/provider/aws", "/extensions/provider/aws/versions",
                "/extensions/provider/aws/resolve", "/extensions/provider/aws/latest", "/health", "/metrics",
                "/cache/stats", "/openapi.json", "/openapi.yaml"
            })
    void anotherVerbIsToldWhichAreAllowed(String path) {
        for (String verb : new String[] {"POST", "PUT", "DELETE", "PATCH"}) {
            HttpResponse<String> answer = sources.send(verb, path);

            assertError(answer, 405, "method_not_allowed");
            assertThat(header(answer, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
        }
        HttpResponse<String> options = sources.send("OPTIONS", path);
        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(header(options, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
    }

    @ParameterizedTest
    @CsvSource({
        "type=foo, type, foo",
        "type=Provider, type, Provider",
        "source=nowhere, source, nowhere",
        "limit=abc, limit, abc",
        "limit=0, limit, 0",
        "limit=1001, limit, 1001",
        "limit=-1, limit, -1",
        "limit=1.5, limit, 1.5",
        "limit=99999999999, limit, 99999999999",
        "offset=-1, offset, -1",
        "offset=x, offset, x",
        "sort=size, sort, size"
    })
    void aBadParameterIsNamedWithItsValueAndWhatIsAllowed(String query, String parameter, String value) {
        HttpResponse<String> answer = sources.get("/extensions?" + query);

        assertError(answer, 400, "invalid_parameter");
        assertThat(message(answer))
                .contains("Parameter " + parameter)
                .contains('"' + value + '"')
                .contains("allowed is");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/extensions?limit=1&limit=2",
                "/extensions?type=provider&type=provider",
                "/extensions/provider/aws/versions?prerelease=true&prerelease=false",
                "/extensions/provider/aws/resolve?constraint=*&constraint=*"
            })
    void aRepeatedParameterIsAnError(String path) {
        HttpResponse<String> answer = sources.get(path);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(message(answer)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/extensions/provider/%zz",
                "/extensions/provider/%",
                "/extensions/../../etc",
                "/extensions/%00",
                "/extensions/provider/aws/%2e%2e",
                "/extensions?q=%ff"
            })
    void aMalformedTargetIsABadRequest(String path) {
        int before = sources.calls();

        int status = Raw.status(sources.registry().application().port(), "GET /api/v1" + path + " HTTP/1.1");

        assertThat(status).isBetween(400, 404);
        assertThat(sources.calls()).isEqualTo(before);
    }

    @Test
    void whatIsTooLongIsRefusedInJson() {
        assertError(sources.get("/extensions?q=" + "x".repeat(9000)), 414, "uri_too_long");
        assertError(sources.get("/extensions", "X-Long", "x".repeat(20_000)), 431, "headers_too_large");
    }

    @Test
    void aFormThatIsNotServedIsNotAcceptable() {
        assertError(sources.get("/extensions", "Accept", "text/html"), 406, "not_acceptable");
        assertThat(sources.get("/extensions", "Accept", "text/html, */*;q=0.1").statusCode())
                .isEqualTo(200);
    }

    @Test
    void anAnswerHasTheRequestIdThatWasSentIfItIsSane() {
        assertThat(header(sources.get("/nothing", "X-Request-Id", "abc-123"), "X-Request-Id"))
                .isEqualTo("abc-123");
        assertThat(header(sources.get("/nothing", "X-Request-Id", "<script>"), "X-Request-Id"))
                .isNotEmpty()
                .doesNotContain("script");
    }

    private static HttpResponse<String> ask(String verb, String path) {
        return RunningRegistry.send(
                RunningRegistry.request(sources.registry().url() + path)
                        .method(verb, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static void assertError(HttpResponse<String> answer, int status, String error) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
        assertThat(header(answer, "X-Request-Id")).isNotEmpty();
        JsonNode body = Golden.parse(answer.body());
        assertThat(Golden.keys(body)).containsExactly("error", "message");
        assertThat(body.get("error").asText()).isEqualTo(error);
    }

    private static String message(HttpResponse<String> answer) {
        return Golden.parse(answer.body()).get("message").asText();
    }
}
