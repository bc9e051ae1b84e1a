package io.provisioning.extensionregistry.catalog;

import static io.provisioning.extensionregistry.support.Samples.catalog;
import static io.provisioning.extensionregistry.support.Samples.failed;
import static io.provisioning.extensionregistry.support.Samples.fresh;
import static io.provisioning.extensionregistry.support.Samples.gathered;
import static io.provisioning.extensionregistry.support.Samples.skipped;
import static io.provisioning.extensionregistry.support.Samples.stale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.provisioning.extensionregistry.catalog.SourceAnswer.CacheUse;
import io.provisioning.extensionregistry.catalog.SourceAnswer.State;
import io.provisioning.extensionregistry.model.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvenanceTest {
    @Test
    void whatASourceContributedIsNotWrittenOutByThoseWhoCompareIt() {
        assertThat(fresh(catalog("gitea"))).hasToString("gitea");
    }

    @Test
    void freshCopiesSayTheirAgeAndWhatIsLeft() {
        assertThat(Provenance.headers(gathered(fresh(catalog("gitea"), 12, 288), fresh(catalog("oci"), 100, 200))))
                .containsExactly(
                        entry("X-Registry-Sources", "gitea;state=fresh;age=12, oci;state=fresh;age=100"),
                        entry("X-Cache", "hit"),
                        entry("Age", "100"),
                        entry("Cache-Control", "max-age=200"));
    }

    @Test
    void aStaleCopySaysWhyAndMayNotBeKept() {
        assertThat(Provenance.headers(
                        gathered(fresh(catalog("gitea"), 12, 288), stale(catalog("oci"), 340, Reason.TIMEOUT))))
                .containsExactly(
                        entry("X-Registry-Sources", "gitea;state=fresh;age=12, oci;state=stale;age=340;reason=timeout"),
                        entry("X-Cache", "stale"),
                        entry("Age", "340"),
                        entry("Cache-Control", "max-age=0"));
    }

    @Test
    void aCopyThatStandsInForASourceThatWasAskedSaysWhyAndIsNotRepeated() {
        SourceAnswer copy = fresh(catalog("gitea"), 12, 288);
        SourceAnswer inVain =
                copy.because(failed("gitea", Reason.REFUSED).failure().orElseThrow());

        assertThat(Provenance.headers(gathered(inVain)))
                .containsExactly(
                        entry("X-Registry-Sources", "gitea;state=fresh;age=12;reason=refused"),
                        entry("X-Cache", "hit"),
                        entry("Age", "12"),
                        entry("Cache-Control", "max-age=288"));
        assertThat(Provenance.ageing(gathered(inVain))).isNull();
        assertThat(Provenance.ageing(gathered(copy))).isNotNull();
    }

    @Test
    void anIncompleteAnswerIsNotStored() {
        assertThat(Provenance.headers(gathered(fresh(catalog("gitea")), failed("oci", Reason.LOADING))))
                .containsExactly(
                        entry("X-Registry-Sources", "gitea;state=fresh;age=12, oci;state=failed;reason=loading"),
                        entry("X-Cache", "miss"),
                        entry("Age", "12"),
                        entry("Cache-Control", "no-store"));
    }

    @Test
    void whoWasNotAskedIsNamedAndNothingElse() {
        assertThat(Provenance.headers(gathered(skipped("gitea"), fresh(catalog("oci"), 1, 299))))
                .containsEntry("X-Registry-Sources", "gitea;state=skipped, oci;state=fresh;age=1")
                .containsEntry("Cache-Control", "max-age=299");
    }

    @Test
    void withoutSourcesNothingIsSaidOfThem() {
        assertThat(Provenance.headers(new Gathered(List.of()))).containsExactly(entry("Cache-Control", "max-age=0"));
        assertThat(Provenance.headers(gathered(skipped("gitea"))))
                .containsExactly(
                        entry("X-Registry-Sources", "gitea;state=skipped"), entry("Cache-Control", "max-age=0"));
    }

    @ParameterizedTest
    @CsvSource({
        "HIT, HIT, hit",
        "HIT, COALESCED, coalesced",
        "COALESCED, MISS, miss",
        "MISS, HIT, miss",
        "MISS, STALE, stale",
        "STALE, HIT, stale"
    })
    void theWorstUseOfACacheIsNamed(CacheUse gitea, CacheUse oci, String worst) {
        assertThat(Provenance.headers(gathered(used("gitea", gitea), used("oci", oci))))
                .containsEntry("X-Cache", worst);
    }

    @Test
    void secondsAreWholeAndNeverNegative() {
        SourceAnswer ahead = new SourceAnswer(
                "gitea",
                "gitea",
                catalog("gitea"),
                State.FRESH,
                CacheUse.HIT,
                Duration.ofMillis(-5),
                Duration.ofMillis(1999));

        assertThat(Provenance.headers(gathered(ahead)))
                .containsEntry("Age", "0")
                .containsEntry("Cache-Control", "max-age=1");
    }

    @Test
    void anIdThatIsNoTokenBecomesAString() {
        assertThat(Provenance.sources(gathered(skipped("my source"), skipped("9\"x\\é"))))
                .containsEntry("X-Registry-Sources", "\"my source\";state=skipped, \"9\\\"x\\\\?\";state=skipped");
    }

    private static SourceAnswer used(String source, CacheUse use) {
        State state = use == CacheUse.STALE ? State.STALE : State.FRESH;
        return new SourceAnswer(source, source, catalog(source), state, use, Duration.ZERO, Duration.ofSeconds(1));
    }
}
