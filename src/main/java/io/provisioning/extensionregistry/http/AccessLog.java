package io.provisioning.extensionregistry.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each request, however it was answered: {@code GET /path 200 1234B 0.8ms 10.0.0.1 hit}, and the same as
 * fields. Of the target it has the path alone: what clients put into queries is nobody's business.
 */
public final class AccessLog implements RequestListener {
    /** The name of the logger. */
    public static final String LOGGER = "access";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
    private static final int MAX_PATH = 1024;
    private static final int MAX_OTHER = 64;
    private static final String NONE = "-";

    private final List<String> trustedProxies;
    private final String cacheHeader;

    /**
     * A log of requests.
     *
     * @param trustedProxies addresses and networks of proxies whose word on the client counts
     * @param cacheHeader the header of an answer that says how a cache was used
     */
    public AccessLog(List<String> trustedProxies, String cacheHeader) {
        this.trustedProxies = List.copyOf(trustedProxies);
        this.cacheHeader = cacheHeader;
    }

    @Override
    public void finished(Served served) {
        HttpServerResponse response =
                served.request() == null ? null : served.request().response();
        String path = clean(served.path(), MAX_PATH);
        String cache = clean(response == null ? null : response.headers().get(cacheHeader), MAX_OTHER);
        String client = clean(response == null ? null : client(served.request()), MAX_OTHER);
        long bytes = response == null ? 0 : response.bytesWritten();
        double millis = TimeUnit.NANOSECONDS.toMicros(served.nanos()) / 1000.0;
        Runnable leave = LogContext.enter(served.requestId(), served.traceparent());
        try {
            LOG.atInfo()
                    .addKeyValue("method", served.method())
                    .addKeyValue("path", path)
                    .addKeyValue("route", served.route())
                    .addKeyValue("status", served.status())
                    .addKeyValue("bytes", bytes)
                    .addKeyValue("durationMs", millis)
                    .addKeyValue("client", client)
                    .addKeyValue("cache", cache)
                    .log(served.method() + " " + path + " " + served.status() + " " + bytes + "B " + millis + "ms "
                            + client + " " + cache);
        } finally {
            leave.run();
        }
    }

    private String client(HttpServerRequest request) {
        SocketAddress remote = request.remoteAddress();
        return ClientAddress.inFull(
                remote == null || remote.hostAddress() == null ? "" : remote.hostAddress(),
                request.headers().getAll("X-Forwarded-For"),
                trustedProxies);
    }

    /** As one word of a line, whatever a client made of it. */
    private static String clean(String text, int max) {
        if (text == null || text.isEmpty()) {
            return NONE;
        }
        int end = Math.min(text.length(), max);
        for (int i = 0; i < end; i++) {
            if (!plain(text.charAt(i))) {
                return escaped(text, end);
            }
        }
        return text.length() > max ? text.substring(0, max) + "..." : text;
    }

    private static boolean plain(char c) {
        return c > ' ' && c < 127 && c != '"' && c != '\\';
    }

    private static String escaped(String text, int end) {
        StringBuilder clean = new StringBuilder();
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            clean.append(plain(c) ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return text.length() > end ? clean + "..." : clean.toString();
    }
}
