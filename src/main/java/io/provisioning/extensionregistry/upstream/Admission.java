package io.provisioning.extensionregistry.upstream;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Whether one source may be called at this moment: not while it has told us to wait, not while its budget is spent, and
 * for a while not with credentials that it has refused. Learns from every answer.
 */
public final class Admission {
    /** The longest that we stay away because a source said so. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int NOT_AUTHENTICATED = 401;

    private final SourceSettings settings;
    private final InstantSource clock;
    private volatile Instant waitUntil = Instant.MIN;
    private volatile RateBudget budget;
    private volatile Refusal refusal;

    /** Credentials that were refused, by their fingerprint. */
    private record Refusal(Instant until, String credentials) {}

    public Admission(SourceSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Lets a call pass.
     *
     * @throws SourceException {@code rate_limited} or {@code unauthorized} if the source need not be asked to know its
     *     answer
     */
    public void require() throws SourceException {
        Instant now = clock.instant();
        Refusal refused = refusal;
        if (refused != null && now.isBefore(refused.until())) {
            if (refused.credentials().equals(fingerprint())) {
                throw new SourceException(Reason.UNAUTHORIZED, "the source does not accept our credentials");
            }
            refusal = null;
        }
        Instant until = waitUntil;
        RateBudget known = budget;
        if (known != null && known.isSpent(now) && known.resetAt().isAfter(until)) {
            until = known.resetAt();
        }
        if (now.isBefore(until)) {
            Duration wait = Duration.between(now, until);
            throw new SourceException(new Failure(Reason.RATE_LIMITED, "the source asks us to wait", wait));
        }
    }

    /**
     * Takes note of what an answer says of limits.
     *
     * @param reply any answer; its body does not count
     */
    public void learn(SourceReply reply) {
        Instant now = clock.instant();
        Instant latest = now.plus(LONGEST_WAIT);
        RateHeaders.read(reply.headers(), now)
                .ifPresent(told ->
                        budget = told.resetAt() != null && told.resetAt().isAfter(latest)
                                ? new RateBudget(told.limit(), told.remaining(), latest)
                                : told);
        if (reply.status() == TOO_MANY_REQUESTS) {
            Refusals.retryAfter(reply, now)
                    .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait)
                    .ifPresent(wait -> waitUntil = now.plus(wait));
        }
        if (reply.isSuccess()) {
            refusal = null;
        }
    }

    /** The same for an answer to a call that showed credentials: 401 means that these are no good. */
    public void learnAuthenticated(SourceReply reply) {
        learn(reply);
        if (reply.status() == NOT_AUTHENTICATED) {
            refuseCredentials();
        }
    }

    /** The source has refused the configured credentials for good. */
    public void refuseCredentials() {
        refusal = new Refusal(clock.instant().plus(settings.resilience().breakerWait()), fingerprint());
    }

    /** What the source last said of its budget; empty if it never did, or the period is over. */
    public Optional<RateBudget> budget() {
        return Optional.ofNullable(budget)
                .filter(known -> known.resetAt() == null || clock.instant().isBefore(known.resetAt()));
    }

    /** Changes when a secret file does; says nothing of what is in it. */
    private String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path path : new Path[] {settings.tokenPath(), settings.passwordPath()}) {
                digest.update(secret(path).getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String secret(Path path) {
        try {
            return path == null ? "" : SecretFile.read(path);
        } catch (SourceException e) {
            return "";
        }
    }
}
