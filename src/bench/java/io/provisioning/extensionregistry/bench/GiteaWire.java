package io.provisioning.extensionregistry.bench;

import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A Gitea's answers: the repositories of an organization and their releases. */
final class GiteaWire {
    private static final Pattern RELEASES = Pattern.compile("/api/v1/repos/bench/([^/]+)(/releases)?");
    private static final String ROOT = "https://git.example.test/bench/";

    private final int extensions;
    private final int versions;
    private volatile int pushes;

    GiteaWire(int extensions, int versions) {
        this.extensions = extensions;
        this.versions = versions;
    }

    /** Something was pushed to every repository, so that nothing which is known of them holds any more. */
    void push() {
        pushes = (pushes + 1) % 60;
    }

    /** Null for what it does not have. */
    WireAnswer answer(HttpServerRequest request) {
        if (request.path().equals("/api/v1/orgs/bench/repos")) {
            return page(request, extensions, number -> repository(number));
        }
        if (request.path().endsWith("/activities/feeds")) {
            return WireAnswer.json("[]", Map.of("X-Total-Count", "0"));
        }
        Matcher releases = RELEASES.matcher(request.path());
        int number = releases.matches() ? Catalogue.number(releases.group(1)) : -1;
        if (number < 0 || number >= extensions || !releases.group(1).equals(repositoryName(number))) {
            return null;
        }
        return releases.group(2) == null
                ? WireAnswer.json(repository(number), Map.of())
                : page(request, versions, index -> release(number, versions - 1 - index));
    }

    private static WireAnswer page(HttpServerRequest request, int size, java.util.function.IntFunction<String> json) {
        int page = Integer.parseInt(request.getParam("page", "1"));
        int limit = Math.min(50, Integer.parseInt(request.getParam("limit", "30")));
        String body = IntStream.range((page - 1) * limit, Math.min(size, page * limit))
                .mapToObj(json)
                .collect(Collectors.joining(",", "[", "]"));
        String total = String.valueOf(size);
        String address = "<https://git.example.test" + request.path() + "?limit=" + limit + "&page=";
        String links =
                address + (page + 1) + ">; rel=\"next\"," + address + (size + limit - 1) / limit + ">; rel=\"last\"";
        return WireAnswer.json(
                body,
                page * limit < size ? Map.of("X-Total-Count", total, "Link", links) : Map.of("X-Total-Count", total));
    }

    private static String repositoryName(int number) {
        String type = Catalogue.type(number);
        return Catalogue.name(number) + (type.equals("provider") ? "_prov" : "_" + type);
    }

    private String repository(int number) {
        String name = repositoryName(number);
        return """
                {"id":%d,"owner":{"id":1,"login":"bench"},"name":"%s","full_name":"bench/%s","description":"%s",\
                "empty":false,"private":false,"fork":false,"archived":false,"size":24,"html_url":"%s",\
                "default_branch":"main","has_releases":true,"release_counter":%d,\
                "updated_at":"2025-10-06T14:%02d:00+02:00","topics":["%s"]}""".formatted(
                        number + 1,
                        name,
                        name,
                        Catalogue.description(number),
                        ROOT + name,
                        versions,
                        pushes,
                        Catalogue.topic(number));
    }

    private static String release(int number, int index) {
        String name = repositoryName(number);
        String version = Catalogue.version(index);
        String created = "2025-%02d-%02dT12:00:00Z".formatted(index / 28 % 12 + 1, index % 28 + 1);
        int id = number * 1000 + index + 1;
        return """
                {"id":%d,"tag_name":"v%s","target_commitish":"main","name":"%s","body":"Notes","draft":false,\
                "prerelease":false,"created_at":"%s","published_at":"%s","author":{"id":1,"login":"team"},\
                "assets":[{"id":%d,"name":"%s.tar.gz","size":4096,"download_count":0,"created_at":"%s",\
                "uuid":"00000000-0000-4000-8000-%012d",\
                "browser_download_url":"%s/releases/download/v%s/%s.tar.gz"}]}""".formatted(id, version, version, created, created, id, name, created, id, ROOT + name, version, name);
    }
}
