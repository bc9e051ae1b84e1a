package io.provisioning.extensionregistry.cache;

import io.provisioning.extensionregistry.catalog.SourceAnswer;
import io.provisioning.extensionregistry.catalog.SourceAnswer.CacheUse;
import io.provisioning.extensionregistry.catalog.SourceAnswer.State;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.model.SourceExtension;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Judges what the caches hold: is it there, does it still serve, and does it answer what was asked? */
public final class Copies {
    private final Freshness freshness;
    private final CacheCounts counts;
    private final Clock clock;

    public Copies(Freshness freshness, CacheCounts counts, Clock clock) {
        this.freshness = freshness;
        this.counts = counts;
        this.clock = clock;
    }

    /**
     * What a copy contributes.
     *
     * @param copy what the cache gave; null if it held nothing
     * @param failed the last attempt to renew it; null if that did not fail
     * @return null if the copy cannot serve: there is none, or it is an absence past its time
     */
    public SourceAnswer judge(CachedAnswer copy, String kind, CacheKey key, FailedRenewal failed) {
        SourceAnswer answer = judge(copy, kind, failed);
        if (answer == null) {
            counts.miss(key.cache());
        } else {
            counts.hit(key.cache(), answer.state());
        }
        return answer;
    }

    private SourceAnswer judge(CachedAnswer copy, String kind, FailedRenewal failed) {
        if (copy == null) {
            return null;
        }
        Instant now = clock.instant();
        Duration left = freshness.left(copy, now);
        boolean fresh = !left.isNegative() && !left.isZero();
        if (!fresh && copy.isAbsence()) {
            return null;
        }
        return new SourceAnswer(
                copy.answer().source(),
                kind,
                copy.answer(),
                fresh ? State.FRESH : State.STALE,
                fresh ? CacheUse.HIT : CacheUse.STALE,
                copy.age(now),
                fresh ? left : Duration.ZERO,
                fresh || failed == null ? null : failed.failure());
    }

    /**
     * What a source's catalogue says of one extension.
     *
     * @param copy the catalogue's copy; null if there is none
     * @param failed the last attempt to renew it; null if that did not fail
     * @return null if the catalogue cannot answer: there is none, or it does not hold the extension
     */
    public SourceAnswer judgeInCatalogue(CachedAnswer copy, String kind, ExtensionId id, FailedRenewal failed) {
        SourceAnswer catalogue = judge(copy, kind, failed);
        if (catalogue == null) {
            return null;
        }
        SourceExtension extension = catalogue.answer().extension(id).orElse(null);
        if (extension == null) {
            return null;
        }
        counts.hit(CacheName.LIST, catalogue.state());
        return new SourceAnswer(
                catalogue.source(),
                kind,
                BackendAnswer.found(extension),
                catalogue.state(),
                catalogue.use(),
                catalogue.age(),
                catalogue.freshFor(),
                catalogue.renewalFailure());
    }

    /**
     * What a catalogue says of one extension, for a source that can be asked for nothing else. One that does not hold
     * it counts as not asked, unless it is stale: that proves nothing.
     */
    public SourceAnswer narrow(SourceAnswer catalogue, ExtensionId id) {
        if (catalogue.answer().outcome() != BackendAnswer.Outcome.ANSWERED) {
            return catalogue;
        }
        SourceExtension extension = catalogue.answer().extension(id).orElse(null);
        if (extension == null && catalogue.state() == State.FRESH) {
            return SourceAnswer.skipped(catalogue.source(), catalogue.kind());
        }
        return new SourceAnswer(
                catalogue.source(),
                catalogue.kind(),
                extension == null ? BackendAnswer.absent(catalogue.source()) : BackendAnswer.found(extension),
                catalogue.state(),
                catalogue.use(),
                catalogue.age(),
                catalogue.freshFor(),
                catalogue.renewalFailure());
    }

    /** Whether a source that was asked has given nothing. */
    public boolean hasFailed(SourceAnswer answer) {
        return answer.isFailed();
    }

    /** The same copy, with the reason why the source could not be asked instead; a copy of a failed source is none. */
    public SourceAnswer askedInVain(SourceAnswer copy, SourceAnswer failed) {
        return copy.isFailed() ? copy : copy.because(failed.answer().failure());
    }

    /** What a source contributes that offers nothing to ask. */
    public SourceAnswer skipped(String source, String kind) {
        return SourceAnswer.skipped(source, kind);
    }

    /** What a source contributes to a request for copies alone if there is none. */
    public SourceAnswer nothingKept(String source, String kind) {
        Failure failure = Failure.of(Reason.LOADING, "nothing of it is kept");
        return SourceAnswer.failed(kind, BackendAnswer.failed(source, failure), CacheUse.MISS);
    }

    /**
     * Whether the copy should be renewed while it serves: it is stale, or near its expiry, and the last attempt has not
     * failed just now.
     *
     * @param failed that attempt; null if it did not fail
     */
    public boolean isDueForRenewal(CachedAnswer copy, FailedRenewal failed) {
        Instant now = clock.instant();
        return copy != null
                && freshness.isDueForRenewal(copy, now)
                && (failed == null || !now.isBefore(failed.notBefore()));
    }

    /** Wraps what a source has just answered; null if it is not to be kept. */
    public CachedAnswer toKeep(BackendAnswer answer) {
        return switch (answer.outcome()) {
            case ANSWERED, ABSENT -> new CachedAnswer(answer, clock.instant());
            case FAILED, SKIPPED -> null;
        };
    }
}
