package io.provisioning.extensionregistry.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The limit of the stack that the service stands on: a Vert.x handler which knows its answers beforehand, byte for byte and
 * header for header those of the service, and does nothing but find them by their target and by whether a client asks for
 * gzip or has them already.
 *
 * <p>{@code BareVertx <event loops> <port of the service> <target> …}
 */
final class BareVertx {
    /** Written by the server itself. */
    private static final Set<String> NOT_COPIED = Set.of("content-length", "connection");

    private record Fixed(int status, Map<String, String> headers, Buffer body) {
        static Fixed of(HttpResponse<byte[]> answer) {
            Map<String, String> headers = new HashMap<>();
            answer.headers().map().forEach((name, values) -> {
                if (!NOT_COPIED.contains(name)) {
                    headers.put(name, values.get(0));
                }
            });
            return new Fixed(answer.statusCode(), headers, Buffer.buffer(answer.body()));
        }

        void send(HttpServerResponse response) {
            response.setStatusCode(status);
            headers.forEach(response::putHeader);
            if (status == 304) {
                response.end();
            } else {
                response.end(body);
            }
        }
    }

    private BareVertx() {}

    public static void main(String[] arguments) throws IOException {
        int loops = Integer.parseInt(arguments[0]);
        Map<String, Fixed> full = new HashMap<>();
        Map<String, Fixed> packed = new HashMap<>();
        Map<String, Fixed> unchanged = new HashMap<>();
        for (int i = 2; i < arguments.length; i++) {
            String url = "http://127.0.0.1:" + arguments[1] + arguments[i];
            HttpResponse<byte[]> answer = Http.get(url);
            full.put(arguments[i], Fixed.of(answer));
            packed.put(arguments[i], Fixed.of(Http.get(url, "Accept-Encoding", "gzip")));
            String tag = answer.headers().firstValue("ETag").orElse("");
            unchanged.put(arguments[i], Fixed.of(Http.get(url, "If-None-Match", tag)));
        }
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops));
        int port = Http.freePort();
        vertx.deployVerticle(
                        () -> new AbstractVerticle() {
                            @Override
                            public void start(io.vertx.core.Promise<Void> started) {
                                vertx.createHttpServer()
                                        .requestHandler(request -> serve(
                                                request,
                                                request.getHeader("Accept-Encoding") == null ? full : packed,
                                                unchanged))
                                        .listen(port, "127.0.0.1")
                                        .<Void>mapEmpty()
                                        .onComplete(started);
                            }
                        },
                        new DeploymentOptions().setInstances(loops))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        System.out.println("ready " + port);
    }

    private static void serve(HttpServerRequest request, Map<String, Fixed> given, Map<String, Fixed> unchanged) {
        Fixed answer = given.get(request.uri());
        if (answer == null) {
            request.response().setStatusCode(404).end();
            return;
        }
        String tag = request.getHeader("If-None-Match");
        boolean same = tag != null && tag.equals(answer.headers().get("etag"));
        (same ? unchanged.get(request.uri()) : answer).send(request.response());
    }
}
