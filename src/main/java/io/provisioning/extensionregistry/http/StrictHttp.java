package io.provisioning.extensionregistry.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Sits between the decoder of a connection and Vert.x, and refuses in our words what Vert.x would refuse in its own
 * (501 for other versions) or by hanging up (broken chunks).
 */
final class StrictHttp extends ChannelDuplexHandler {
    private boolean answered = true;
    private boolean deaf;
    private boolean refused;

    /** Watches a new connection. */
    static void watch(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) {
            base.channelHandlerContext().pipeline().addBefore("handler", "strict", new StrictHttp());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (deaf) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpRequest request) {
            answered = false;
            if (request.decoderResult().isSuccess() && !known(request.protocolVersion())) {
                request.setProtocolVersion(HttpVersion.HTTP_1_1);
                request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("HTTP version")));
            }
            deaf = request.decoderResult().isFailure();
            context.fireChannelRead(message);
        } else if (message instanceof HttpContent content
                && content.decoderResult().isFailure()
                && !answered) {
            deaf = true;
            refused = true;
            content.release();
            context.writeAndFlush(refusal());
            context.executor().schedule(() -> context.close(), InvalidRequests.LINGER_MS, TimeUnit.MILLISECONDS);
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

    private static FullHttpResponse refusal() {
        Answer answer = Answer.of(ErrorAnswer.ofStatus(400, Set.of()));
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                Unpooled.wrappedBuffer(answer.body()));
        answer.headers().forEach((name, values) -> response.headers().set(name, values));
        Front.mark((name, value) -> response.headers().set(name, value), RequestId.of(null));
        response.headers().set("Connection", "close").set("Content-Length", answer.body().length);
        return response;
    }
}
