package io.provisioning.extensionregistry.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionType;
import io.provisioning.extensionregistry.support.FakeRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose turn it is. */
class OciTurnsTest {
    private static final Instant START = Instant.parse("2025-11-20T12:00:00Z");
    private static final int TTL = 300;

    private final SourceSettings settings =
            RegistrySettings.of("http://127.0.0.1:1").build();
    private volatile Instant now = START;
    private final OciMemory memory = new OciMemory(() -> now);

    @ParameterizedTest
    @CsvSource({"1000, 300", "1000, 240", "1000, 301", "1000, 1900", "999, 300", "25, 300", "3, 300", "1000, 7200"})
    void everyRepositoryIsReadAgainWithinTheSweep(int count, int secondsBetweenLoads) {
        OciRepositories all = repositories(count);
        load(all);
        Map<String, Instant> last = new java.util.HashMap<>();
        all.repositories().forEach(each -> last.put(each.path(), START));
        for (int i = 0; i < 60; i++) {
            now = now.plusSeconds(secondsBetweenLoads);
            load(all).stream()
                    .filter(OciCheck::rereads)
                    .forEach(check -> last.put(check.repository().path(), now));
            assertThat(last.values())
                    .allMatch(read -> Duration.between(read, now).compareTo(settings.fullSweep()) < 0);
        }
    }

    @Test
    void aSmallRegistryIsAskedForAllItsTagsEachTime() {
        load(repositories(20));
        now = now.plusSeconds(TTL);
        List<OciCheck> checks = load(repositories(20));
        assertThat(checks).hasSize(20);
        assertThat(checks).filteredOn(OciCheck::rereads).hasSize(1);
    }

    @Test
    void turnsAreSpreadAndNobodyHasTwoInARow() {
        load(repositories(1000));
        Set<String> had = new HashSet<>();
        for (int i = 0; i < 23; i++) {
            now = now.plusSeconds(TTL);
            List<OciCheck> checks = load(repositories(1000));
            assertThat(checks).hasSize(42);
            checks.forEach(
                    check -> assertThat(had.add(check.repository().path())).isTrue());
        }
    }

    @Test
    void withoutASweepEverythingIsAskedEachTime() {
        SourceSettings always = settings.withFullSweep(Duration.ZERO);
        OciRepositories all = repositories(100);
        load(always, all);
        assertThat(load(always, all)).hasSize(100).allMatch(OciCheck::rereads);
    }

    @Test
    void ofAThousandExtensionsThatDidNotChangeARenewalAsksATwentiethAtMost() throws Exception {
        try (FakeRegistry registry = FakeRegistry.start();
                OciRoutes routes =
                        new OciRoutes(RegistrySettings.of(registry.url()).build(), () -> now)) {
            for (int i = 0; i < 1000; i++) {
                registry.content()
                        .artifact("provisioning/n" + i + "-provider", "1.0.0", "n.tar.gz", new byte[] {1}, Map.of());
            }
            assertThat(routes.list().extensions()).hasSize(1000);
            int cold = registry.server().requests().size();
            assertThat(cold).isEqualTo(10 + 1000 + 1000);
            now = now.plusSeconds(TTL);
            assertThat(routes.list().extensions()).hasSize(1000);
            int renewal = registry.server().requests().size() - cold;
            assertThat(renewal).isEqualTo(10 + 42 + 42);
            assertThat(renewal * 20).isLessThanOrEqualTo(cold);
        }
    }

    private List<OciCheck> load(OciRepositories all) {
        return load(settings, all);
    }

    private List<OciCheck> load(SourceSettings source, OciRepositories all) {
        OciRenewal renewal = memory.begin(source);
        List<OciCheck> checks = OciMemory.due(source, TTL, renewal, all);
        List<OciKnown> known = new ArrayList<>();
        for (OciCheck check : checks) {
            known.add(check.known() == null ? found(check.repository(), renewal) : OciMemory.same(renewal, check));
        }
        memory.end(source, renewal, all, known);
        return checks;
    }

    private static OciKnown found(OciRepository repository, OciRenewal renewal) {
        return new OciKnown(
                repository,
                List.of("1.0.0"),
                "1.0.0",
                "sha256:" + "0".repeat(64),
                OciFinding.nothing(OciSkip.NO_CONTENT),
                renewal.startedAt(),
                renewal.startedAt());
    }

    private static OciRepositories repositories(int count) {
        return new OciRepositories(
                IntStream.range(0, count)
                        .mapToObj(i -> new OciRepository(new ExtensionId(ExtensionType.PROVIDER, "n" + i), "n/n" + i))
                        .toList(),
                Map.of());
    }
}
