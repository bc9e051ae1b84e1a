package io.provisioning.extensionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.RunningRegistry;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When the answer of a route is given again without the route being run. */
class HotAnswersTest extends HotFixture {
    @Test
    void theSameRequestIsAnsweredAgainWithoutItsRoute() {
        HttpResponse<String> first = get("/thing?a=1");
        HttpResponse<String> second = get("/thing?a=1");
        assertThat(runs).hasValue(1);
        assertThat(second.body()).isEqualTo("hello");
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(rest(second)).isEqualTo(rest(first)).containsKeys("x-cache", "age", "etag", "vary");
        assertThat(header(second, "X-Request-Id")).isNotEmpty().isNotEqualTo(header(first, "X-Request-Id"));
    }

    @Test
    void itCountsAsARequestOfItsRoute() {
        get("/thing");
        get("/thing");
        fixture.server.close();
        assertThat(fixture.finished).containsExactly("GET thing 200", "GET thing 200");
    }

    @Test
    void anotherTargetIsAnotherRequest() {
        get("/thing?a=1");
        get("/thing?a=2");
        get("/thing?a=%31");
        assertThat(runs).hasValue(3);
    }

    @ParameterizedTest
    @CsvSource({
        "Accept,text/plain",
        "Accept-Encoding,gzip",
        "Authorization,Bearer x",
        "X-Team,blue",
        "Origin,https://ui.example.com"
    })
    void whatRoutesCanSeeMakesAnotherRequest(String name, String value) {
        get("/thing");
        get("/thing", name, value);
        get("/thing", name, value);
        assertThat(runs).hasValue(2);
    }

    @ParameterizedTest
    @CsvSource({"Cache-Control,max-age=0", "Pragma,no-cache", "Range,bytes=0-1"})
    void whoWantsMoreIsNeverAnsweredAgain(String name, String value) {
        get("/thing", name, value);
        get("/thing", name, value);
        assertThat(runs).hasValue(2);
    }

    @Test
    void whoAsksMakesNoDifference() {
        get("/thing", "User-Agent", "one");
        get("/thing", "User-Agent", "two");
        get("/thing", "X-Forwarded-For", "192.0.2.1");
        assertThat(runs).hasValue(1);
    }

    @Test
    void namesOfHeadersAreAlikeInAnyCase() {
        get("/thing", "X-Team", "blue");
        get("/thing", "x-team", "blue");
        get("/thing", "user-agent", "one", "X-TEAM", "blue");
        assertThat(runs).hasValue(1);
        get("/thing", "X-Team", "Blue");
        get("/thing", "X-Teams", "blue");
        get("/thing", "pragma", "no-cache", "x-team", "blue");
        assertThat(runs).hasValue(4);
    }

    @Test
    void anyChangeEndsIt() {
        get("/thing");
        state.incrementAndGet();
        get("/thing");
        assertThat(runs).hasValue(2);
    }

    @Test
    void aChangeWhileTheRouteRanCounts() {
        body = "before".getBytes();
        fixture.server.answerAhead(new HotAnswers(() -> state.getAndIncrement(), () -> now));
        get("/thing");
        body = "after".getBytes();
        assertThat(get("/thing").body()).isEqualTo("after");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 500, 502})
    void otherStatusesAreNotGivenAgain(int other) {
        status = other;
        get("/thing");
        get("/thing");
        assertThat(runs).hasValue(2);
    }

    @Test
    void whatNoRouteCallsRepeatableIsNot() {
        ages = false;
        get("/thing");
        get("/thing");
        assertThat(runs).hasValue(2);
    }

    @Test
    void whatIsTooLargeIsNotKept() {
        body = new byte[(1 << 20) + 1];
        get("/thing");
        get("/thing");
        assertThat(runs).hasValue(2);
    }

    @Test
    void notModifiedIsGivenAgain() {
        String tag = header(get("/thing"), "ETag");
        HttpResponse<String> first = get("/thing", "If-None-Match", tag);
        HttpResponse<String> second = get("/thing", "If-None-Match", tag);
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(rest(second)).isEqualTo(rest(first));
        assertThat(runs).hasValue(2);
    }

    @Test
    void headIsForTheRouteAndGetsNoBody() throws Exception {
        HttpResponse<String> get = get("/thing");
        HttpRequest head = HttpRequest.newBuilder(url("/thing"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = RunningRegistry.send(head, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).isEmpty();
        assertThat(rest(answer)).isEqualTo(rest(get));
    }

    @Test
    void postIsNeverAnsweredAgain() throws Exception {
        HttpRequest post = HttpRequest.newBuilder(url("/thing"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        RunningRegistry.send(post, HttpResponse.BodyHandlers.ofString());
        RunningRegistry.send(post, HttpResponse.BodyHandlers.ofString());
        assertThat(runs).hasValue(2);
    }

    @Test
    void originsAreToldApart() {
        HttpResponse<String> first = get("/thing", "Origin", "https://ui.example.com");
        HttpResponse<String> second = get("/thing", "Origin", "https://ui.example.com");
        assertThat(rest(second)).isEqualTo(rest(first));
        assertThat(header(second, "Access-Control-Allow-Origin")).isEqualTo("https://ui.example.com");
        assertThat(header(second, "Vary")).isEqualTo("Origin, Accept-Encoding");
        assertThat(runs).hasValue(1);
    }

    @Test
    void switchedOffEveryRequestGoesToItsRoute() {
        fixture.server.answerAhead(null);
        get("/thing");
        get("/thing");
        assertThat(runs).hasValue(2);
    }
}
