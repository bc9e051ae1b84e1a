package io.provisioning.extensionregistry.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** Bounds the bodies of all answers, whoever reads them, in size and in time. */
final class AnswerBounds implements ExecChainHandler {
    private final long maxBytes;
    private final Duration budget;

    /** @param budget from the call to the end of its answer */
    AnswerBounds(long maxBytes, Duration budget) {
        this.maxBytes = maxBytes;
        this.budget = budget;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        long until = System.nanoTime() + budget.toNanos();
        ClassicHttpResponse response = chain.proceed(request, scope);
        if (response.getEntity() != null) {
            BoundedAnswer body = new BoundedAnswer(
                    response.getEntity().getContent(), maxBytes, until, scope.execRuntime::discardEndpoint);
            response.setEntity(new HttpEntityWrapper(response.getEntity()) {
                @Override
                public InputStream getContent() {
                    return body;
                }

                @Override
                public void writeTo(OutputStream out) throws IOException {
                    try (body) {
                        body.transferTo(out);
                    }
                }

                @Override
                public void close() throws IOException {
                    body.close();
                }
            });
        }
        return response;
    }
}
