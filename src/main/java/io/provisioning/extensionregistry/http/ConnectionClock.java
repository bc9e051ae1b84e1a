package io.provisioning.extensionregistry.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.provisioning.extensionregistry.config.ServerLimits;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Bounds how long a client may take: to begin a request, to send all of it, to take its answer. Between a whole request
 * and the first byte of its answer no time runs here, since routes have bounds of their own. Each bound is on progress
 * that counts: neither a byte now and then nor a request in pieces sets it back.
 */
final class ConnectionClock extends ChannelDuplexHandler {
    /** Requests of one connection that wait for their answers; who sends so many ahead does not mean to read them. */
    private static final int MAX_AHEAD = 100;

    private final ServerLimits limits;
    private final StrictHttp refusals;
    private final ConnectionCounts counts;
    private ChannelHandlerContext context;
    private boolean receiving;
    private boolean headRead;
    private boolean interim;
    private boolean tooManyAhead;
    private int unanswered;
    private long quietSince = System.nanoTime();
    private ScheduledFuture<?> wholeRequest;
    private ScheduledFuture<?> movement;
    private ScheduledFuture<?> silence;
    private Output last;

    /** What waits to be sent, as far as one can see whether it moves. */
    private record Output(int message, long pending, long progress) {
        /** Null if nothing waits. */
        static Output of(ChannelOutboundBuffer buffer) {
            return buffer == null || buffer.isEmpty()
                    ? null
                    : new Output(
                            System.identityHashCode(buffer.current()),
                            buffer.totalPendingWriteBytes(),
                            buffer.currentProgress());
        }
    }

    /** @param refusals says 408 and hangs up */
    ConnectionClock(ServerLimits limits, StrictHttp refusals, ConnectionCounts counts) {
        this.limits = limits;
        this.refusals = refusals;
        this.counts = counts;
    }

    /** Stands before the decoder, which shows nothing of a request whose headers are not complete. */
    ChannelInboundHandlerAdapter arrivals() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext before, Object bytes) {
                receiving = true;
                before.fireChannelRead(bytes);
                if (receiving && wholeRequest == null) {
                    wholeRequest = after(limits.request(), ConnectionClock.this::late);
                }
            }
        };
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        silence = after(limits.idle(), this::quiet);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest) {
            headRead = true;
            if (++unanswered > MAX_AHEAD && !tooManyAhead) {
                tooManyAhead = true;
                counts.closing(ConnectionCounts.Reason.LIMIT);
                context.close();
            }
        }
        if (tooManyAhead) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof LastHttpContent) {
            receiving = false;
            headRead = false;
            quietSince = System.nanoTime();
            cancel(wholeRequest);
            wholeRequest = null;
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            interim = response.status().code() < 200;
        }
        if (message instanceof LastHttpContent && !interim) {
            unanswered--;
            quietSince = System.nanoTime();
        }
        context.write(message, promise);
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        context.flush();
        if (movement == null) {
            last = output();
            if (last != null) {
                movement = after(limits.send(), this::stuck);
            }
        }
    }

    /** Who does not take answers is not asked for further requests: their answers would pile up here. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        context.channel().config().setAutoRead(context.channel().isWritable());
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancel(wholeRequest);
        cancel(movement);
        cancel(silence);
        context.fireChannelInactive();
    }

    private void late() {
        wholeRequest = null;
        if (!receiving) {
            return;
        }
        if (unanswered > (headRead ? 1 : 0)) {
            // The server reads no further while it answers an earlier request.
            wholeRequest = after(limits.request(), this::late);
            return;
        }
        counts.closing(ConnectionCounts.Reason.REQUEST_TIMEOUT);
        refusals.hangUp(headRead);
    }

    private void stuck() {
        movement = null;
        Output now = output();
        if (now == null) {
            return;
        }
        if (now.equals(last)) {
            counts.closing(ConnectionCounts.Reason.SEND_TIMEOUT);
            context.close();
        } else {
            last = now;
            movement = after(limits.send(), this::stuck);
        }
    }

    private void quiet() {
        Duration quiet = Duration.ofNanos(System.nanoTime() - quietSince);
        boolean busy = receiving || unanswered > 0 || output() != null;
        if (!busy && quiet.compareTo(limits.idle()) >= 0) {
            context.close();
        } else {
            silence = after(busy ? limits.idle() : limits.idle().minus(quiet), this::quiet);
        }
    }

    private Output output() {
        return Output.of(context.channel().unsafe().outboundBuffer());
    }

    private ScheduledFuture<?> after(Duration time, Runnable what) {
        return context.executor().schedule(what, time.toMillis() + 1, TimeUnit.MILLISECONDS);
    }

    private static void cancel(ScheduledFuture<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
