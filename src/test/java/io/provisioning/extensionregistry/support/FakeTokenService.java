package io.provisioning.extensionregistry.support;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The token service of a stand-in registry, on a port of its own. */
public final class FakeTokenService implements AutoCloseable {
    private final StubServer server = StubServer.start();
    private final Map<String, Set<String>> scopes = new ConcurrentHashMap<>();
    private final AtomicInteger issued = new AtomicInteger();
    private volatile String credentials;
    private volatile Integer expiresIn = 300;
    private volatile String field = "token";

    FakeTokenService() {
        server.otherwise(this::answer);
    }

    /** Only who shows this user and password gets a token; null for everybody. */
    public FakeTokenService demand(String userAndPassword) {
        credentials = Secrets.required(userAndPassword);
        return this;
    }

    /** The life of tokens that is told, in seconds; null tells nothing. */
    public FakeTokenService expiresIn(Integer seconds) {
        expiresIn = seconds;
        return this;
    }

    /** What the token is called in the answer. */
    public FakeTokenService field(String name) {
        field = name;
        return this;
    }

    /** Every token that was issued is refused from now on. */
    public void revokeAll() {
        scopes.clear();
    }

    /** The address that challenges name. */
    public String realm() {
        return server.url() + "/token";
    }

    /** What it was asked, and a way to script it. */
    public StubServer server() {
        return server;
    }

    /** Every scope that it was asked for, in order. */
    public List<String> scopesAsked() {
        return server.targets().stream()
                .flatMap(target -> values(target, "scope").stream())
                .toList();
    }

    boolean allows(String token, String scope) {
        Set<String> granted = scopes.get(token);
        return granted != null && (scope == null || granted.contains(scope) || granted.contains("*"));
    }

    @Override
    public void close() {
        server.close();
    }

    private StubAnswer answer(StubRequest request) {
        String wanted = credentials;
        if (wanted != null
                && !basic(wanted).equals(request.header("authorization").orElse(""))) {
            return StubAnswer.of(401, "application/json", "{\"errors\":[{\"code\":\"UNAUTHORIZED\"}]}");
        }
        return grant(values(request.target(), "scope").toArray(String[]::new));
    }

    /** The answer that grants these scopes with a new token. */
    public StubAnswer grant(String... granted) {
        String token = Secrets.of("token-" + issued.incrementAndGet());
        scopes.put(token, Set.of(granted));
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put(field, token);
        if (expiresIn != null) {
            reply.put("expires_in", expiresIn);
        }
        return StubAnswer.of(200, "application/json", OciDocuments.json(reply));
    }

    /** The {@code Authorization} of a user and password. */
    static String basic(String userAndPassword) {
        return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    }

    /** The decoded values of a query parameter. */
    static List<String> values(String target, String name) {
        List<String> values = new ArrayList<>();
        int query = target.indexOf('?');
        for (String pair :
                query < 0 ? new String[0] : target.substring(query + 1).split("&")) {
            if (pair.startsWith(name + "=")) {
                values.add(URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8));
            }
        }
        return values;
    }
}
