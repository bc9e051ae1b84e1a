package io.provisioning.extensionregistry.upstream;

import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/**
 * Tells the answer of a source from that of a proxy which refuses to lead there. The client gives both as the answer to the
 * request, so that a proxy's 404 would be the source's "not found".
 */
final class ProxyTunnel {
    private static final String PASSED = ProxyTunnel.class.getName();

    private ProxyTunnel() {}

    /** Has a client fail with an {@link IOException} when a proxy refuses a tunnel. */
    static void require(HttpClientBuilder client) {
        client.addExecInterceptorBefore(ChainElement.CONNECT.name(), "tunnel-asked", ProxyTunnel::check);
        client.addExecInterceptorAfter(ChainElement.CONNECT.name(), "tunnel-passed", (request, scope, chain) -> {
            scope.clientContext.setAttribute(PASSED, true);
            return chain.proceed(request, scope);
        });
    }

    private static ClassicHttpResponse check(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        scope.clientContext.removeAttribute(PASSED);
        ClassicHttpResponse response = chain.proceed(request, scope);
        if (scope.route.isTunnelled() && scope.clientContext.getAttribute(PASSED) == null) {
            response.close();
            throw new IOException("the proxy does not lead there");
        }
        return response;
    }
}
