package io.provisioning.extensionregistry.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * What connections have not sent yet. An answer is over for its route when its last bytes are handed to its connection; a
 * client that takes them slowly has not got them by then, and who closes the connection cuts them off.
 */
final class Unsent {
    private static final long LOOK_MS = 5;

    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    /** Watches a new connection until it is closed. */
    void watch(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) {
            channels.add(base.channel());
        }
    }

    /**
     * Waits until nothing is left to send.
     *
     * @param end of the wait at the latest, as {@link System#nanoTime} tells it
     */
    void awaitNone(long end) throws InterruptedException {
        while (System.nanoTime() - end < 0 && channels.stream().anyMatch(Unsent::sends)) {
            synchronized (this) {
                wait(LOOK_MS);
            }
        }
    }

    private static boolean sends(Channel channel) {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        return waiting != null && waiting.totalPendingWriteBytes() > 0;
    }
}
