package io.provisioning.extensionregistry.cache;

import static io.provisioning.extensionregistry.support.Samples.catalog;
import static io.provisioning.extensionregistry.support.Samples.extension;
import static io.provisioning.extensionregistry.support.Samples.provider;
import static io.provisioning.extensionregistry.support.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.model.SourceExtension;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is renewed of one extension, with threads that run when the test says so. */
class RenewalsTest {
    private static final Instant LOADED = Instant.parse("2025-10-06T12:00:00Z");
    private static final ExtensionId AWS = provider("aws");
    private static final SourceExtension OLD = extension("gitea", "aws", version("1.0.0"));
    private static final SourceExtension NEW = extension("gitea", "aws", version("1.1.0"));
    private static final SourceExtension OTHER = extension("gitea", "upcloud", version("0.1.0"));

    private long nanos;
    private final Clock clock = Clock.fixed(LOADED.plusSeconds(40), ZoneOffset.UTC);
    private final Freshness freshness =
            new Freshness(Duration.ofMinutes(5), Duration.ofDays(1), Duration.ofSeconds(30));
    private final Caches caches = new Caches(100, freshness, () -> nanos);
    private final Map<String, BackendAnswer> says = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> changed = new ArrayList<>();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private boolean full;
    private final Flights flights = new Flights(this::load, caches, clock, Runnable::run);
    private final Renewals renewals = new Renewals(this::load, flights, caches, source -> this::execute, this::changed);

    @BeforeEach
    void keep() {
        says.put("find", BackendAnswer.found(NEW));
        says.put("versions", BackendAnswer.found(NEW));
        says.put("list", catalog("gitea", NEW, OTHER));
        put("list", null, catalog("gitea", OLD, OTHER));
    }

    @Test
    void theEntryInTheCatalogueIsReplacedAndTheCatalogueIsAsOldAsBefore() {
        renew();
        assertThat(catalogue().answer()).isEqualTo(catalog("gitea", NEW, OTHER));
        assertThat(catalogue().loadedAt()).isEqualTo(LOADED);
        assertThat(asked).containsExactly("find");
        assertThat(changed).containsExactly("gitea " + AWS);
    }

    @Test
    void anExtensionThatIsGoneLeavesTheCatalogueAndANewOneEntersIt() {
        says.put("find", BackendAnswer.absent("gitea"));
        renew();
        assertThat(catalogue().answer()).isEqualTo(catalog("gitea", OTHER));
        says.put("find", BackendAnswer.found(NEW));
        renew();
        assertThat(catalogue().answer()).isEqualTo(catalog("gitea", NEW, OTHER));
    }

    @Test
    void aCatalogueWithARenewedEntryIsNotKeptForLonger() {
        nanos = Duration.ofHours(24).toNanos();
        renew();
        nanos = freshness.ttl().plus(freshness.stale()).toNanos() - 1;
        assertThat(catalogue()).isNotNull();
        nanos++;
        assertThat(catalogue()).isNull();
    }

    @Test
    void aSourceThatFailsChangesNothing() {
        says.put("find", BackendAnswer.failed("gitea", Failure.of(Reason.TIMEOUT, "late")));
        CachedAnswer before = catalogue();
        renew();
        assertThat(catalogue()).isSameAs(before);
        assertThat(changed).isEmpty();
    }

    @Test
    void anEntryThatIsTheSameLeavesTheVeryCatalogue() {
        says.put("find", BackendAnswer.found(OLD));
        CachedAnswer before = catalogue();
        renew();
        assertThat(catalogue()).isSameAs(before);
        assertThat(changed).isEmpty();
    }

    @Test
    void versionsAreRenewedIfTheyAreKept() {
        put("versions", AWS, BackendAnswer.found(OLD));
        put("versions", provider("upcloud"), BackendAnswer.found(OTHER));
        renew();
        assertThat(asked).containsExactly("find", "versions");
        assertThat(caches.peek(CacheKey.of("gitea", "versions", AWS)).answer()).isEqualTo(BackendAnswer.found(NEW));
        assertThat(caches.peek(CacheKey.of("gitea", "versions", provider("upcloud")))
                        .answer())
                .isEqualTo(BackendAnswer.found(OTHER));
    }

