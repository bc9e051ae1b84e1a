package io.provisioning.extensionregistry.support;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A stand-in for a Gitea with one owner, on a random port of the loopback interface. It behaves as the real one does,
 * also where that is inconvenient: its links carry a public address that is not the one it is asked at, it cuts pages
 * before it filters them, and it forwards downloads to a storage elsewhere.
 */
public final class FakeGitea implements AutoCloseable {
    final Map<String, String> renamed = new ConcurrentHashMap<>();
    final List<FakeRepository> repositories = new CopyOnWriteArrayList<>();
    final List<Map<String, Object>> activities = new CopyOnWriteArrayList<>();
    volatile String owner;
    volatile String formerOwner;
    volatile String rootUrl = "https://git.example.test/git";
    volatile String token;
    volatile int maxItems = 50;
    volatile boolean ownerIsUser;
    volatile boolean ownerIsPrivate;
    volatile boolean tokenMayWrite;
    volatile boolean serveDirect;
    volatile boolean logInRequired;
    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong ids = new AtomicLong();
    private final FakeTraffic traffic = new FakeTraffic(vertx);
    private final FakeGiteaApi api = new FakeGiteaApi(this);
    private final FakeGiteaFiles files = new FakeGiteaFiles(this);
    private final HttpServer server;

    private FakeGitea(String owner) {
        this.owner = owner;
        this.server = listen(this::serve);
    }

    /** A Gitea whose one owner has nothing. */
    public static FakeGitea start(String owner) {
        return new FakeGitea(owner);
    }

    /** A Gitea whose organization {@code provisioning} has extensions with real archives. */
    public static FakeGitea sample() {
        return SampleExtensions.in(start("provisioning"));
    }

    /** Where it is asked, without a trailing slash. */
    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    public FakeRepository repository(String name) {
        FakeRepository repository = new FakeRepository(ids, name);
        repositories.add(repository);
        return repository;
    }

    public FakeRepository named(String name) {
        return repositories.stream()
                .filter(repository -> repository.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The names of all repositories. */
    public List<String> repositories() {
        return repositories.stream().map(repository -> repository.name).toList();
    }

    public void delete(String repository) {
        repositories.removeIf(each -> each.name.equals(repository));
    }

    /** Puts something into the activity feed, which is empty otherwise. */
    public FakeGitea happened(String opType, String repository, String created) {
        activities.add(
                0,
                Map.of(
                        "id",
                        ids.incrementAndGet(),
                        "op_type",
                        opType,
                        "repo_id",
                        named(repository).id,
                        "ref_name",
                        "",
                        "created",
                        created));
        return this;
    }

    /** The public address in its links, without a trailing slash. */
    public FakeGitea rootUrl(String url) {
        rootUrl = url;
        return this;
    }

    /** The only token that it knows, and whether it may write; another one is refused. */
    public FakeGitea token(String secret, boolean mayWrite) {
        token = Secrets.required(secret);
        tokenMayWrite = mayWrite;
        return this;
    }

    /** The largest page that it gives. */
    public FakeGitea maxItems(int items) {
        maxItems = items;
        return this;
    }

    /** The owner is a user, no organization. */
    public FakeGitea ownerIsUser() {
        ownerIsUser = true;
        return this;
    }

    /** Nothing of the owner is shown without a token. */
    public FakeGitea ownerIsPrivate() {
        ownerIsPrivate = true;
        return this;
    }

    /** Downloads are forwarded to signed addresses of the storage. */
    public FakeGitea serveDirect() {
        serveDirect = true;
        return this;
    }

    /** Whoever sends no token is sent to the log-in page. */
    public FakeGitea logInRequired() {
        logInRequired = true;
        return this;
    }

    /** Renames a repository; the old name forwards to the new one. */
    public void rename(String repository, String to) {
        named(repository).name = to;
        renamed.put(repository.toLowerCase(Locale.ROOT), to);
    }

    /** Renames the owner; the old name forwards to the new one. */
    public void renameOwner(String to) {
        formerOwner = owner;
        owner = to;
    }

    /** What it was asked, and how its answers go wrong. */
    public FakeTraffic traffic() {
        return traffic;
    }

    /** The targets of everything that was asked, in order; the storage apart. */
    public List<String> targets() {
        return traffic.requests().stream().map(StubRequest::target).toList();
    }

    /** What the storage was asked. */
    public List<StubRequest> storageRequests() {
        return files.storageRequests();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** The path below which users see it, which it writes into its redirects though it is not asked there. */
    String publicPath() {
        return URI.create(rootUrl).getRawPath();
    }

    HttpServer listen(io.vertx.core.Handler<HttpServerRequest> handler) {
        return vertx.createHttpServer()
                .requestHandler(handler)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private void serve(HttpServerRequest request) {
        traffic.pass(request, () -> {
            if (request.path().startsWith("/api/")) {
                api.serve(request);
            } else {
                files.serve(request);
            }
        });
    }
}
