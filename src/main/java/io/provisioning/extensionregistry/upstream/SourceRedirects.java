package io.provisioning.extensionregistry.upstream;

import io.provisioning.extensionregistry.model.Reason;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.apache.hc.client5.http.impl.DefaultRedirectStrategy;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Where a source may send us, and with what. Credentials stay with the origin (scheme, host and port) that they were
 * meant for; a way from https to http is refused; the log-in page is not an answer but a refusal.
 *
 * <p>A Gitea redirects from old names to new ones without naming a host, but with the path below which users see it; see
 * {@link PublicPath}. An absolute redirect to its public address, where that is not the configured one, is followed like
 * one to any other host: without credentials.
 */
final class SourceRedirects extends DefaultRedirectStrategy {
    private static final String LOGIN = "/user/login";

    private final URI source;
    private final String ownHost;
    private final List<String> hosts;

    /**
     * How redirects of one source are treated.
     *
     * @param source its configured address; redirects within its host are always followed; null for a
     *     drop-in, whose calls each have their own
     * @param hosts each {@code host} or {@code host:port}; empty for any
     */
    SourceRedirects(URI source, List<String> hosts) {
        this.source = source;
        this.ownHost = source == null ? null : source.getHost();
        this.hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    }

    @Override
    public URI getLocationURI(HttpRequest request, HttpResponse response, HttpContext context) throws HttpException {
        URI location = super.getLocationURI(request, response, context);
        String path = location.getPath();
        if (path != null && path.endsWith(LOGIN)) {
            throw refused(Reason.UNAUTHORIZED, "the source asks for a log-in");
        }
        if (location.getHost() == null) {
            throw refused(Reason.INVALID_ANSWER, "a redirect leads nowhere");
        }
        if ("https".equalsIgnoreCase(request.getScheme()) && !"https".equalsIgnoreCase(location.getScheme())) {
            throw refused(Reason.INVALID_ANSWER, "a redirect leads from https to an unprotected address");
        }
        if (!isAllowed(request, location)) {
            throw refused(Reason.INVALID_ANSWER, "a redirect leads to a host that is not allowed");
        }
        return isOwn(location) ? PublicPath.removed(source, request.getPath(), location) : location;
    }

    /** Always true; what leaves the origin goes without credentials. */
    @Override
    public boolean isRedirectAllowed(HttpHost from, HttpHost to, HttpRequest redirect, HttpContext context) {
        if (!RoutingSupport.normalize(from, null).equals(RoutingSupport.normalize(to, null))) {
            redirect.removeHeaders(HttpHeaders.AUTHORIZATION);
            redirect.removeHeaders(HttpHeaders.COOKIE);
        }
        return true;
    }

    private boolean isAllowed(HttpRequest request, URI location) {
        String host = location.getHost().toLowerCase(Locale.ROOT);
        String own = source == null ? request.getAuthority().getHostName() : ownHost;
        return hosts.isEmpty()
                || host.equalsIgnoreCase(own)
                || hosts.contains(host)
                || hosts.contains(host + ":" + port(location));
    }

    private boolean isOwn(URI location) {
        return source != null
                && source.getScheme().equalsIgnoreCase(location.getScheme())
                && ownHost.equalsIgnoreCase(location.getHost())
                && port(source) == port(location);
    }

    private static int port(URI location) {
        if (location.getPort() >= 0) {
            return location.getPort();
        }
        return "https".equalsIgnoreCase(location.getScheme()) ? 443 : 80;
    }

    private static HttpException refused(Reason reason, String message) {
        return new HttpException(message, new SourceException(reason, message));
    }
}