    @Test
    void anyNumberOfWishesWhileOneRunsCauseOneMore() {
        for (int i = 0; i < 1000; i++) {
            assertThat(renewals.renew("gitea", AWS)).isTrue();
        }
        assertThat(tasks).hasSize(1);
        runAll();
        assertThat(asked).hasSizeLessThanOrEqualTo(2);
        renewals.renew("gitea", AWS);
        runAll();
        assertThat(asked).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void aWishThatComesWhileTheSourceIsAskedIsHonoured() {
        Renewals[] self = {renewals};
        List<String> finds = new ArrayList<>();
        Renewals busy = new Renewals(
                (source, operation, id) -> {
                    finds.add(operation);
                    if (finds.size() == 1) {
                        self[0].renew(source, id);
                    }
                    return BackendAnswer.found(finds.size() == 1 ? OLD : NEW);
                },
                flights,
                caches,
                source -> this::execute,
                this::changed);
        self[0] = busy;
        busy.renew("gitea", AWS);
        runAll();
        assertThat(finds).containsExactly("find", "find");
        assertThat(catalogue().answer()).isEqualTo(catalog("gitea", NEW, OTHER));
    }

    @Test
    void aLoadThatBeganBeforeAndEndsAfterDoesNotBringTheOldEntryBack() {
        caches.get(CacheName.LIST).invalidateAll();
        flights.renew("gitea", "list", null, this::execute);
        Runnable slowLoad = tasks.remove();
        renew();
        says.put("list", catalog("gitea", OLD, OTHER));
        slowLoad.run();
        assertThat(catalogue().answer()).isEqualTo(catalog("gitea", OLD, OTHER));
        runAll();
        assertThat(catalogue().answer()).isEqualTo(catalog("gitea", NEW, OTHER));
    }

    @Test
    void whatCannotWaitAnyMoreIsRefusedAndMayComeAgain() {
        full = true;
        assertThat(renewals.renew("gitea", AWS)).isFalse();
        full = false;
        assertThat(renewals.renew("gitea", AWS)).isTrue();
        runAll();
        assertThat(catalogue().answer()).isEqualTo(catalog("gitea", NEW, OTHER));
    }

    @Test
    void whatSomebodyElseLearntEntersTheCatalogueAndIsTold() {
        renewals.adopt("gitea", AWS, BackendAnswer.found(NEW));
        assertThat(catalogue().answer()).isEqualTo(catalog("gitea", NEW, OTHER));
        assertThat(changed).containsExactly("gitea " + AWS);
        renewals.adopt("gitea", AWS, BackendAnswer.found(NEW));
        assertThat(changed).hasSize(1);
        assertThat(tasks).isEmpty();
    }

    @Test
    void whatIsLearntWithoutACatalogueIsTold() {
        caches.get(CacheName.LIST).invalidateAll();
        renewals.adopt("gitea", AWS, BackendAnswer.found(NEW));
        assertThat(catalogue()).isNull();
        assertThat(changed).containsExactly("gitea " + AWS);
    }

    @Test
    void aLoadThatBeganBeforeDoesNotUndoWhatSomebodyElseLearnt() {
        flights.joinAnew("gitea", "gitea", "list", null, this::execute, 60_000);
        Runnable slowLoad = tasks.remove();
        renewals.adopt("gitea", AWS, BackendAnswer.found(NEW));
        says.put("list", catalog("gitea", OLD, OTHER));
        slowLoad.run();
        runAll();
        assertThat(asked).containsExactly("list", "find");
        assertThat(catalogue().answer()).isEqualTo(catalog("gitea", NEW, OTHER));
    }

    private void changed(String source, ExtensionId id) {
        changed.add(source + " " + id);
    }

    private void renew() {
        renewals.renew("gitea", AWS);
        runAll();
    }

    private void runAll() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    private void execute(Runnable task) {
        if (full) {
            throw new RejectedExecutionException();
        }
        tasks.add(task);
    }

    private BackendAnswer load(String source, String operation, ExtensionId id) {
        asked.add(operation);
        BackendAnswer answer = says.get(operation);
        if (answer.failure() == null) {
            put(operation, id, answer);
        }
        return answer;
    }

    private void put(String operation, ExtensionId id, BackendAnswer answer) {
        CacheKey key = CacheKey.of("gitea", operation, id);
        caches.get(key.cache()).put(key.key(), new CachedAnswer(answer, LOADED));
    }

    private CachedAnswer catalogue() {
        return caches.peek(CacheKey.of("gitea", "list", null));
    }
}
