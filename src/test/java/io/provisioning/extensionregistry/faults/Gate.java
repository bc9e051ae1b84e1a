package io.provisioning.extensionregistry.faults;

import io.provisioning.extensionregistry.support.RunningRegistry;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubRequest;
import io.provisioning.extensionregistry.support.StubServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;

/** Stands before a source: passes on what is asked and answered, until something fails. */
final class Gate implements AutoCloseable {
    private static final List<String> PASSED_ON =
            List.of("content-type", "link", "x-total-count", "docker-content-digest", "accept-ranges", "etag");

    private final String source;
    private final StubServer server;
    private final SSLContext known;
    private final SSLContext stranger;
    private final Set<String> stumbled = ConcurrentHashMap.newKeySet();
    private volatile Fault fault;
    private volatile boolean stumbles;

    private Gate(String source, StubServer server, SSLContext known, SSLContext stranger) {
        this.source = source;
        this.server = server;
        this.known = known;
        this.stranger = stranger;
        server.otherwise(this::answer);
    }

    /** A gate of plain HTTP. */
    static Gate before(String source) {
        return new Gate(source, StubServer.start(), null, null);
    }

    /** A gate of HTTPS. */
    static Gate before(String source, SSLContext known, SSLContext stranger) {
        return new Gate(source, StubServer.startTls(known), known, stranger);
    }

    /** Where the service shall find the source. */
    String url() {
        return server.url();
    }

    /** How many answers are under way. */
    int answering() {
        return server.answering();
    }

    /** How many connections to it are open. */
    int connections() {
        return server.connectionsOpen();
    }

    /** Whatever it is asked, it fails the first time, and only then. */
    Gate stumbling() {
        stumbles = true;
        return this;
    }

    /** From now on it fails. */
    void fail(Fault how) {
        fault = how;
        switch (how) {
            case REFUSED -> server.refuseConnections();
            case CONNECT_TIMEOUT -> server.leaveWaiting();
            case UNKNOWN_CA -> server.identify(stranger);
            default -> {}
        }
    }

    /** From now on it is well. */
    void heal() {
        Fault before = fault;
        fault = null;
        if (before == Fault.UNKNOWN_CA) {
            server.identify(known);
        } else if (before != null && before.isOfConnections()) {
            server.acceptConnections();
        }
    }

    @Override
    public void close() {
        server.close();
    }

    private StubAnswer answer(StubRequest request) {
        if (stumbles && stumbled.add(request.target())) {
            return StubAnswer.status(503);
        }
        Fault now = fault;
        if (now == null || now.isOfConnections()) {
            // A connection that is kept would be found dead when no other can be made: that is another fault.
            return passedOn(request).with("Connection", "close");
        }
        return FaultyAnswers.of(now, request, () -> passedOn(request));
    }

    private StubAnswer passedOn(StubRequest request) {
        HttpRequest asked = HttpRequest.newBuilder(URI.create(source + request.target()))
                .method(request.method(), HttpRequest.BodyPublishers.noBody())
                .header("Accept", request.header("accept").orElse("*/*"))
                .build();
        HttpResponse<byte[]> answer = RunningRegistry.send(asked, HttpResponse.BodyHandlers.ofByteArray());
        StubAnswer passed = new StubAnswer(answer.statusCode(), List.of(), answer.body(), StubAnswer.Fault.NONE, null);
        for (String name : PASSED_ON) {
            String value = answer.headers().firstValue(name).orElse(null);
            passed = value == null ? passed : passed.with(name, value);
        }
        return passed;
    }
}
