package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.TwoSources.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.RunningRegistry;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubServer;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is answered when no source can: which error, and why. */
class FailingSourcesIT {
    static Stream<Arguments> failures() {
        StubAnswer silence = StubAnswer.status(200).failing(StubAnswer.Fault.SILENCE);
        StubAnswer denied = StubAnswer.of(401, "application/json", "{}");
        StubAnswer down = StubAnswer.status(503);
        StubAnswer nonsense = StubAnswer.json("{not json");
        StubAnswer busy = StubAnswer.status(429).with("Retry-After", "17");
        return Stream.of(
                Arguments.of(502, "source_error", List.of(denied, denied), "unauthorized", "unauthorized"),
                Arguments.of(502, "source_error", List.of(denied, nonsense), "unauthorized", "invalid_answer"),
                Arguments.of(503, "source_unavailable", List.of(down, down), "unavailable", "unavailable"),
                Arguments.of(503, "source_unavailable", List.of(down, denied), "unavailable", "unauthorized"),
                Arguments.of(503, "source_unavailable", List.of(busy, busy), "rate_limited", "rate_limited"),
                Arguments.of(504, "source_timeout", List.of(silence, silence), "timeout", "timeout"),
                Arguments.of(503, "source_unavailable", List.of(silence, denied), "timeout", "unauthorized"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatFailsIsNamedAndNeverCalledAbsent(
            int status, String error, List<StubAnswer> answers, String first, String second) throws Exception {
        try (StubServer one = StubServer.start().otherwise(request -> answers.get(0));
                StubServer two = StubServer.start().otherwise(request -> answers.get(1));
                RunningRegistry registry = RunningRegistry.start(settings(one.url(), two.url()))) {
            for (String path : List.of(
                    "/extensions",
                    "/extensions/search?q=aws",
                    "/extensions/provider/aws",
                    "/extensions/provider/aws/versions",
                    "/extensions/provider/aws/resolve?constraint=*",
                    "/extensions/provider/aws/latest")) {
                HttpResponse<String> answer = registry.get(path);

                assertThat(answer.statusCode()).as(path).isEqualTo(status);
                assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
                assertThat(Golden.parse(answer.body()).get("error").asText()).isEqualTo(error);
                assertThat(header(answer, "X-Registry-Sources"))
                        .isEqualTo("gitea;state=failed;reason=" + first + ", oci;state=failed;reason=" + second);
                assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
                assertThat(header(answer, "Retry-After")).matches(status == 503 ? "\\d+" : "");
                assertThat(answer.body()).doesNotContain("127.0.0.1");
            }
            assertThat(registry.get("/health").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void aSourceThatListensNoMoreIsRefused() throws Exception {
        try (StubServer one = StubServer.start();
                StubServer two = StubServer.start()) {
            one.refuseConnections();
            two.refuseConnections();
            try (RunningRegistry registry = RunningRegistry.start(settings(one.url(), two.url()))) {
                HttpResponse<String> answer = registry.get("/extensions");

                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(header(answer, "X-Registry-Sources"))
                        .isEqualTo("gitea;state=failed;reason=refused, oci;state=failed;reason=refused");
            }
        }
    }

    @Test
    void aSourcesWishToWaitIsPassedOn() throws Exception {
        try (StubServer busy = StubServer.start()
                        .otherwise(request -> StubAnswer.status(429).with("Retry-After", "17"));
                RunningRegistry registry = RunningRegistry.start(settings(busy.url(), busy.url()))) {
            assertThat(header(registry.get("/extensions"), "Retry-After")).isEqualTo("17");
        }
    }

    private static Map<String, String> settings(String gitea, String oci) {
        Map<String, String> settings = new HashMap<>();
        settings.put("registry.gitea.url", gitea);
        settings.put("registry.gitea.organization", "provisioning");
        settings.put("registry.gitea.timeout-ms", "150");
        settings.put("registry.oci.registry", oci);
        settings.put("registry.oci.namespace", "provisioning");
        settings.put("registry.oci.timeout-ms", "150");
        settings.put("registry.health.interval-seconds", "3600");
        // What a source said is asserted here, not that it is left alone after it has said so often enough.
        settings.put("registry.gitea.breaker-calls", "1000");
        settings.put("registry.oci.breaker-calls", "1000");
        return settings;
    }
}
