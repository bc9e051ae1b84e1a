package io.provisioning.extensionregistry.distribution;

import io.provisioning.extensionregistry.http.ApiRequest;
import io.provisioning.extensionregistry.http.ErrorKind;
import io.provisioning.extensionregistry.http.RegistryException;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads requests below {@code /v2}. Names have slashes and may have the words of the specification in them, so the last
 * such word counts.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#endpoints">Endpoints</a>
 */
public final class V2Queries {
    private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");
    private static final Pattern CONTENT = Pattern.compile("/v2/(.+)/(manifests|blobs|referrers)/([^/]+)");
    private static final Pattern TAGS = Pattern.compile("/v2/(.+)/tags/list");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final int MAX_SHOWN = 128;

    private final RepositoryNames names;

    public V2Queries(RepositoryNames names) {
        this.names = names;
    }

    /** Whether a text may be a tag. */
    static boolean isTag(String text) {
        return TAG.matcher(text).matches();
    }

    /**
     * Reads a request.
     *
     * @throws RegistryException {@code name_invalid}, {@code digest_invalid}, {@code invalid_parameter} for what is
     *     written wrong; {@code not_found}, {@code name_unknown} or {@code manifest_unknown} for what cannot be there
     */
    public V2Query parse(ApiRequest request, RoutingContext context) {
        return parse(request, context.request().path());
    }

    /** @param rawPath as it was sent, with its percent signs */
    V2Query parse(ApiRequest request, String rawPath) {
        String path = request.path();
        if (rawPath.toLowerCase(Locale.ROOT).contains("%2f")) {
            throw new RegistryException(ErrorKind.NAME_INVALID, "A slash in a name is written as it is");
        }
        Matcher content = CONTENT.matcher(path);
        Matcher tags = TAGS.matcher(path);
        if (path.equals("/v2") || path.equals("/v2/")) {
            return of(Endpoint.BASE, null, null, request);
        } else if (path.equals("/v2/_catalog")) {
            return of(Endpoint.CATALOG, null, null, request);
        } else if (tags.matches()) {
            return of(Endpoint.TAGS, repository(tags.group(1)), null, request);
        } else if (!content.matches()) {
            throw new RegistryException(ErrorKind.NOT_FOUND, "Nothing is served at this path");
        }
        String name = content.group(1);
        String reference = content.group(3);
        return switch (content.group(2)) {
            case "manifests" -> of(Endpoint.MANIFEST, repository(name), reference(reference), request);
            case "blobs" -> of(Endpoint.BLOB, repository(name), digest(reference), request);
            default -> of(Endpoint.REFERRERS, repositoryOrNone(name), digest(reference), request);
        };
    }

    private static V2Query of(Endpoint endpoint, Repository repository, String reference, ApiRequest request) {
        String type = first(request, "artifactType");
        return new V2Query(
                endpoint,
                repository,
                reference,
                limit(first(request, "n")),
                first(request, "last"),
                type == null || type.isEmpty() ? null : type);
    }

    private Repository repository(String name) {
        Repository found = repositoryOrNone(name);
        if (found == null) {
            throw new RegistryException(ErrorKind.NAME_UNKNOWN, "Repository " + shown(name) + " not found");
        }
        return found;
    }

    private Repository repositoryOrNone(String name) {
        if (!RepositoryNames.isName(name)) {
            throw new RegistryException(ErrorKind.NAME_INVALID, "The name of a repository is not " + shown(name));
        }
        return names.find(name).orElse(null);
    }

    /** What is neither a tag nor a digest names nothing, so it is not found. */
    private static String reference(String text) {
        if (text.indexOf(':') >= 0) {
            return digest(text);
        }
        if (!isTag(text)) {
            throw new RegistryException(ErrorKind.MANIFEST_UNKNOWN, "No manifest can be called " + shown(text));
        }
        return text;
    }

    private static String digest(String text) {
        if (!Digest.isOne(text)) {
            throw new RegistryException(
                    ErrorKind.DIGEST_INVALID, "A digest is sha256: or sha512: and its digits, not " + shown(text));
        }
        return text;
    }

    private static int limit(String text) {
        if (text == null) {
            return -1;
        }
        if (!NUMBER.matcher(text).matches()) {
            throw new RegistryException(
                    ErrorKind.INVALID_PARAMETER, "The parameter n is a number from 0, not " + shown(text));
        }
        return Integer.parseInt(text);
    }

    /** Of a parameter that is repeated the first counts, as in other registries. */
    private static String first(ApiRequest request, String parameter) {
        List<String> values = request.queryParameters().getOrDefault(parameter, List.of());
        return values.isEmpty() ? null : values.get(0);
    }

    private static String shown(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }
}
