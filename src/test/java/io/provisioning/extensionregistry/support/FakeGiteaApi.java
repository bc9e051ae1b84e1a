package io.provisioning.extensionregistry.support;

import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The stand-in's API: what the catalogue needs of it. */
final class FakeGiteaApi {
    private static final Pattern OWNER = Pattern.compile("/api/v1/(orgs|users)/([^/]+)/(repos|activities/feeds)");
    private static final Pattern REPOSITORY = Pattern.compile("/api/v1/repos/([^/]+)/([^/]+)(/releases)?");

    private final FakeGitea gitea;

    FakeGiteaApi(FakeGitea gitea) {
        this.gitea = gitea;
    }

    void serve(HttpServerRequest request) {
        String sent = request.getHeader("Authorization");
        if (sent != null && !sent.equalsIgnoreCase("token " + gitea.token)) {
            error(request, 401, "user does not exist [uid: 0, name: ]");
            return;
        }
        boolean known = sent != null;
        if (request.path().equals("/api/healthz")) {
            FakeReply.json(request, 200, Map.of("status", "pass", "description", "Gitea"));
        } else if (gitea.logInRequired && !known) {
            FakeReply.json(request, 403, Map.of("message", "Only signed in user is allowed to call APIs."));
        } else if (request.path().equals("/api/v1/version")) {
            FakeReply.json(request, 200, Map.of("version", "1.24.0"));
        } else {
            Matcher owner = OWNER.matcher(request.path());
            Matcher repository = REPOSITORY.matcher(request.path());
            if (owner.matches()) {
                repositories(request, owner, known);
            } else if (repository.matches()) {
                repository(request, repository, known);
            } else {
                notFound(request);
            }
        }
    }

    private void repositories(HttpServerRequest request, Matcher path, boolean known) {
        String owner = decoded(path.group(2));
        boolean organization = path.group(1).equals("orgs");
        if (owner.equalsIgnoreCase(gitea.formerOwner)) {
            forward(request, 307, "/" + path.group(2) + "/", "/" + gitea.owner + "/");
        } else if (!owner.equalsIgnoreCase(gitea.owner) || organization && gitea.ownerIsUser) {
            notFound(request);
        } else if (!path.group(3).equals("repos")) {
            page(request, gitea.activities, activity -> true, activity -> activity);
        } else {
            List<FakeRepository> counted = gitea.repositories.stream()
                    .filter(repository -> known || !repository.closed)
                    .sorted(Comparator.comparingLong(repository -> repository.id))
                    .toList();
            page(
                    request,
                    counted,
                    repository -> !repository.hidden && (known || !gitea.ownerIsPrivate),
                    repository -> FakeGiteaJson.repository(gitea, repository));
        }
    }

    private void repository(HttpServerRequest request, Matcher path, boolean known) {
        String owner = decoded(path.group(1));
        String name = decoded(path.group(2));
        if (owner.equalsIgnoreCase(gitea.formerOwner)) {
            forward(request, 307, "/" + path.group(1) + "/", "/" + gitea.owner + "/");
            return;
        }
        Optional<FakeRepository> found = gitea.repositories.stream()
                .filter(each -> owner.equalsIgnoreCase(gitea.owner) && each.name.equalsIgnoreCase(name))
                .filter(each -> !each.hidden && (known || !each.closed && !gitea.ownerIsPrivate))
                .findFirst();
        String newName = gitea.renamed.get(name.toLowerCase(java.util.Locale.ROOT));
        if (found.isEmpty() && newName != null) {
            forward(request, 301, "/" + path.group(2), "/" + newName);
        } else if (found.isEmpty()) {
            notFound(request);
        } else if (path.group(3) == null) {
            FakeReply.json(request, 200, FakeGiteaJson.repository(gitea, found.get()));
        } else if (!found.get().hasReleases) {
            error(request, 403, "user should have specific read permission or be a repo admin or a site admin");
        } else {
            releases(request, found.get(), known);
        }
    }

    private void releases(HttpServerRequest request, FakeRepository repository, boolean known) {
        String draft = FakeReply.query(request, "draft");
        boolean sees = known && gitea.tokenMayWrite;
        List<FakeRelease> releases = repository.releases.stream()
                .filter(release ->
                        draft == null ? sees || !release.draft : release.draft == Boolean.parseBoolean(draft))
                .filter(release -> sees || !release.draft)
                .sorted(Comparator.comparing(FakeRelease::instant)
                        .thenComparing(release -> release.id)
                        .reversed())
                .toList();
        page(request, releases, release -> true, release -> FakeGiteaJson.release(gitea, repository, release));
    }

    /** As the real one does: it cuts the page and then leaves out what the caller may not see. */
    private <T> void page(
            HttpServerRequest request, List<T> all, Predicate<T> visible, Function<T, Map<String, Object>> json) {
        int page = Math.max(1, number(FakeReply.query(request, "page")));
        int asked = number(FakeReply.query(request, "limit"));
        int limit = asked <= 0 ? Math.min(30, gitea.maxItems) : Math.min(asked, gitea.maxItems);
        int last = (all.size() + limit - 1) / limit;
        List<String> links = new ArrayList<>();
        if (page < last) {
            links.add(link(request, page + 1, "next"));
            links.add(link(request, last, "last"));
        }
        if (page > 1 && last > 0) {
            links.add(link(request, 1, "first"));
            links.add(link(request, page - 1, "prev"));
        }
        if (!links.isEmpty()) {
            request.response().putHeader("Link", String.join(",", links));
        }
        request.response().putHeader("X-Total-Count", String.valueOf(all.size()));
        FakeReply.json(
                request,
                200,
                all.stream()
                        .skip((long) (page - 1) * limit)
                        .limit(limit)
                        .filter(visible)
                        .map(json)
                        .toList());
    }

    private String link(HttpServerRequest request, int page, String relation) {
        Map<String, String> query = new TreeMap<>();
        request.params().forEach(each -> query.put(each.getKey(), each.getValue()));
        query.put("page", String.valueOf(page));
        String encoded = String.join(
                "&",
                query.entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .toList());
        return "<" + gitea.rootUrl + request.path() + "?" + encoded + ">; rel=\"" + relation + "\"";
    }

    private void forward(HttpServerRequest request, int status, String from, String to) {
        FakeReply.redirect(request, status, gitea.publicPath() + request.uri().replaceFirst(from, to));
    }

    private void notFound(HttpServerRequest request) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("errors", null);
        body.put("message", "not found");
        body.put("url", gitea.rootUrl + "/api/swagger");
        FakeReply.json(request, 404, body);
    }

    private void error(HttpServerRequest request, int status, String message) {
        FakeReply.json(request, status, FakeReply.error(message, gitea.rootUrl + "/api/swagger"));
    }

    private static int number(String text) {
        return text == null || !text.matches("-?\\d{1,9}") ? 0 : Integer.parseInt(text);
    }

    private static String decoded(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
