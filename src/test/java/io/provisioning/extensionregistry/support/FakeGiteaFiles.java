package io.provisioning.extensionregistry.support;

import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The stand-in's downloads, and the storage that it may forward them to. */
final class FakeGiteaFiles {
    private static final Pattern DOWNLOAD = Pattern.compile("/([^/]+)/([^/]+)/releases/download/([^/]+)/([^/]+)");
    private static final Pattern UPLOAD = Pattern.compile("/attachments/([^/]+)");
    private static final Pattern ARCHIVE = Pattern.compile("/([^/]+)/([^/]+)/archive/(.+)\\.tar\\.gz");
    private static final String PAGE = "<!DOCTYPE html><html><head><title>Sign In</title></head><body></body></html>";

    private final FakeGitea gitea;
    private final HttpServer storage;
    private final List<StubRequest> storageRequests = new CopyOnWriteArrayList<>();

    FakeGiteaFiles(FakeGitea gitea) {
        this.gitea = gitea;
        this.storage = gitea.listen(this::serveStorage);
    }

    List<StubRequest> storageRequests() {
        return List.copyOf(storageRequests);
    }

    void serve(HttpServerRequest request) {
        String path = request.path();
        if (path.endsWith("/user/login")) {
            FakeReply.text(request, 200, "text/html; charset=utf-8", PAGE);
            return;
        }
        String sent = request.getHeader("Authorization");
        boolean known = sent != null && sent.equalsIgnoreCase("token " + gitea.token);
        if (gitea.logInRequired && !known) {
            FakeReply.redirect(request, 303, gitea.publicPath() + "/user/login");
            return;
        }
        Matcher archive = ARCHIVE.matcher(path);
        if (archive.matches()) {
            FakeReply.bytes(
                    request, "\"archive\"", TarGz.extension("source", archive.group(2), decoded(archive.group(3))));
            return;
        }
        Optional<String> moved = moved(request);
        if (moved.isPresent()) {
            int status = moved.get().startsWith("/" + gitea.owner + "/") ? 301 : 307;
            FakeReply.redirect(request, status, gitea.publicPath() + moved.get());
            return;
        }
        Optional<FakeAsset> asset = find(path, known);
        if (asset.isEmpty()) {
            FakeReply.text(request, 404, "text/plain; charset=utf-8", "Not found.\n");
            return;
        }
        asset.get().downloads().incrementAndGet();
        if (gitea.serveDirect) {
            FakeReply.redirect(
                    request,
                    303,
                    "http://127.0.0.1:" + storage.actualPort() + "/bucket/"
                            + asset.get().uuid() + "?X-Amz-Signature=" + request.method() + "-signed");
        } else {
            FakeReply.bytes(request, '"' + asset.get().uuid() + '"', asset.get().bytes());
        }
    }

    /** The same under the new name of its owner or repository, if that has one. */
    private Optional<String> moved(HttpServerRequest request) {
        String[] parts = request.uri().split("/", 4);
        if (parts.length < 4) {
            return Optional.empty();
        }
        if (parts[1].equalsIgnoreCase(gitea.formerOwner)) {
            return Optional.of("/" + gitea.owner + "/" + parts[2] + "/" + parts[3]);
        }
        return Optional.ofNullable(gitea.renamed.get(parts[2].toLowerCase(Locale.ROOT)))
                .map(name -> "/" + parts[1] + "/" + name + "/" + parts[3]);
    }

    private Optional<FakeAsset> find(String path, boolean known) {
        Matcher upload = UPLOAD.matcher(path);
        if (upload.matches()) {
            return releases(known)
                    .flatMap(release -> release.assets.stream())
                    .filter(asset -> asset.uuid().equals(upload.group(1)))
                    .findFirst();
        }
        Matcher download = DOWNLOAD.matcher(path);
        if (!download.matches() || !decoded(download.group(1)).equalsIgnoreCase(gitea.owner)) {
            return Optional.empty();
        }
        return visible(known)
                .filter(repository -> repository.name.equalsIgnoreCase(decoded(download.group(2))))
                .flatMap(repository -> repository.releases.stream())
                .filter(release -> !release.draft && release.tag.equals(decoded(download.group(3))))
                .flatMap(release -> release.assets.stream())
                .filter(asset -> asset.name().equals(decoded(download.group(4))))
                .findFirst();
    }

    private Stream<FakeRelease> releases(boolean known) {
        return visible(known)
                .flatMap(repository -> repository.releases.stream())
                .filter(release -> !release.draft);
    }

    private Stream<FakeRepository> visible(boolean known) {
        return gitea.repositories.stream().filter(repository -> known || !repository.closed && !gitea.ownerIsPrivate);
    }

    /** As the real ones do: whoever sends another kind of credentials beside a signature is refused. */
    private void serveStorage(HttpServerRequest request) {
        storageRequests.add(FakeTraffic.recorded(request));
        String uuid = request.path().substring(request.path().lastIndexOf('/') + 1);
        String signature = FakeReply.query(request, "X-Amz-Signature");
        Optional<FakeAsset> asset = releases(true)
                .flatMap(release -> release.assets.stream())
                .filter(each -> each.uuid().equals(uuid))
                .findFirst();
        if (request.getHeader("Authorization") != null) {
            FakeReply.text(request, 400, "application/xml", "<Error><Code>InvalidArgument</Code></Error>");
        } else if (!(request.method() + "-signed").equals(signature) || asset.isEmpty()) {
            FakeReply.text(request, 403, "application/xml", "<Error><Code>SignatureDoesNotMatch</Code></Error>");
        } else {
            FakeReply.bytes(request, "\"storage\"", asset.get().bytes());
        }
    }

    private static String decoded(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
