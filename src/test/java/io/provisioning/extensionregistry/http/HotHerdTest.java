package io.provisioning.extensionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to many clients at once who want an answer that has grown too old while nobody wanted it. */
class HotHerdTest extends HotFixture {
    private static final int HERD = 8;

    private final ExecutorService clients = Executors.newCachedThreadPool();
    private final CountDownLatch inRoute = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private HotAnswers answers;

    @BeforeEach
    void anAnswerThatIsTooOld() {
        answers = new HotAnswers(state::get, () -> now);
        fixture.server.answerAhead(answers);
        get("/thing");
        now = now.plusSeconds(90);
        meddle = exchange -> {
            inRoute.countDown();
            await(goOn);
        };
    }

    @AfterEach
    void endClients() {
        goOn.countDown();
        clients.shutdownNow();
    }

    private CompletableFuture<HttpResponse<String>> ask() {
        return CompletableFuture.supplyAsync(() -> get("/thing"), clients);
    }

    /** One that is in the route, and after it the others, who wait. */
    private List<CompletableFuture<HttpResponse<String>>> herd() {
        CompletableFuture<HttpResponse<String>> first = ask();
        await(inRoute);
        List<CompletableFuture<HttpResponse<String>>> all =
                IntStream.range(0, HERD).mapToObj(i -> ask()).collect(Collectors.toList());
        awaitWaiting(HERD);
        all.add(first);
        return all;
    }

    private void awaitWaiting(int clients) {
        awaitTrue(() -> answers.waiting() == clients);
    }

    private static void awaitTrue(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static HttpResponse<String> of(CompletableFuture<HttpResponse<String>> request) throws Exception {
        return request.get(30, TimeUnit.SECONDS);
    }

    @Test
    void oneOfThemAsksTheRouteAndAllGetItsAnswer() throws Exception {
        body = "new".getBytes(StandardCharsets.UTF_8);
        var herd = herd();
        goOn.countDown();
        for (var each : herd) {
            assertThat(of(each).body()).isEqualTo("new");
            assertThat(header(of(each), "Age")).isEqualTo("7");
        }
        assertThat(runs).hasValue(2);
        assertThat(answers.waiting()).isZero();
    }

    @Test
    void ifThatAnswerIsNotToBeRepeatedEachAsksTheRoute() throws Exception {
        status = 503;
        var herd = herd();
        goOn.countDown();
        for (var each : herd) {
            assertThat(of(each).statusCode()).isEqualTo(503);
        }
        assertThat(runs).hasValue(2 + HERD);
    }

    @Test
    void ifSomethingChangesMeanwhileEachAsksTheRoute() throws Exception {
        var herd = herd();
        state.incrementAndGet();
        body = "changed".getBytes(StandardCharsets.UTF_8);
        goOn.countDown();
        for (var each : herd.subList(0, HERD)) {
            assertThat(of(each).body()).isEqualTo("changed");
        }
    }

    @Test
    void ifTheOneWhoAsksGoesAwayTheOthersGoOn() throws Exception {
        Socket gone = send("/thing");
        await(inRoute);
        var other = ask();
        awaitWaiting(1);
        meddle = exchange -> {};
        gone.close();
        assertThat(of(other).body()).isEqualTo("hello");
    }

    @Test
    void whoGoesAwayWhileWaitingIsCountedAndHarmsNobody() throws Exception {
        var first = ask();
        await(inRoute);
        int others = fixture.server.connections().open();
        try (Socket gone = send("/thing")) {
            awaitWaiting(1);
            gone.setSoLinger(true, 0);
        }
        awaitTrue(() -> fixture.server.connections().open() == others);
        goOn.countDown();
        assertThat(of(first).statusCode()).isEqualTo(200);
        fixture.server.close();
        assertThat(fixture.finished).containsOnly("GET thing 200", "GET none 499");
        assertThat(fixture.finished).hasSize(3);
    }

    @Test
    void whoWaitsIsAnsweredAlthoughTheServerIsToldToStop() throws Exception {
        var herd = herd();
        CompletableFuture<Void> stop = CompletableFuture.runAsync(fixture.server::close, clients);
        awaitTrue(fixture.server::stopping);
        goOn.countDown();
        for (var each : herd) {
            assertThat(of(each).statusCode()).isEqualTo(200);
        }
        stop.get(30, TimeUnit.SECONDS);
    }

    @Test
    void whatWasNeverAnsweredHasNobodyToWaitFor() throws Exception {
        CompletableFuture<HttpResponse<String>> first =
                CompletableFuture.supplyAsync(() -> get("/thing?other"), clients);
        await(inRoute);
        meddle = exchange -> {};
        assertThat(get("/thing?other").statusCode()).isEqualTo(200);
        assertThat(answers.waiting()).isZero();
        goOn.countDown();
        of(first);
    }

    private Socket send(String target) throws IOException {
        Socket socket = new Socket("127.0.0.1", fixture.port());
        String request = "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + fixture.port() + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
