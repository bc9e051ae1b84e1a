package io.provisioning.extensionregistry.upstream;

import java.util.Map;

/** What routes call of this package, by bean name. */
public final class UpstreamBeans {
    private UpstreamBeans() {}

    /** The beans; all of them without state. */
    public static Map<String, Object> beans() {
        return Map.of(
                "requestHeaders", new RequestHeaders(),
                "replyReader", new ReplyReader(),
                "retries", new Retries(),
                "failedAnswer", new FailedAnswer(),
                "bearerToken", new BearerToken(),
                "routeHttp", new RouteHttp());
    }
}
