package io.provisioning.extensionregistry.cache;

import static io.provisioning.extensionregistry.support.Samples.provider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.provisioning.extensionregistry.catalog.SourceAnswer;
import io.provisioning.extensionregistry.catalog.SourceAnswer.CacheUse;
import io.provisioning.extensionregistry.catalog.SourceAnswer.State;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CopiesTest {
    private static final CacheKey LIST = CacheKey.of("gitea", "list", null);
    private static final CacheKey FIND = CacheKey.of("gitea", "find", provider("aws"));

    private final Kept kept = new Kept(1000);
    private final CacheCounts counts = new CacheCounts();
    private final Copies copies = new Copies(Kept.FRESHNESS, counts, kept.clock);

    @Test
    void aCopyIsFreshUntilItsTimeIsOver() {
        CachedAnswer copy = kept.copy(Kept.answer("gitea"));
        kept.clock.advance(Duration.ofSeconds(299));
        SourceAnswer answer = copies.judge(copy, "gitea", LIST, null);
        assertThat(answer.state()).isEqualTo(State.FRESH);
        assertThat(answer.use()).isEqualTo(CacheUse.HIT);
        assertThat(answer.age()).hasSeconds(299);
        assertThat(answer.freshFor()).hasSeconds(1);

        kept.clock.advance(Duration.ofSeconds(1));
        answer = copies.judge(copy, "gitea", LIST, null);
        assertThat(answer.state()).isEqualTo(State.STALE);
        assertThat(answer.use()).isEqualTo(CacheUse.STALE);
        assertThat(answer.freshFor()).isZero();
    }

    @Test
    void aNoIsNeverStale() {
        CachedAnswer no = kept.copy(BackendAnswer.absent("gitea"));
        kept.clock.advance(Duration.ofSeconds(29));
        assertThat(copies.judge(no, "gitea", FIND, null).state()).isEqualTo(State.FRESH);

        kept.clock.advance(Duration.ofSeconds(1));
        assertThat(copies.judge(no, "gitea", FIND, null)).isNull();
    }

    @Test
    void everyJudgementIsCountedOnce() {
        CachedAnswer copy = kept.copy(Kept.answer("gitea"));
        copies.judge(null, "gitea", LIST, null);
        copies.judge(copy, "gitea", LIST, null);
        kept.clock.advance(Kept.TTL);
        copies.judge(copy, "gitea", LIST, null);
        copies.judge(null, "gitea", FIND, null);

        assertThat(counts.hits(CacheName.LIST)).isEqualTo(2);
        assertThat(counts.misses(CacheName.LIST)).isEqualTo(1);
        assertThat(counts.misses(CacheName.METADATA)).isEqualTo(1);
        assertThat(counts.staleServed()).isEqualTo(1);
    }

    @Test
    void aCatalogueAnswersForWhatItHolds() {
        CachedAnswer catalogue = kept.copy(Kept.answer("gitea"));
        kept.clock.advance(Duration.ofSeconds(10));
        SourceAnswer answer = copies.judgeInCatalogue(catalogue, "gitea", provider("aws"), null);

        assertThat(answer.answer().extensions()).hasSize(1);
        assertThat(answer.age()).hasSeconds(10);
        assertThat(counts.hits(CacheName.LIST)).isEqualTo(1);
    }

    @Test
    void aCatalogueDoesNotAnswerForWhatItLacks() {
        assertThat(copies.judgeInCatalogue(kept.copy(Kept.answer("gitea")), "gitea", provider("other"), null))
                .isNull();
        assertThat(copies.judgeInCatalogue(null, "gitea", provider("aws"), null))
                .isNull();
        assertThat(counts.hits(CacheName.LIST)).isZero();
        assertThat(counts.misses(CacheName.LIST)).isZero();
    }

    @Test
    void copiesAreRenewedFromFourFifthsOfTheirLifeOnAndANoIsNot() {
        CachedAnswer copy = kept.copy(Kept.answer("gitea"));
        CachedAnswer no = kept.copy(BackendAnswer.absent("gitea"));
        kept.clock.advance(Duration.ofSeconds(239));
        assertThat(copies.isDueForRenewal(copy, null)).isFalse();
        kept.clock.advance(Duration.ofSeconds(1));
        assertThat(copies.isDueForRenewal(copy, null)).isTrue();
        assertThat(copies.isDueForRenewal(no, null)).isFalse();
        assertThat(copies.isDueForRenewal(null, null)).isFalse();
    }

    @Test
    void answersAndNosAreKeptAndNothingElse() {
        assertThat(copies.toKeep(Kept.answer("gitea")).loadedAt()).isEqualTo(kept.clock.instant());
        assertThat(copies.toKeep(BackendAnswer.absent("gitea")).isAbsence()).isTrue();
        assertThat(copies.toKeep(BackendAnswer.skipped("gitea"))).isNull();
        BackendAnswer failure = BackendAnswer.failed("gitea", Failure.of(Reason.TLS, "no secure connection"));
        assertThat(copies.toKeep(failure)).isNull();
        assertThatThrownBy(() -> kept.copy(failure)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aClockThatWentBackMakesNoAgeNegative() {
        CachedAnswer copy =
                new CachedAnswer(Kept.answer("gitea"), kept.clock.instant().plusSeconds(60));

        assertThat(copies.judge(copy, "gitea", LIST, null).age()).isZero();
        assertThat(copies.judge(copy, "gitea", LIST, null).freshFor()).isEqualTo(Kept.TTL);
    }

    @Test
    void aStaleCopySaysWhyItIs() {
        CachedAnswer copy = kept.copy(Kept.answer("gitea"));
        FailedRenewal failed = failed(Duration.ofSeconds(1));
        assertThat(copies.judge(copy, "gitea", LIST, failed).failure()).isEmpty();

        kept.clock.advance(Kept.TTL);
        assertThat(copies.judge(copy, "gitea", LIST, failed).failure()).contains(failed.failure());
        assertThat(copies.judge(copy, "gitea", LIST, null).failure()).isEmpty();
        assertThat(copies.judgeInCatalogue(copy, "gitea", provider("aws"), failed)
                        .failure())
                .contains(failed.failure());
    }

    @Test
    void aSourceThatHasJustFailedIsLeftInPeace() {
        CachedAnswer copy = kept.copy(Kept.answer("gitea"));
        kept.clock.advance(Kept.TTL);
        FailedRenewal failed = failed(Duration.ofSeconds(4));

        assertThat(copies.isDueForRenewal(copy, failed)).isFalse();
        kept.clock.advance(Duration.ofSeconds(4));
        assertThat(copies.isDueForRenewal(copy, failed)).isTrue();
    }

    private FailedRenewal failed(Duration pause) {
        return new FailedRenewal(
                Failure.of(Reason.TIMEOUT, "no answer in time"),
                1,
                kept.clock.instant().plus(pause));
    }
}
