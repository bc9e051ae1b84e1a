package io.provisioning.extensionregistry.gitea;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.ExtensionId;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses that are called. Everything is asked at the configured address: links in answers carry the server's own
 * public one, which may lead elsewhere or nowhere from here, and the token must not follow it.
 */
public final class GiteaAddresses {
    /** The API's own upper bound; the server may lower it silently. */
    static final int PAGE_SIZE = 50;

    private static final String API = "/api/v1/";
    private static final Pattern OWNER = Pattern.compile("(?!\\.{1,2}$)[-.\\w]+");
    private static final GiteaNames NAMES = new GiteaNames();

    /** The first page of an organization's repositories. */
    public URI organizationRepositories(SourceSettings settings, int limit) {
        return api(settings, "orgs/" + segment(settings.owner()) + "/repos?limit=" + limit);
    }

    /** The first page of a user's repositories. */
    public URI userRepositories(SourceSettings settings, int limit) {
        return api(settings, "users/" + segment(settings.owner()) + "/repos?limit=" + limit);
    }

    /** What happened lately in the repositories of the owner, whose kind shows in where they were found. */
    public URI activities(SourceSettings settings, Pages<GiteaRepository> repositories) {
        boolean user = repositories.asked().stream().anyMatch(asked -> asked.getPath()
                .startsWith(userRepositories(settings, 1).getPath()));
        return api(
                settings,
                (user ? "users/" : "orgs/") + segment(settings.owner()) + "/activities/feeds?limit=" + PAGE_SIZE);
    }

    /** The repository that would hold an extension. */
    public URI repository(SourceSettings settings, ExtensionId id) {
        return api(settings, "repos/" + segment(settings.owner()) + "/" + segment(NAMES.repository(id)));
    }

    /** The first page of a repository's releases. Drafts are left out here, as a token that may write would see them. */
    public URI releases(SourceSettings settings, GiteaRepository repository) {
        String owner = Optional.ofNullable(repository.owner())
                .map(GiteaUser::login)
                .filter(login -> OWNER.matcher(login).matches())
                .orElse(settings.owner());
        return api(
                settings,
                "repos/" + segment(owner) + "/" + segment(repository.name()) + "/releases?draft=false&limit="
                        + PAGE_SIZE);
    }

    /** An API link of an answer, at the configured address; empty if it is no API link. */
    Optional<URI> rebaseApi(SourceSettings settings, String link) {
        int start = link.indexOf(API);
        return start < 0 ? Optional.empty() : address(settings.url() + link.substring(start));
    }

    /**
     * Another link of an answer, at the configured address. The server's public address may have a path of its own;
     * it is what stands before {@code owner/name} in the repository's address.
     *
     * @return empty if the link is null or no HTTP address
     */
    Optional<URI> rebase(SourceSettings settings, GiteaRepository repository, String link) {
        if (!isHttp(link)) {
            return Optional.empty();
        }
        Optional<String> root = publicRoot(repository);
        if (root.isPresent() && link.startsWith(root.get() + "/")) {
            return address(settings.url() + link.substring(root.get().length()));
        }
        int path = link.indexOf('/', link.indexOf("://") + 3);
        return path < 0 ? Optional.empty() : address(settings.url() + link.substring(path));
    }

    /** Whether a text is an HTTP address that may be shown to users; false for null. */
    static boolean isHttp(String link) {
        return link != null
                && (link.startsWith("http://") || link.startsWith("https://"))
                && address(link).filter(uri -> uri.getHost() != null).isPresent();
    }

    private static Optional<String> publicRoot(GiteaRepository repository) {
        String home = repository.htmlUrl();
        String tail = repository.fullName() == null ? null : "/" + repository.fullName();
        return home != null && tail != null && home.toLowerCase(Locale.ROOT).endsWith(tail.toLowerCase(Locale.ROOT))
                ? Optional.of(home.substring(0, home.length() - tail.length()))
                : Optional.empty();
    }

    private static URI api(SourceSettings settings, String pathAndQuery) {
        return URI.create(settings.url() + API + pathAndQuery);
    }

    private static Optional<URI> address(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
