package io.provisioning.extensionregistry.cache;

import static io.provisioning.extensionregistry.support.Samples.catalog;
import static io.provisioning.extensionregistry.support.Samples.extension;
import static io.provisioning.extensionregistry.support.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.BackendAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run writes, the next one reads. */
class WarmCopiesTest {
    private static final Instant LOADED = Instant.parse("2025-10-06T12:00:00Z");
    private static final Freshness FRESHNESS =
            new Freshness(Duration.ofSeconds(300), Duration.ofSeconds(3600), Duration.ofSeconds(30));
    private static final CacheKey LIST = CacheKey.of("gitea", "list", null);
    private static final BackendAnswer CATALOGUE = catalog("gitea", extension("gitea", "aws", version("1.0.0")));

    @TempDir
    Path directory;

    @Test
    void aCopySurvivesAndIsStaleAndGrowsOlder() {
        write(CATALOGUE, LOADED, "here");
        Caches next = caches(60);
        assertThat(restore(next, 60, "here")).isTrue();
        CachedAnswer copy = next.peek(LIST);
        Instant now = LOADED.plusSeconds(60);
        assertThat(copy.answer()).isEqualTo(CATALOGUE);
        assertThat(copy.age(now)).isEqualTo(Duration.ofSeconds(60));
        assertThat(FRESHNESS.left(copy, now)).isNegative();
        assertThat(FRESHNESS.isDueForRenewal(copy, now)).isTrue();
        assertThat(FRESHNESS.keptFor(copy, now)).isEqualTo(Duration.ofSeconds(3840));
    }

    @Test
    void aCopyIsNotKeptForLongerThanItWouldHaveBeenWithoutTheRestart() {
        write(CATALOGUE, LOADED, "here");
        long[] nanos = {0};
        Caches next = new Caches(10, FRESHNESS, () -> nanos[0]);
        restore(next, 3000, "here");
        nanos[0] = Duration.ofSeconds(900).toNanos() - 1;
        assertThat(next.peek(LIST)).isNotNull();
        nanos[0]++;
        assertThat(next.peek(LIST)).isNull();
    }

    @Test
    void aCopyThatIsTooOldIsIgnored() {
        write(CATALOGUE, LOADED, "here");
        assertThat(restore(caches(3899), 3899, "here")).isTrue();
        assertThat(restore(caches(3900), 3900, "here")).isFalse();
    }

    @Test
    void aCopyOfAnotherAddressOrNameIsIgnored() throws IOException {
        write(CATALOGUE, LOADED, "here");
        assertThat(restore(caches(0), 0, "there")).isFalse();
        Files.move(directory.resolve("gitea.catalogue"), directory.resolve("oci.catalogue"));
        Caches caches = caches(0);
        assertThat(copies(caches, 0).restore("oci", "here")).isFalse();
        assertThat(caches.peek(CacheKey.of("oci", "list", null))).isNull();
    }

    @Test
    void aDamagedCopyIsIgnoredAndWrittenAnew() throws IOException {
        write(CATALOGUE, LOADED, "here");
        Files.writeString(directory.resolve("gitea.catalogue"), "garbage");
        assertThat(restore(caches(0), 0, "here")).isFalse();
        write(CATALOGUE, LOADED, "here");
        assertThat(restore(caches(0), 0, "here")).isTrue();
    }

    @Test
    void aWholeFileWithoutACatalogueInItIsIgnored() throws IOException {
        CopyFile.write(directory.resolve("gitea.catalogue"), new byte[] {1, 2, 3});
        assertThat(restore(caches(0), 0, "here")).isFalse();
    }

    @Test
    void aCopyFromTheFutureDoesNotStayYoung() {
        write(CATALOGUE, LOADED.plusSeconds(1_000_000), "here");
        Caches next = caches(0);
        assertThat(restore(next, 0, "here")).isTrue();
        assertThat(next.peek(LIST).age(LOADED)).isEqualTo(FRESHNESS.ttl());
    }

    @Test
    void theNewestCopyWins() {
        Caches caches = caches(0);
        try (WarmCopies copies = copies(caches, 0)) {
            copies.restore("gitea", "here");
            for (int i = 0; i < 100; i++) {
                caches.get(CacheName.LIST).put(LIST.key(), new CachedAnswer(CATALOGUE, LOADED.minusSeconds(100 - i)));
                copies.kept("gitea", "list");
            }
        }
        Caches next = caches(0);
        restore(next, 0, "here");
        assertThat(next.peek(LIST).loadedAt()).isEqualTo(LOADED.minusSeconds(1));
    }

    @Test
    void onlyCataloguesAreWrittenAndOnlyOfKnownSources() throws IOException {
        Caches caches = caches(0);
        caches.get(CacheName.LIST).put(LIST.key(), new CachedAnswer(CATALOGUE, LOADED));
        try (WarmCopies copies = copies(caches, 0)) {
            copies.kept("gitea", "list");
            copies.restore("gitea", "here");
            copies.kept("gitea", "find");
            assertThat(copies.restore("../gitea", "here")).isFalse();
            copies.kept("../gitea", "list");
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aFolderThatCannotBeWrittenHarmsNothing() throws IOException {
        directory = Files.writeString(directory.resolve("file"), "no folder").resolve("below");
        write(CATALOGUE, LOADED, "here");
        assertThat(restore(caches(0), 0, "here")).isFalse();
    }

    @Test
    void withoutAFolderNothingSurvivesAndNothingFails() {
        directory = null;
        write(CATALOGUE, LOADED, "here");
        assertThat(restore(caches(0), 0, "here")).isFalse();
    }

    private void write(BackendAnswer answer, Instant loadedAt, String origin) {
        Caches caches = caches(0);
        try (WarmCopies copies = copies(caches, 0)) {
            copies.restore("gitea", origin);
            caches.get(CacheName.LIST).put(LIST.key(), new CachedAnswer(answer, loadedAt));
            copies.kept("gitea", "list");
        }
    }

    private boolean restore(Caches caches, int secondsLater, String origin) {
        try (WarmCopies copies = copies(caches, secondsLater)) {
            return copies.restore("gitea", origin);
        }
    }

    private WarmCopies copies(Caches caches, int secondsLater) {
        return new WarmCopies(directory, caches, clock(secondsLater));
    }

    private static Caches caches(int secondsLater) {
        return new Caches(10, FRESHNESS, () -> Duration.ofSeconds(secondsLater).toNanos());
    }

    private static Clock clock(int secondsLater) {
        return Clock.fixed(LOADED.plusSeconds(secondsLater), ZoneOffset.UTC);
    }
}
