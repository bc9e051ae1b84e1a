package io.provisioning.extensionregistry.upstream;

import io.provisioning.extensionregistry.config.PemFile;
import io.provisioning.extensionregistry.config.SourceSettings;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Builds the HTTP client of one source: bounded in connections and in time, without cookies, without a memory of
 * credentials, without compression (the bytes of a download are hashed as they are) and without retries of its own.
 */
public final class SourceHttpClient {
    /** A redirect chain is longer only if something is wrong. */
    static final int MAX_REDIRECTS = 5;

    private static final int MAX_HEADER_BYTES = 64 << 10;
    private static final int MAX_HEADERS = 200;
    private static final TimeValue CONNECTION_LIFE = TimeValue.ofMinutes(5);
    private static final TimeValue IDLE_LIFE = TimeValue.ofSeconds(30);
    /** A server that was started anew has closed its connections; without a check the first call would fail. */
    private static final TimeValue CHECK_AFTER = TimeValue.ofMilliseconds(100);

    /** Bounds the head of an answer, and does not search garbage for one. */
    private static final ManagedHttpClientConnectionFactory CONNECTIONS = ManagedHttpClientConnectionFactory.builder()
            .http1Config(Http1Config.custom()
                    .setMaxLineLength(MAX_HEADER_BYTES)
                    .setMaxHeaderCount(MAX_HEADERS)
                    .build())
            .responseParserFactory(new DefaultHttpResponseParserFactory())
            .build();

    private SourceHttpClient() {}

    /**
     * A client for one source; whoever asks for it closes it.
     *
     * @throws IllegalArgumentException if the file of certificate authorities cannot be used
     */
    public static CloseableHttpClient create(SourceSettings settings) {
        Timeout timeout = Timeout.of(settings.timeout());
        RequestConfig requests = RequestConfig.custom()
                .setConnectionRequestTimeout(timeout)
                .setResponseTimeout(timeout)
                .setMaxRedirects(MAX_REDIRECTS)
                .setCircularRedirectsAllowed(false)
                .setAuthenticationEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build();
        HttpClientBuilder client = HttpClients.custom()
                .setConnectionManager(connections(settings, timeout))
                .setDefaultRequestConfig(requests)
                .setRedirectStrategy(new SourceRedirects(settings.url(), settings.redirectHosts()))
                .addExecInterceptorFirst("budget", new CallBudget(settings.timeout()))
                .setUserAgent("extension-registry")
                .disableContentCompression()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .evictExpiredConnections()
                .evictIdleConnections(IDLE_LIFE);
        if (settings.proxy() != null) {
            client.setProxy(proxy(settings.proxy()));
            ProxyTunnel.require(client);
        }
        return client.build();
    }

    private static PoolingHttpClientConnectionManager connections(SourceSettings settings, Timeout timeout) {
        ConnectionConfig connections = ConnectionConfig.custom()
                .setConnectTimeout(timeout)
                .setSocketTimeout(timeout)
                .setTimeToLive(CONNECTION_LIFE)
                .setValidateAfterInactivity(CHECK_AFTER)
                .build();
        PoolingHttpClientConnectionManagerBuilder pool = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(settings.maxConnections())
                .setMaxConnPerRoute(settings.maxConnections())
                .setConnectionFactory(CONNECTIONS)
                .setDefaultConnectionConfig(connections)
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(timeout).build());
        if (settings.caPath() == null) {
            pool.setTlsSocketStrategy(new LateTls(DefaultClientTlsStrategy::createDefault));
        } else {
            // Read now, so that a bad file is known when the service starts.
            pool.setTlsSocketStrategy(new DefaultClientTlsStrategy(trusting(PemFile.read(settings.caPath()))));
        }
        return pool.build();
    }

    private static HttpHost proxy(URI proxy) {
        return new HttpHost(proxy.getScheme(), proxy.getHost(), proxy.getPort());
    }

    /** Trusts what the JVM trusts, and these. */
    private static SSLContext trusting(List<X509Certificate> authorities) {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (X509Certificate authority : jvmAuthorities()) {
                trusted.setCertificateEntry("jvm-" + number++, authority);
            }
            for (X509Certificate authority : authorities) {
                trusted.setCertificateEntry("own-" + number++, authority);
            }
            TrustManagerFactory factory = trustManagers(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new IllegalArgumentException("the certificate authorities cannot be used", e);
        }
    }

    private static List<X509Certificate> jvmAuthorities() throws GeneralSecurityException {
        for (var manager : trustManagers(null).getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return List.of(x509.getAcceptedIssuers());
            }
        }
        return List.of();
    }

    /** For null: those of the JVM. */
    private static TrustManagerFactory trustManagers(KeyStore trusted) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory;
    }
}
