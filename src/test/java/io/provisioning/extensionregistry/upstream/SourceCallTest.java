package io.provisioning.extensionregistry.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubRequest;
import io.provisioning.extensionregistry.support.StubServer;
import io.provisioning.extensionregistry.support.TestSettings;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, and what comes back, when nothing is wrong. */
class SourceCallTest {
    private StubServer source;
    private WireCall call;

    @BeforeEach
    void start() throws Exception {
        source = StubServer.start();
        call = new WireCall(TestSettings.gitea(source.url()));
    }

    @AfterEach
    void stop() throws Exception {
        call.close();
        source.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/repos/org/a/releases/tags/release%2F1.2.0",
                "/a%20b/c+d/%252F?q=a%2Fb+c&last=x%26y",
                "/v2/ns/name/manifests/1.0.0%2Bbuild?n=100&last=",
                "/v2/a/blobs/sha256:00ff",
                "/%C3%A4?x=%C3%A4",
                "/a%7B%7Bregistry.gitea.url%7D%7D",
                "/a//b/?x",
                "/a=b;c=d/$e/(f)'!*,@"
            })
    void aTargetArrivesAsItIs(String target) throws Exception {
        source.on(target, StubAnswer.json("{}"));

        SourceReply reply = call.get(source.url(target));

        assertThat(source.targets()).containsExactly(target);
        assertThat(reply.status()).isEqualTo(200);
    }

    /** The endpoint does so; by RFC 3986, 2.3, both spellings are the same address. */
    @Test
    void aTildeIsEscaped() throws Exception {
        source.on("/a%7Eb", StubAnswer.json("{}"));

        assertThat(call.get(source.url("/a~b")).status()).isEqualTo(200);
    }

    @Test
    void nothingButWhatIsMeantIsSent() throws Exception {
        source.on("/x?a=b", StubAnswer.json("{}"));
        Map<String, Object> leftovers = Map.of(
                "X-Probe",
                "1",
                "type",
                "provider",
                "Cookie",
                "a=b",
                "CamelHttpQuery",
                "leaked=1",
                "CamelHttpPath",
                "leaked",
                "Authorization",
                "Bearer of-a-client-s3cret");

        call.get(SourceRequest.json(source.url("/x?a=b")), Map.of(), leftovers);

        StubRequest sent = source.requests().get(0);
        assertThat(sent.method()).isEqualTo("GET");
        assertThat(sent.target()).isEqualTo("/x?a=b");
        assertThat(sent.body()).isEmpty();
        assertThat(sent.headers())
                .containsOnlyKeys("accept", "accept-encoding", "user-agent", "host", "connection")
                .containsEntry("accept", List.of("application/json"))
                .containsEntry("accept-encoding", List.of("identity"))
                .containsEntry("user-agent", List.of("extension-registry"))
                .containsEntry("connection", List.of("keep-alive"));
    }

    @Test
    void credentialsAreSentToTheSource() throws Exception {
        source.on("/x", StubAnswer.json("{}"));

        call.get(SourceRequest.json(source.url("/x")), Map.of("authorization", "token s3cret"), Map.of());

        assertThat(source.requests().get(0).header("authorization")).contains("token s3cret");
    }

    @Test
    void theReplyHasStatusHeadersAndBodyAndTheMessageNoHeader() throws Exception {
        source.on(
                "/x",
                StubAnswer.of(404, "application/json; charset=utf-8", "{\"a\":1}")
                        .with("Link", "<a>; rel=\"next\"")
                        .with("Link", "<b,c>; rel=\"last\"")
                        .with("WWW-Authenticate", "Bearer realm=\"r\",service=\"s\"")
                        .with("X-List", "[a,b]")
                        .with("Set-Cookie", "a=b"));

        Exchange exchange = call.send("read", SourceRequest.json(source.url("/x")), Map.of(), Map.of());

        SourceReply reply = exchange.getMessage().getBody(SourceReply.class);
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body()).asString().isEqualTo("{\"a\":1}");
        assertThat(reply.header("content-type")).contains("application/json; charset=utf-8");
        assertThat(reply.headers("link")).containsExactly("<a>; rel=\"next\"", "<b,c>; rel=\"last\"");
        assertThat(reply.headers("www-authenticate")).containsExactly("Bearer realm=\"r\",service=\"s\"");
        assertThat(exchange.getMessage().getHeaders()).isEmpty();
    }

    @Test
    void cookiesAreNotKept() throws Exception {
        source.on("/x", StubAnswer.json("{}").with("Set-Cookie", "session=1; Path=/"));

        call.get(source.url("/x"));
        call.get(source.url("/x"));

        assertThat(source.requests()).hasSize(2).noneMatch(request -> request.headers()
                .containsKey("cookie"));
    }

    @Test
    void connectionsAreKeptAndUsedAgain() throws Exception {
        source.on("/x", StubAnswer.json("{}"), StubAnswer.of(404, "text/plain", "no"), StubAnswer.status(204));

        call.get(source.url("/x"));
        call.get(source.url("/x"));
        call.get(source.url("/x"));

        assertThat(source.connectionsAccepted()).isEqualTo(1);
    }

    @Test
    void aBodyIsNotUnpackedEvenIfTheSourcePacksItUnasked() throws Exception {
        source.on("/x", StubAnswer.of(200, "application/gzip", "not gzip").with("Content-Encoding", "gzip"));

        assertThat(call.get(source.url("/x")).body()).asString().isEqualTo("not gzip");
    }

    @Test
    void aStreamStaysOpenWithItsHeaders() throws Exception {
        source.on("/a.tar.gz", StubAnswer.of(206, "application/gzip", "345").with("Content-Range", "bytes 3-5/9"));

        Exchange exchange = call.send(
                "open",
                SourceRequest.json(source.url("/a.tar.gz")),
                Map.of("range", "bytes=3-5", "ifRange", "\"tag\""),
                Map.of());

        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("CamelHttpResponseCode", 206)
                .containsEntry("Content-Length", "3")
                .containsEntry("Content-Range", "bytes 3-5/9");
        assertThat(source.requests().get(0).header("range")).contains("bytes=3-5");
        assertThat(source.requests().get(0).header("if-range")).contains("\"tag\"");
    }

    @Test
    void aStreamOfWhichOnlyTheHeadIsWantedIsEmpty() throws Exception {
        source.on("/a", StubAnswer.of(200, "application/gzip", "12345"));

        Exchange exchange = call.send("open", SourceRequest.json(source.url("/a")), Map.of("headOnly", true), Map.of());

        assertThat(source.requests().get(0).method()).isEqualTo("HEAD");
        assertThat(exchange.getMessage().getHeader("Content-Length")).isEqualTo("5");
        assertThat(exchange.getMessage().getBody(InputStream.class).readAllBytes())
                .isEmpty();
    }

    @Test
    void aStreamThatIsNotThereIsAReply() throws Exception {
        source.on("/a", StubAnswer.of(416, "text/plain", "no"));

        Exchange exchange = call.send("open", SourceRequest.json(source.url("/a")), Map.of(), Map.of());

        assertThat(exchange.getMessage().getBody(SourceReply.class).status()).isEqualTo(416);
    }

    @Test
    void aChallengeIsAReplyToWhoeverAsksForIt() throws Exception {
        source.on("/v2/", StubAnswer.status(401).with("WWW-Authenticate", "Basic realm=\"x\""));

        Exchange exchange = call.send("readChallenge", SourceRequest.json(source.url("/v2/")), Map.of(), Map.of());

        assertThat(exchange.getMessage().getBody(SourceReply.class).header("WWW-Authenticate"))
                .contains("Basic realm=\"x\"");
    }

    @Test
    void nothingIsAskedAfterTheDeadline() {
        assertThatThrownBy(() ->
                        call.get(SourceRequest.json(source.url("/x")), WireCall.deadline(Instant.EPOCH), Map.of()))
                .isInstanceOfSatisfying(
                        SourceException.class,
                        e -> assertThat(e.failure().reason()).isEqualTo(Reason.TIMEOUT));
        assertThat(source.requests()).isEmpty();
    }

    @Test
    void aLongAnswerWithinTheBoundIsReadWhole() throws Exception {
        String body = "x".repeat(1 << 20);
        source.on("/x", StubAnswer.of(200, "text/plain", body));

        assertThat(call.get(source.url("/x")).body()).hasSize(1 << 20);
        assertThat(body.getBytes(StandardCharsets.UTF_8)).hasSize(1 << 20);
    }
}
