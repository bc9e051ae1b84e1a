package io.provisioning.extensionregistry.support;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stand-in for an OCI registry that behaves as badly as the real ones do: with or without catalogue, three ways of
 * paging, a token service on another port, blobs on a third. Faults and single answers are scripted on {@link #server}.
 */
public final class FakeRegistry implements AutoCloseable {
    /** What is shown to get in. */
    public enum Auth {
        NONE,
        BASIC,
        BEARER
    }

    private static final Pattern PATH = Pattern.compile("/v2/(.+)/(tags|manifests|blobs|referrers)/([^/]+)");

    private final StubServer server = StubServer.start();
    private final StubServer cdn = StubServer.start();
    private final FakeTokenService tokens = new FakeTokenService();
    private final FakeRegistryContent content = new FakeRegistryContent();
    private final FakeRegistryApi api = new FakeRegistryApi(content);
    private volatile Auth auth = Auth.NONE;
    private volatile FakeGiteaLogin gitea;
    private volatile String credentials;
    private volatile String challenge;
    private volatile int catalogStatus = 200;
    private volatile String blobsOn;
    private volatile Predicate<StubRequest> faulty = request -> false;
    private volatile StubAnswer fault;
    private volatile Duration latency = Duration.ZERO;
    private volatile CountDownLatch hold = new CountDownLatch(0);

    private FakeRegistry() {
        server.otherwise(this::answer);
        cdn.otherwise(this::answerFromCdn);
    }

    /** An empty registry that lets everybody in. */
    public static FakeRegistry start() {
        return new FakeRegistry();
    }

    /** A registry with two providers, a taskserv and a cluster in namespace {@code provisioning}. */
    public static FakeRegistry sample() {
        FakeRegistry registry = start();
        FakeRegistrySamples.extensions(registry.content);
        return registry;
    }

    public FakeRegistryContent content() {
        return content;
    }

    /** The registry itself: what it was asked, and a way to script it. */
    public StubServer server() {
        return server;
    }

    /** Where blobs may be redirected to. */
    public StubServer cdn() {
        return cdn;
    }

    public FakeTokenService tokens() {
        return tokens;
    }

    /** The address without a trailing slash. */
    public String url() {
        return server.url();
    }

    public FakeRegistry pages(FakeRegistryPages style, int size) {
        api.pages(style, size);
        return this;
    }

    /** Demands a token from the token service, for the scope of each request. */
    public FakeRegistry bearer() {
        auth = Auth.BEARER;
        return this;
    }

    /** Demands user and password with each request. */
    public FakeRegistry basic(String userAndPassword) {
        auth = Auth.BASIC;
        credentials = Secrets.required(userAndPassword);
        return this;
    }

    /**
     * Lets in as Gitea's registry does, which is its own token service and names its public address.
     *
     * @param userAndPassword null to let everybody in who has a token
     */
    public FakeRegistry giteaLogin(String userAndPassword) {
        gitea = new FakeGiteaLogin(tokens, Secrets.required(userAndPassword));
        return this;
    }

    /** The value of {@code WWW-Authenticate}; {@code %realm} and {@code %scope} are filled in. Null for the usual one. */
    public FakeRegistry challenge(String text) {
        challenge = text;
        return this;
    }

    /** What the catalogue answers; 200 for the list itself. 401 is answered whatever is shown. */
    public FakeRegistry catalog(int status) {
        catalogStatus = status;
        return this;
    }

    /** Tells what refers to a manifest, which registries of version 1.0 do not. */
    public FakeRegistry tellsReferrers() {
        api.tellsReferrers();
        return this;
    }

    /** Whether manifests come with their digest in a header. */
    public FakeRegistry digestHeader(boolean sent) {
        api.digestHeader(sent);
        return this;
    }

    /** Blobs are redirected to another port, where a request with credentials is a bad one, as with S3. */
    public FakeRegistry blobsOnCdn() {
        return blobsOnCdn(cdn.url());
    }

    /** As {@link #blobsOnCdn()}, by way of another address, without a trailing slash. */
    public FakeRegistry blobsOnCdn(String address) {
        blobsOn = address;
        return this;
    }

    /** Answers this instead to every request of a method to a target, until there is another; null for none. */
    public FakeRegistry fault(String method, String target, StubAnswer answer) {
        faulty = request -> answer != null
                && request.method().equals(method)
                && request.target().equals(target);
        fault = answer;
        return this;
    }

    /** How long each answer takes; answers do not wait for each other. */
    public FakeRegistry latency(Duration each) {
        latency = each;
        return this;
    }

    /** Nothing is answered before the latch is at zero. */
    public FakeRegistry holdUntil(CountDownLatch latch) {
        hold = latch;
        return this;
    }

    @Override
    public void close() {
        server.close();
        cdn.close();
        tokens.close();
    }

    private StubAnswer answer(StubRequest request) {
        pause();
        if (faulty.test(request)) {
            return fault;
        }
        Optional<StubAnswer> atTheDoor = gitea == null ? Optional.empty() : gitea.answer(request);
        if (atTheDoor.isPresent()) {
            return atTheDoor.get();
        }
        String path = request.path();
        Matcher matcher = PATH.matcher(path);
        boolean catalog = path.equals("/v2/_catalog");
        boolean known = matcher.matches();
        String scope = catalog ? "registry:catalog:*" : known ? "repository:" + matcher.group(1) + ":pull" : null;
        String shown = request.header("authorization").orElse("");
        if (!admits(shown, scope) || catalog && catalogStatus == 401) {
            return refusal(scope, !shown.isEmpty());
        }
        if (catalog) {
            return catalogStatus == 200
                    ? api.list(request, "/v2/_catalog", "repositories", content.repositories())
                    : FakeRegistryApi.error(catalogStatus, "UNSUPPORTED");
        }
        if (path.equals("/v2/")) {
            return StubAnswer.json("{}").with("Docker-Distribution-Api-Version", "registry/2.0");
        }
        if (!known) {
            return FakeRegistryApi.error(404, "NOT_FOUND");
        }
        return switch (matcher.group(2)) {
            case "tags" -> api.tags(request, matcher.group(1));
            case "manifests" -> api.manifest(matcher.group(1), matcher.group(3));
            case "referrers" -> api.referrers(matcher.group(3));
            default ->
                blobsOn != null
                        ? StubAnswer.redirect(307, blobsOn + "/" + matcher.group(3) + "?signature=abc")
                        : api.blob(request, matcher.group(3));
        };
    }

    private StubAnswer answerFromCdn(StubRequest request) {
        return request.header("authorization").isPresent()
                ? StubAnswer.of(400, "application/xml", "<Error>two ways to log in</Error>")
                : api.blob(request, request.path().substring(1));
    }

    private boolean admits(String shown, String scope) {
        return switch (auth) {
            case NONE -> true;
            case BASIC -> shown.equals(FakeTokenService.basic(credentials));
            case BEARER -> shown.startsWith("Bearer ") && tokens.allows(shown.substring(7), scope);
        };
    }

    private StubAnswer refusal(String scope, boolean shown) {
        String text = challenge != null
                ? challenge
                : auth == Auth.BASIC
                        ? "Basic realm=\"registry\""
                        : "Bearer realm=\"%realm\",service=\"registry\",scope=\"%scope\""
                                + (shown ? ",error=\"insufficient_scope\"" : "");
        return FakeRegistryApi.error(401, "UNAUTHORIZED")
                .with(
                        "WWW-Authenticate",
                        text.replace("%realm", tokens.realm()).replace("%scope", scope == null ? "" : scope));
    }

    private void pause() {
        try {
            hold.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!latency.isZero()) {
            try {
                new CountDownLatch(1).await(latency.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
