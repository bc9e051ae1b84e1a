package io.provisioning.extensionregistry.support;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The stand-in's JSON, in the shape of Gitea's published API description. */
final class FakeGiteaJson {
    private FakeGiteaJson() {}

    static Map<String, Object> repository(FakeGitea gitea, FakeRepository repository) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", repository.id);
        json.put("owner", user(gitea.owner));
        json.put("name", repository.name);
        json.put("full_name", gitea.owner + "/" + repository.name);
        json.put("description", repository.description);
        json.put("empty", repository.empty);
        json.put("private", repository.closed);
        json.put("fork", false);
        json.put("archived", false);
        json.put("size", 24);
        json.put("html_url", home(gitea, repository));
        json.put("default_branch", "main");
        json.put("has_code", false);
        json.put("has_releases", repository.hasReleases);
        json.put("release_counter", repository.releaseCounter());
        json.put("updated_at", repository.updated);
        json.put("archived_at", "1970-01-01T00:00:00Z");
        json.put("topics", repository.topics);
        json.put("permissions", Map.of("admin", false, "push", false, "pull", true));
        return json;
    }

    static Map<String, Object> release(FakeGitea gitea, FakeRepository repository, FakeRelease release) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", release.id);
        json.put("tag_name", release.tag);
        json.put("target_commitish", "main");
        json.put("name", release.title);
        json.put("body", "Notes of " + release.tag);
        json.put("html_url", home(gitea, repository) + "/releases/tag/" + escaped(release.tag));
        json.put("tarball_url", home(gitea, repository) + "/archive/" + escaped(release.tag) + ".tar.gz");
        json.put("zipball_url", home(gitea, repository) + "/archive/" + escaped(release.tag) + ".zip");
        json.put("draft", release.draft);
        json.put("prerelease", release.prerelease);
        json.put("created_at", release.created);
        json.put("published_at", release.created);
        json.put("author", release.author == null ? null : user(release.author));
        json.put(
                "assets",
                release.assets.stream()
                        .sorted(Comparator.comparing(FakeAsset::name))
                        .map(asset -> asset(gitea, repository, release, asset))
                        .toList());
        return json;
    }

    private static Map<String, Object> asset(
            FakeGitea gitea, FakeRepository repository, FakeRelease release, FakeAsset asset) {
        String address = release.hasTwins()
                ? gitea.rootUrl + "/attachments/" + asset.uuid()
                : home(gitea, repository) + "/releases/download/" + escaped(release.tag) + "/" + escaped(asset.name());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", asset.id());
        json.put("name", asset.name());
        json.put("size", asset.bytes().length);
        json.put("download_count", asset.downloads().get());
        json.put("created_at", release.created);
        json.put("uuid", asset.uuid());
        json.put("browser_download_url", address);
        return json;
    }

    private static Map<String, Object> user(String login) {
        return Map.of("id", 1, "login", login, "full_name", "", "avatar_url", "", "languages", List.of());
    }

    private static String home(FakeGitea gitea, FakeRepository repository) {
        return gitea.rootUrl + "/" + gitea.owner + "/" + repository.name;
    }

    private static String escaped(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
