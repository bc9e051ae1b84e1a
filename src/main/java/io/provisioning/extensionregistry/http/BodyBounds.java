package io.provisioning.extensionregistry.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.util.Set;

/** Reads the body of a request, up to a bound. The body of a GET means nothing (RFC 9110, 9.3.1) and is dropped. */
final class BodyBounds implements Handler<RoutingContext> {
    private final long maxBytes;
    private final BodyHandler forms;

    BodyBounds(long maxBytes) {
        this.maxBytes = maxBytes;
        this.forms = BodyHandler.create(false).setBodyLimit(maxBytes);
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String type = String.valueOf(request.getHeader("Content-Type")).toLowerCase(java.util.Locale.ROOT);
        boolean keep = !request.method().name().equals("GET");
        if (keep && (type.startsWith("multipart/form-data") || type.startsWith("application/x-www-form-urlencoded"))) {
            forms.handle(context);
            return;
        }
        ((RoutingContextInternal) context).visitHandler(RoutingContextInternal.BODY_HANDLER);
        long announced = announced(request);
        if (announced > maxBytes) {
            tooLarge(context);
        } else if (announced == 0 && !request.headers().contains("Transfer-Encoding")) {
            context.next();
        } else {
            collect(context, keep);
        }
    }

    private void collect(RoutingContext context, boolean keep) {
        HttpServerRequest request = context.request();
        Buffer body = Buffer.buffer();
        long[] seen = {0};
        request.handler(bytes -> {
            seen[0] += bytes.length();
            if (seen[0] > maxBytes) {
                tooLarge(context);
            } else if (keep) {
                body.appendBuffer(bytes);
            }
        });
        request.endHandler(end -> {
            if (!context.response().ended() && seen[0] <= maxBytes) {
                ((RoutingContextInternal) context).setBody(keep ? body : null);
                context.next();
            }
        });
        request.exceptionHandler(broken -> {
            if (!context.response().ended()) {
                ResponseWriter.send(context, Answer.of(ErrorAnswer.ofStatus(400, Set.of()), request.path()));
            }
        });
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            context.response().writeContinue();
        }
    }

    /** Answers, and reads on for a moment: a connection that is closed with bytes unread loses the answer. */
    private static void tooLarge(RoutingContext context) {
        if (!context.response().ended()) {
            HttpServerRequest request = context.request();
            request.handler(ignored -> {});
            context.response().putHeader("Connection", "close");
            ResponseWriter.send(context, Answer.of(ErrorAnswer.ofStatus(413, Set.of()), request.path()));
            Vertx vertx = context.vertx();
            vertx.setTimer(
                    InvalidRequests.LINGER_MS, expired -> request.connection().close());
        }
    }

    private static long announced(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length.strip());
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
