package io.provisioning.extensionregistry.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The description of the API as a page for people. The viewer comes in the jar: no network is needed. */
public final class DocsPage {
    private static final Logger LOG = LoggerFactory.getLogger(DocsPage.class);
    /** Of the library that the viewer comes in; its version is part of the path. */
    private static final String VIEWER = "/META-INF/resources/webjars/swagger-ui/";

    private static final String VERSION_OF = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

    /** What the page needs, with its type; nothing else of the library can be had. */
    private static final Map<String, String> FILES = Map.of(
            "swagger-ui-bundle.js", "text/javascript",
            "swagger-ui.css", "text/css",
            "favicon-32x32.png", "image/png",
            "start.js", "text/javascript");

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** The page. */
    public RouteAnswer page() throws IOException {
        return answer("text/html; charset=utf-8", read("/docs/index.html"));
    }

    /**
     * One of the files that the page needs.
     *
     * @throws RegistryException {@code not_found} for any other
     */
    public RouteAnswer file(ApiRequest request) throws IOException {
        String name = request.pathParameter("file");
        String type = FILES.get(name);
        if (type == null) {
            throw new RegistryException(ErrorKind.NOT_FOUND, "There is no such file");
        }
        return answer(type, read(name.equals("start.js") ? "/docs/start.js" : VIEWER + version() + "/" + name));
    }

    private static RouteAnswer answer(String type, byte[] body) {
        Map<String, String> headers = Map.of(
                "Cache-Control",
                "max-age=3600",
                Front.POLICY_HEADER,
                POLICY,
                "X-Frame-Options",
                "DENY",
                "Referrer-Policy",
                "no-referrer");
        return new RouteAnswer(200, type, headers, body);
    }

    private static String version() throws IOException {
        java.util.Properties pom = new java.util.Properties();
        try (InputStream in = DocsPage.class.getResourceAsStream(VERSION_OF)) {
            if (in != null) {
                pom.load(in);
            }
        }
        return pom.getProperty("version", "");
    }

    private static byte[] read(String resource) throws IOException {
        try (InputStream in = DocsPage.class.getResourceAsStream(resource)) {
            if (in == null) {
                LOG.error("{} is not in the jar", resource);
                throw new RegistryException(ErrorKind.NOT_FOUND, "The viewer is not there");
            }
            return in.readAllBytes();
        }
    }
}
