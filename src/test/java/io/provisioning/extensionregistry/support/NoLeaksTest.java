package io.provisioning.extensionregistry.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The watch over secrets would see one. */
class NoLeaksTest {
    private static final String SECRET = Secrets.of("a");
    private static final Logger LOG = LoggerFactory.getLogger(NoLeaksTest.class);

    @AfterEach
    void forget() {
        Leaks.take();
    }

    @Test
    void everyTestIsWatched() {
        assertThat(NoLeaks.isWatching()).isTrue();
        long before = Leaks.lookedAt();
        LOG.trace("nothing");
        assertThat(Leaks.lookedAt()).isGreaterThan(before);
    }

    @Test
    void aTestAfterWhichOneWasSeenFails() {
        NoLeaks watch = new NoLeaks();
        assertThatCode(() -> watch.afterEach(null)).doesNotThrowAnyException();
        LOG.trace("the token is {}", SECRET);

        assertThatThrownBy(() -> watch.afterEach(null))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("NoLeaksTest TRACE: the token is " + SECRET);
        assertThatCode(() -> watch.afterAll(null)).doesNotThrowAnyException();
    }

    @Test
    void anExceptionAndTheContextArePartOfALine() {
        LOG.debug("it failed", new IllegalStateException(new IllegalArgumentException("with " + SECRET)));
        assertThat(Leaks.take()).hasSize(1);
        try (MDC.MDCCloseable context = MDC.putCloseable("requestId", SECRET)) {
            LOG.debug("{}", context);
        }
        assertThat(Leaks.take()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.provisioning.extensionregistry.upstream.ReplyReader",
                "gitea.read-sidecar",
                "org.apache.camel.component.http.HttpProducer"
            })
    void whatIsNotShownIsWatchedToo(String logger) {
        LoggerFactory.getLogger(logger).debug(SECRET);
        assertThat(Leaks.take()).hasSize(1);
    }

    @Test
    void whatATestCatchesIsWatchedToo() {
        try (LogLines lines = new LogLines(NoLeaksTest.class)) {
            LOG.info(SECRET);
            assertThat(lines.lines()).hasSize(1);
        }
        assertThat(Leaks.take()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u", "us", "use", "user", "a-long-name"})
    void noSpellingHidesOne(String user) {
        byte[] bytes = (user + ":" + SECRET + ":x").getBytes(StandardCharsets.UTF_8);
        Leaks.look("test", "Authorization: Basic " + Base64.getEncoder().encodeToString(bytes));
        Leaks.look("test", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        Leaks.look("test", HexFormat.of().formatHex(bytes));
        Leaks.look("test", HexFormat.of().withUpperCase().formatHex(bytes));
        assertThat(Leaks.take()).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({"header, nothing", "nothing, body"})
    void anAnswerIsWatched(String header, String body) {
        try (StubServer service = StubServer.start()) {
            String shown = header.equals("header") ? SECRET : "x";
            service.on("/", StubAnswer.json(body.equals("body") ? SECRET : "{}").with("X-Shown", shown));
            RunningRegistry.sendToService(
                    RunningRegistry.request(service.url() + "/").build(), HttpResponse.BodyHandlers.discarding());
        }
        assertThat(Leaks.take()).hasSize(1);
    }

    @Test
    void aPackedAnswerIsUnpacked() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(SECRET.getBytes(StandardCharsets.UTF_8));
        }
        Leaks.look("test", java.util.Map.of("Content-Encoding", List.of("gzip")), packed.toByteArray());
        assertThat(Leaks.take()).hasSize(1);
    }

    @Test
    void whatStandInsSayIsNotTheServicesWord() {
        try (StubServer source = StubServer.start()) {
            source.on("/", StubAnswer.json(SECRET));
            RunningRegistry.send(
                    RunningRegistry.request(source.url() + "/").build(), HttpResponse.BodyHandlers.ofString());
        }
        assertThat(Leaks.take()).isEmpty();
    }

    @Test
    void aSecretThatNobodyCouldFindIsNotTaken() {
        assertThat(Secrets.required(SECRET)).isEqualTo(SECRET);
        assertThat(Secrets.required(null)).isNull();
        assertThatThrownBy(() -> Secrets.required("hidden")).isInstanceOf(IllegalArgumentException.class);
    }
}
