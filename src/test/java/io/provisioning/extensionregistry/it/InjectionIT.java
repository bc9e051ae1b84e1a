package io.provisioning.extensionregistry.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubRequest;
import io.provisioning.extensionregistry.support.StubServer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Headers and parameters of a request steer no route and reach no source. */
class InjectionIT {
    private static final String MARK = "injected-mark";
    private static TwoSources sources;
    private static StubServer evil;

    @BeforeAll
    static void start() throws Exception {
        evil = StubServer.start().otherwise(request -> StubAnswer.json("[]"));
        sources = TwoSources.start();
    }

    @AfterAll
    static void stop() {
        sources.close();
        evil.close();
    }

    @Test
    void headersThatCamelKnowsAreIgnored() {
        String[] headers = headers();
        List<String> plain = new ArrayList<>();
        List<String> injected = new ArrayList<>();
        for (String path : List.of(
                "/extensions",
                "/extensions/search?q=aws",
                "/extensions/provider/aws",
                "/extensions/provider/aws/versions",
                "/extensions/provider/upcloud/resolve?constraint=*",
                "/extensions/provider/aws/latest",
                "/extensions/cluster/buildkit/0.2.0",
                "/extensions/provider/unknown")) {
            var answer = sources.get(path, headers);
            injected.add(answer.statusCode() + answer.body());
            assertThat(answer.headers().map().toString()).as(path).doesNotContain(MARK);
            var expected = sources.get(path);
            plain.add(expected.statusCode() + expected.body());
        }

        assertThat(injected).isEqualTo(plain);
        assertUntouched();
    }

    @Test
    void parametersAreReadByUsAlone() {
        String query = "CamelHttpUri=" + evil.url() + "/" + MARK + "&CamelHttpPath=" + MARK
                + "&bridgeEndpoint=true&page=" + MARK + "&name=" + MARK + "&operation=" + MARK + "&draft=true";
        for (String path : List.of(
                "/extensions/taskserv/kubernetes/versions",
                "/extensions/taskserv/new-name",
                "/extensions",
                "/extensions/taskserv/kubernetes/latest")) {
            int status = sources.get(path + "?" + query).statusCode();
            assertThat(status).as(path).isEqualTo(path.endsWith("new-name") ? 404 : 200);
        }

        assertUntouched();
    }

    private static void assertUntouched() {
        assertThat(evil.requests()).isEmpty();
        List<StubRequest> asked = Stream.concat(
                        sources.gitea().traffic().requests().stream(), sources.oci().server().requests().stream())
                .toList();
        assertThat(asked).isNotEmpty().allSatisfy(request -> {
            assertThat(request.method()).isIn("GET", "HEAD");
            assertThat(request.target()).doesNotContain(MARK);
            assertThat(request.headers().toString()).doesNotContain(MARK);
            assertThat(request.headers().keySet())
                    .isSubsetOf(
                            "accept",
                            "accept-encoding",
                            "authorization",
                            "connection",
                            "host",
                            "range",
                            "if-range",
                            "user-agent");
        });
    }

    private static String[] headers() {
        List<String> headers = new ArrayList<>();
        for (String name : List.of(
                "CamelHttpUri",
                "CamelHttpUrl",
                "camelhttpuri",
                "CamelHttpPath",
                "CamelHttpQuery",
                "CamelHttpRawQuery",
                "CamelHttpMethod",
                "CamelHttpResponseCode",
                "CamelCaffeineKey",
                "CamelCaffeineAction",
                "CamelCaffeineValue",
                "CamelToEndpoint",
                "CamelFileName",
                "CamelBeanMethodName",
                "org.apache.camel.Exchange",
                "operation",
                "extensionId",
                "source",
                "deadline",
                "Cookie",
                "X-Probe",
                "Referer",
                "X-Forwarded-Host",
                "Via",
                "Authorization")) {
            headers.add(name);
            headers.add(
                    switch (name) {
                        case "CamelHttpUri", "CamelHttpUrl", "camelhttpuri" -> evil.url() + "/" + MARK;
                        case "CamelHttpMethod" -> "DELETE";
                        case "CamelHttpResponseCode" -> "418";
                        default -> MARK;
                    });
        }
        return headers.toArray(String[]::new);
    }
}
