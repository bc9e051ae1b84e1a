package io.provisioning.extensionregistry.upstream;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.hc.client5.http.classic.HttpClient;

/** A client that whoever uses it cannot close: Camel's endpoints close theirs when they go. */
public final class LastingClient {
    private LastingClient() {}

    /** The same client without a way to close it. */
    public static HttpClient of(HttpClient client) {
        return (HttpClient) Proxy.newProxyInstance(
                LastingClient.class.getClassLoader(), new Class<?>[] {HttpClient.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(client, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
