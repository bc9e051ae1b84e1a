package io.provisioning.extensionregistry.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.provisioning.extensionregistry.config.ServerLimits;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Sits between the decoder of a connection and Vert.x, and refuses in our words what Vert.x would refuse in its own
 * (501 for other versions) or by hanging up (broken chunks, requests that do not end).
 */
final class StrictHttp extends ChannelDuplexHandler {
    private static final AttributeKey<Integer> REFUSAL = AttributeKey.valueOf(StrictHttp.class, "refusal");

    private final Traffic traffic;
    private ChannelHandlerContext self;
    private String target;
    private String requestId;
    private boolean answered = true;
    private boolean deaf;
    private boolean refused;

    private StrictHttp(Traffic traffic) {
        this.traffic = traffic;
    }

    /** Watches a new connection, also for how long its client takes. */
    static void watch(HttpConnection connection, ServerLimits limits, ConnectionCounts counts, Traffic traffic) {
        if (connection instanceof ConnectionBase base) {
            StrictHttp strict = new StrictHttp(traffic);
            ConnectionClock clock = new ConnectionClock(limits, strict, counts);
            base.channelHandlerContext()
                    .pipeline()
                    .addBefore("httpDecoder", "arrivals", clock.arrivals())
                    .addBefore("handler", "clock", clock)
                    .addBefore("handler", "strict", strict);
        }
    }

    /** The status with which a connection's last request was refused here; empty if none was. */
    static OptionalInt refusal(HttpConnection connection) {
        Integer status = connection instanceof ConnectionBase base
                ? base.channelHandlerContext().channel().attr(REFUSAL).get()
                : null;
        return status == null ? OptionalInt.empty() : OptionalInt.of(status);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        self = context;
    }

    /**
     * Ends a connection whose request does not arrive; with an answer if there is none yet.
     *
     * @param headRead whether the headers are there
     */
    void hangUp(boolean headRead) {
        if (headRead && answered) {
            self.close();
            return;
        }
        int status = ErrorKind.REQUEST_TIMEOUT.status();
        if (!headRead) {
            target = null;
            requestId = RequestId.of(null);
            traffic.report(new Served(null, "OTHER", null, "none", requestId, null, status, 0), null);
        }
        refuse(status);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (deaf) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpRequest request) {
            answered = false;
            target = request.uri();
            if (hasBody(request.headers())) {
                nameOnce(request.headers());
            }
            if (request.decoderResult().isSuccess() && !known(request.protocolVersion())) {
                request.setProtocolVersion(HttpVersion.HTTP_1_1);
                request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("HTTP version")));
            }
            deaf = request.decoderResult().isFailure();
            context.fireChannelRead(message);
        } else if (message instanceof HttpContent content
                && content.decoderResult().isFailure()
                && !answered) {
            content.release();
            refuse(400);
        } else {
            context.fireChannelRead(message);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (refused) {
            ReferenceCountUtil.release(message);
            promise.setSuccess();
            return;
        }
        if (message instanceof HttpResponse response && response.status().code() >= 200) {
            answered = true;
        }
        context.write(message, promise);
    }

    private static boolean known(HttpVersion version) {
        return version.equals(HttpVersion.HTTP_1_0) || version.equals(HttpVersion.HTTP_1_1);
    }

    private static boolean hasBody(HttpHeaders headers) {
        return headers.contains(HttpHeaderNames.TRANSFER_ENCODING) || headers.contains(HttpHeaderNames.CONTENT_LENGTH);
    }

    /** Those whose body may break are refused here but logged behind, and both have to call them the same. */
    private void nameOnce(HttpHeaders headers) {
        requestId = RequestId.of(headers.get(RequestId.HEADER));
        headers.set(RequestId.HEADER, requestId);
    }

    private void refuse(int status) {
        deaf = true;
        refused = true;
        self.channel().attr(REFUSAL).set(status);
        String path = target == null ? null : target.split("\\?", 2)[0];
        self.writeAndFlush(refusal(Answer.of(ErrorAnswer.ofStatus(status, Set.of()), path), requestId));
        self.executor().schedule(() -> self.close(), InvalidRequests.LINGER_MS, TimeUnit.MILLISECONDS);
    }

    private static FullHttpResponse refusal(Answer answer, String requestId) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                Unpooled.wrappedBuffer(answer.body()));
        answer.headers().forEach((name, values) -> response.headers().set(name, values));
        Front.mark((name, value) -> response.headers().set(name, value), requestId);
        response.headers().set("Connection", "close").set("Content-Length", answer.body().length);
        return response;
    }
}
