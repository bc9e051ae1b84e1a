package io.provisioning.extensionregistry.upstream;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path below which users see a source, where it is asked elsewhere. A Gitea that is public below {@code /git} and
 * asked behind the proxy that takes {@code /git} away still writes it into its redirects to new names, which then lead
 * to nothing.
 */
final class PublicPath {
    private static final String API = "/api/v1/";
    /** Owner and repository, both of which may have a new name, and what a redirect leaves as it is. */
    private static final Pattern FILE = Pattern.compile("/[^/]+/[^/]+(/(?:releases/download|archive)/.+)");

    private static final Pattern NAMES = Pattern.compile("/[^/]+/[^/]+$");

    private PublicPath() {}

    /**
     * Where a redirect leads from here.
     *
     * @param source the configured address of the source
     * @param requestPath the path that was asked for, as sent
     * @param location where the redirect leads, within the source's own origin
     * @return the same, or the same below the configured address if the location can be told from the request
     */
    static URI removed(URI source, String requestPath, URI location) {
        String base = source.getRawPath() == null ? "" : source.getRawPath().replaceFirst("/$", "");
        String path = location.getRawPath();
        if (path == null || requestPath == null || !requestPath.startsWith(base + "/")) {
            return location;
        }
        String asked = requestPath.substring(base.length()).replaceFirst("\\?.*$", "");
        int tail = tail(asked, path);
        return tail < 0 ? location : below(source, base, location, path.substring(tail));
    }

    /** Where in a location that begins which the server knows itself by; negative if that cannot be told. */
    private static int tail(String asked, String path) {
        if (asked.startsWith(API)) {
            return path.indexOf(API);
        }
        Matcher file = FILE.matcher(asked);
        if (!file.matches() || !path.endsWith(file.group(1))) {
            return -1;
        }
        Matcher names =
                NAMES.matcher(path.substring(0, path.length() - file.group(1).length()));
        return names.find() ? names.start() : -1;
    }

    private static URI below(URI source, String base, URI location, String tail) {
        String query = location.getRawQuery() == null ? "" : "?" + location.getRawQuery();
        return URI.create(source.getScheme() + "://" + source.getRawAuthority() + base + tail + query);
    }
}
