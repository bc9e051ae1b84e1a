package io.provisioning.extensionregistry.oci;

import com.github.benmanes.caffeine.cache.Cache;
import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.upstream.Admission;
import io.provisioning.extensionregistry.upstream.SourceException;
import io.provisioning.extensionregistry.upstream.SourceReply;
import io.provisioning.extensionregistry.upstream.SourceRequest;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decides what a request shows to a registry. It remembers the token service of each source, so that only the first
 * request ever meets a challenge; user and password are shown from the start, because some registries answer less, but
 * not 401, to those who are nobody.
 */
public final class RegistryLogin {
    private final InstantSource clock;
    private final Map<String, Realm> realms = new ConcurrentHashMap<>();

    public RegistryLogin(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * What to show before anybody asked.
     *
     * @param tokens the cache of tokens
     * @throws SourceException {@code unauthorized} if a secret file cannot be read
     */
    public Login ahead(SourceSettings settings, SourceRequest request, Cache<Object, Object> tokens)
            throws SourceException {
        Credentials credentials = Credentials.of(settings);
        Realm realm = realms.get(settings.id());
        if (realm == null || credentials.isFixedToken()) {
            return Login.with(credentials.header());
        }
        return token(settings, realm, request.scope(), realm.scope(request.scope()), credentials, tokens);
    }

    /** Whether a reply asks us to log in. */
    public boolean isChallenge(Object body) {
        return body instanceof SourceReply reply && reply.status() == 401;
    }

    /**
     * What to show after a challenge; once, since what was shown then and is refused again is refused. A refusal without
     * a challenge tells nothing: the registry is asked again without anything, to say what it wants. Gitea refuses so
     * what it cannot read, be it an old token or a password where it takes only tokens.
     *
     * @param used what the refused request showed
     * @param tokens the cache of tokens
     * @param admission told if what is configured is no good
     * @throws SourceException {@code unauthorized} if there is nothing else that could be shown
     */
    public Login afterChallenge(
            SourceSettings settings,
            SourceRequest request,
            Login used,
            SourceReply reply,
            Cache<Object, Object> tokens,
            Admission admission)
            throws SourceException {
        Credentials credentials = Credentials.of(settings);
        List<AuthChallenge> challenges = AuthChallenge.parse(reply.headers("WWW-Authenticate"));
        if (challenges.isEmpty() && used.authorization() != null && !credentials.isFixedToken()) {
            forget(used, tokens);
            return Login.provocation();
        }
        Optional<Realm> bearer = challenges.stream()
                .flatMap(each -> Realm.of(each, settings.url()).stream())
                .findFirst();
        if (bearer.isPresent() && !credentials.isFixedToken()) {
            Realm realm = bearer.get();
            if (!realm.isAcceptableFor(settings.url())) {
                throw new SourceException(Reason.UNAUTHORIZED, "the registry's token service is not secure");
            }
            realms.put(settings.id(), realm);
            forget(used, tokens);
            String asked = challenges.stream()
                    .filter(each ->
                            Realm.of(each, settings.url()).filter(realm::equals).isPresent())
                    .findFirst()
                    .flatMap(each -> each.parameter("scope"))
                    .orElse(request.scope());
            return token(settings, realm, request.scope(), asked, credentials, tokens);
        }
        boolean basic = challenges.stream().anyMatch(each -> each.scheme().equals("basic"));
        if (basic && credentials.isBasic() && !Objects.equals(credentials.header(), used.authorization())) {
            realms.remove(settings.id());
            return Login.with(credentials.header());
        }
        throw refused(request, used, admission);
    }

    /**
     * Lets through what is not a challenge.
     *
     * @param used what the request showed
     * @param admission told if what is configured is no good
     * @throws SourceException {@code unauthorized} if it is one
     */
    public void demandAccess(Object body, SourceRequest request, Login used, Admission admission)
            throws SourceException {
        if (isChallenge(body)) {
            throw refused(request, used, admission);
        }
    }

    /**
     * Lets through only a challenge.
     *
     * @param admission told that what is configured is no good, if there is none
     * @throws SourceException {@code unauthorized} if what we showed is refused where nothing need be shown
     */
    public void demandChallenge(Object body, Admission admission) throws SourceException {
        if (!isChallenge(body)) {
            admission.refuseCredentials();
            throw new SourceException(Reason.UNAUTHORIZED, "the registry refuses access");
        }
    }

    private Login token(
            SourceSettings settings,
            Realm realm,
            String needed,
            String asked,
            Credentials credentials,
            Cache<Object, Object> tokens) {
        String key = settings.id() + " " + Objects.toString(realm.scope(needed), "");
        if (tokens.getIfPresent(key) instanceof Token token && token.isFresh(clock.instant())) {
            return Login.kept(key, token);
        }
        URI registry = settings.url();
        String shown = credentials.isBasic() && realm.isTrustedBy(registry) ? credentials.header() : null;
        return Login.asking(key, realm.tokenUrl(asked), shown);
    }

    /** Somebody else may have renewed it meanwhile: only the token that was refused goes. */
    private static void forget(Login used, Cache<Object, Object> tokens) {
        if (used.key() != null
                && tokens.getIfPresent(used.key()) instanceof Token kept
                && kept.header().equals(used.authorization())) {
            tokens.asMap().remove(used.key(), kept);
        }
    }

    /**
     * A token may be good for one repository and not for another, and a registry may keep its catalogue to itself; but
     * who is refused at the door, or with what is configured for everything, need not try elsewhere.
     */
    private static SourceException refused(SourceRequest request, Login used, Admission admission) {
        boolean configured = used.authorization() != null && used.key() == null;
        boolean door = request.scope() == null;
        if (door || configured && request.scope().startsWith("repository:")) {
            admission.refuseCredentials();
        }
        return new SourceException(Reason.UNAUTHORIZED, "the registry refuses access");
    }
}
