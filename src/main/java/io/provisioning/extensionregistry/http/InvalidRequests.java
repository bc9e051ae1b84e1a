package io.provisioning.extensionregistry.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Set;

/** Answers what is not HTTP, or too much of it. Such a connection is closed afterwards. */
final class InvalidRequests implements Handler<HttpServerRequest> {
    /** How long the rest of a refused request is read and dropped, so that its client can read the answer first. */
    static final long LINGER_MS = 500;

    private final Vertx vertx;
    private final Traffic traffic;

    InvalidRequests(Vertx vertx, Traffic traffic) {
        this.vertx = vertx;
        this.traffic = traffic;
    }

    @Override
    public void handle(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        int status = cause instanceof TooLongHttpLineException
                ? 414
                : cause instanceof TooLongHttpHeaderException ? 431 : 400;
        Answer answer = Answer.of(ErrorAnswer.ofStatus(status, Set.of()));
        HttpServerResponse response = request.response();
        response.setStatusCode(status);
        String requestId = RequestId.of(null);
        Front.mark(response::putHeader, requestId);
        answer.headers().forEach(response::putHeader);
        response.putHeader("Connection", "close");
        response.putHeader("Content-Length", String.valueOf(answer.body().length));
        response.write(Buffer.buffer(answer.body()));
        vertx.setTimer(LINGER_MS, expired -> {
            if (!response.closed() && !response.ended()) {
                response.end();
            }
        });
        traffic.report(new Served(request, "OTHER", null, "none", requestId, null, status, 0), null);
    }
}
