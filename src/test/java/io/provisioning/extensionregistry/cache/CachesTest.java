package io.provisioning.extensionregistry.cache;

import static io.provisioning.extensionregistry.support.Samples.digest;
import static io.provisioning.extensionregistry.support.Samples.provider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Cache;
import io.provisioning.extensionregistry.catalog.SourceAnswer.State;
import io.provisioning.extensionregistry.model.BackendAnswer;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CachesTest {
    private final Kept kept = new Kept(10);

    @ParameterizedTest
    @EnumSource(names = {"LIST", "METADATA", "VERSIONS"})
    void sizeAndTimeBoundTheSameCache(CacheName name) {
        Cache<Object, Object> cache = kept.caches.get(name);
        IntStream.range(0, 100).forEach(i -> cache.put("key" + i, kept.copy(Kept.answer("gitea"))));
        cache.cleanUp();
        assertThat(cache.estimatedSize()).isLessThanOrEqualTo(10);
        assertThat(cache.stats().evictionCount()).isGreaterThanOrEqualTo(90);

        kept.clock.advance(Kept.TTL.plus(Kept.STALE));
        cache.cleanUp();
        assertThat(cache.estimatedSize()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"MANIFESTS", "CHECKSUMS", "DIGESTS", "TOKENS"})
    void whatIsImmutableNeverExpiresAndIsBoundAllTheSame(CacheName name) {
        Cache<Object, Object> cache = kept.caches.get(name);
        IntStream.range(0, 1000).forEach(i -> cache.put("key" + i, "value"));
        cache.cleanUp();
        assertThat(cache.estimatedSize()).isBetween(11L, 200L);

        long before = cache.estimatedSize();
        kept.clock.advance(Duration.ofDays(1000));
        cache.cleanUp();
        assertThat(cache.estimatedSize()).isEqualTo(before);
    }

    @Test
    void aCopyIsKeptAsLongAsItMayServeAndNoLonger() {
        CacheKey list = CacheKey.of("gitea", "list", null);
        kept.put(list, Kept.answer("gitea"));
        kept.clock.advance(Kept.TTL.plus(Kept.STALE).minusSeconds(1));
        assertThat(kept.get(list)).isNotNull();
        kept.clock.advance(Duration.ofSeconds(1));
        assertThat(kept.get(list)).isNull();
    }

    @Test
    void readingDoesNotProlongACopy() {
        CacheKey list = CacheKey.of("gitea", "list", null);
        kept.put(list, Kept.answer("gitea"));
        for (int day = 0; day < 3; day++) {
            kept.get(list);
            kept.clock.advance(Duration.ofHours(12));
        }
        assertThat(kept.get(list)).isNull();
    }

    @Test
    void aNoIsDroppedWhenItsTimeIsOver() {
        CacheKey find = CacheKey.of("gitea", "find", provider("aws"));
        kept.put(find, BackendAnswer.absent("gitea"));
        kept.clock.advance(Kept.NEGATIVE.minusSeconds(1));
        assertThat(kept.get(find)).isNotNull();
        kept.clock.advance(Duration.ofSeconds(1));
        assertThat(kept.get(find)).isNull();
    }

    @Test
    void aSourcesCatalogueIsOneEntryAndEachExtensionHasItsOwn() {
        assertThat(CacheKey.of("gitea-eu", "list", null)).isEqualTo(new CacheKey(CacheName.LIST, "list:gitea-eu"));
        assertThat(CacheKey.of("oci", "find", provider("aws")))
                .isEqualTo(new CacheKey(CacheName.METADATA, "find:oci:provider/aws"));
        assertThat(new CacheKeys().of("oci", "versions", provider("aws")))
                .isEqualTo(new CacheKey(CacheName.VERSIONS, "versions:oci:provider/aws"));
        assertThatThrownBy(() -> CacheKey.of("oci", "ping", null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CacheKey.of("oci", "find", null)).hasMessageContaining("extensionId");
    }

    @Test
    void theFiguresAreThoseOfTheCaches() {
        CacheCounts counts = new CacheCounts();
        Flights flights =
                new Flights((source, operation, id) -> Kept.answer(source), kept.caches, kept.clock, Runnable::run);
        kept.put(CacheKey.of("gitea", "list", null), Kept.answer("gitea"));
        kept.caches.get(CacheName.MANIFESTS).getIfPresent("sha256:1");
        counts.hit(CacheName.LIST, State.FRESH);
        counts.hit(CacheName.LIST, State.STALE);
        counts.hit(CacheName.VERSIONS, State.FRESH);
        counts.miss(CacheName.METADATA);

        CacheStats stats = CacheStats.of(kept.caches, counts, flights);
        assertThat(stats.capacity()).isEqualTo(10);
        assertThat(stats.ttlSeconds()).isEqualTo(300);
        assertThat(stats.entries()).isEqualTo(1);
        assertThat(stats.hits()).isEqualTo(3);
        assertThat(stats.misses()).isEqualTo(2);
        assertThat(stats.hitRate()).isEqualTo(0.6);
        assertThat(stats.staleServed()).isEqualTo(1);
        assertThat(stats.caches())
                .containsOnlyKeys("list", "metadata", "versions", "manifests", "checksums", "tokens", "digests");
        assertThat(stats.caches().get("list")).isEqualTo(new CacheStats.Line(1, 2, 0, 1, 0));
        assertThat(stats.caches().get("manifests").misses()).isEqualTo(1);
    }

    @Test
    void whereNothingWasAskedTheRateIsZero() {
        Flights flights =
                new Flights((source, operation, id) -> Kept.answer(source), kept.caches, kept.clock, Runnable::run);
        assertThat(CacheStats.of(kept.caches, new CacheCounts(), flights).hitRate())
                .isZero();
    }

    @Test
    void aComputedDigestIsRememberedByTheContentAndTellsThatItIsNew() {
        DigestLedger ledger = new DigestLedger(kept.caches.get(CacheName.DIGESTS));
        long before = ledger.generation();
        ledger.learn("uuid:1024", digest(1));
        assertThat(ledger.find("uuid:1024")).contains(digest(1));
        assertThat(ledger.find("uuid:1025")).isEmpty();
        assertThat(ledger.generation()).isNotEqualTo(before);

        long after = ledger.generation();
        ledger.learn("uuid:1024", digest(1));
        ledger.learn(null, digest(2));
        assertThat(ledger.generation()).isEqualTo(after);
    }

    @Test
    void whatIsKeptOfOneSourceIsForgottenAndNothingElse() {
        CacheKey list = CacheKey.of("gitea", "list", null);
        CacheKey found = CacheKey.of("gitea", "find", provider("aws"));
        CacheKey ofAnother = CacheKey.of("gitea-eu", "find", provider("aws"));
        for (CacheKey each : new CacheKey[] {list, found, ofAnother}) {
            kept.put(each, Kept.answer("gitea"));
        }
        long before = kept.caches.changes();
        kept.caches.forget("gitea", false);
        assertThat(kept.caches.changes()).isGreaterThan(before);
        assertThat(kept.get(list)).isNotNull();
        assertThat(kept.get(found)).isNull();
        kept.caches.forget("gitea", true);
        assertThat(kept.get(list)).isNull();
        assertThat(kept.get(ofAnother)).isNotNull();
    }
}
