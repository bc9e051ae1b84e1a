package io.provisioning.extensionregistry.oci;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * A token service, as a registry's challenge names it.
 *
 * @param url absolute
 * @param service what the token is for; null if the challenge does not say
 * @param fixedScope set if the registry wants the same scope for everything, as Gitea does with {@code *}; else null
 */
record Realm(URI url, String service, String fixedScope) {
    Realm {
        Objects.requireNonNull(url, "url");
    }

    /**
     * The token service of a Bearer challenge. One below {@code /v2/} is the registry itself, which is asked at its
     * configured address: Gitea names its public one, which may lead nowhere from here.
     *
     * @param registry the registry's own address
     * @return empty if the challenge is another one or its realm is no address
     */
    static Optional<Realm> of(AuthChallenge challenge, URI registry) {
        if (!challenge.scheme().equals("bearer")) {
            return Optional.empty();
        }
        String scope = challenge.parameter("scope").orElse(null);
        String fixed = scope == null || scope.contains(":") ? null : scope;
        return challenge
                .parameter("realm")
                .flatMap(Realm::address)
                .map(url -> isOwn(url) ? at(registry, url) : url)
                .map(url -> new Realm(url, challenge.parameter("service").orElse(null), fixed));
    }

    /** The scope to ask for instead of the one that is needed; null for none. */
    String scope(String needed) {
        return fixedScope == null ? needed : fixedScope;
    }

    /** Where to ask for a token. */
    URI tokenUrl(String scope) {
        StringBuilder query = new StringBuilder(url.getRawQuery() == null ? "" : url.getRawQuery());
        append(query, "service", service);
        append(query, "scope", scope);
        String base = url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath();
        return URI.create(query.isEmpty() ? base : base + "?" + query);
    }

    /**
     * Whether it may be asked at all: never without TLS if the registry has it.
     *
     * @param registry the registry's own address
     */
    boolean isAcceptableFor(URI registry) {
        return !isSecure(registry) || isSecure(url);
    }

    /**
     * Whether it may see the user's password: a challenge that came over TLS may name any host over TLS, Docker Hub's
     * does; without TLS only the registry's own host is believed.
     *
     * @param registry the registry's own address
     */
    boolean isTrustedBy(URI registry) {
        return isSecure(registry) ? isSecure(url) : url.getHost().equalsIgnoreCase(registry.getHost());
    }

    private static Optional<URI> address(String text) {
        try {
            URI url = new URI(text);
            boolean web = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
            return web && url.getHost() != null && url.getRawUserInfo() == null ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isOwn(URI url) {
        return url.getRawPath().startsWith("/v2/");
    }

    private static URI at(URI registry, URI url) {
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return URI.create(registry.getScheme() + "://" + registry.getRawAuthority() + url.getRawPath() + query);
    }

    private static boolean isSecure(URI url) {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    private static void append(StringBuilder query, String name, String value) {
        if (value != null) {
            query.append(query.isEmpty() ? "" : "&")
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
