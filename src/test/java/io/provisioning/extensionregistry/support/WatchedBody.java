package io.provisioning.extensionregistry.support;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Looks for secrets in an answer as it passes: its headers, and as much of its body as is kept of one.
 *
 * @param <T> what the body becomes
 */
final class WatchedBody<T> implements HttpResponse.BodySubscriber<T> {
    /** More than any JSON of a test; what is longer is a file. */
    private static final int MOST_BYTES = 4 << 20;

    private final HttpResponse.ResponseInfo info;
    private final HttpResponse.BodySubscriber<T> body;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

    private WatchedBody(HttpResponse.ResponseInfo info, HttpResponse.BodySubscriber<T> body) {
        this.info = info;
        this.body = body;
    }

    /** The same handler, watched. */
    static <T> HttpResponse.BodyHandler<T> of(HttpResponse.BodyHandler<T> handler) {
        return info -> new WatchedBody<>(info, handler.apply(info));
    }

    @Override
    public CompletionStage<T> getBody() {
        return body.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        body.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] bytes = new byte[Math.min(buffer.remaining(), MOST_BYTES - seen.size())];
            buffer.duplicate().get(bytes);
            seen.writeBytes(bytes);
        }
        body.onNext(buffers);
    }

    @Override
    public void onError(Throwable thrown) {
        look();
        body.onError(thrown);
    }

    @Override
    public void onComplete() {
        look();
        body.onComplete();
    }

    private void look() {
        Leaks.look("answer " + info.statusCode(), info.headers().map(), seen.toByteArray());
    }
}
