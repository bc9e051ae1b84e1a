package io.provisioning.extensionregistry.catalog;

import static io.provisioning.extensionregistry.support.Samples.catalog;
import static io.provisioning.extensionregistry.support.Samples.digest;
import static io.provisioning.extensionregistry.support.Samples.extension;
import static io.provisioning.extensionregistry.support.Samples.failed;
import static io.provisioning.extensionregistry.support.Samples.fresh;
import static io.provisioning.extensionregistry.support.Samples.gathered;
import static io.provisioning.extensionregistry.support.Samples.provider;
import static io.provisioning.extensionregistry.support.Samples.skipped;
import static io.provisioning.extensionregistry.support.Samples.stale;
import static io.provisioning.extensionregistry.support.Samples.version;
import static io.provisioning.extensionregistry.support.Samples.withFile;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.model.ExtensionType;
import io.provisioning.extensionregistry.model.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MergedCatalogsTest {
    private final Map<String, Checksum> ledger = new HashMap<>();
    private final MergedCatalogs catalogs =
            new MergedCatalogs(contentId -> Optional.ofNullable(ledger.get(contentId)), ledger::size);
    private final BackendAnswer gitea = catalog("gitea", extension("gitea", "aws", withFile("1.0.0", null, "uuid")));
    private final BackendAnswer oci = catalog("oci", extension("oci", "upcloud", version("2.0.0")));

    @Test
    void theSameCopiesAreMergedOnce() {
        MergedCatalog first = catalogs.of(gathered(gitea, oci));

        assertThat(catalogs.of(gathered(gitea, oci))).isSameAs(first);
        assertThat(catalogs.of(gathered(stale(gitea, 400, Reason.TIMEOUT), fresh(oci))))
                .isSameAs(first);
    }

    @Test
    void anotherCopyIsAnotherCatalogueEvenIfItIsEqual() {
        MergedCatalog first = catalogs.of(gathered(gitea, oci));
        BackendAnswer again = catalog("oci", extension("oci", "upcloud", version("2.0.0")));

        assertThat(catalogs.of(gathered(gitea, again))).isNotSameAs(first).isEqualTo(first);
    }

    @Test
    void sourcesThatFailedOrWereSkippedDoNotCount() {
        MergedCatalog alone = catalogs.of(gathered(fresh(gitea), skipped("oci")));

        assertThat(alone.extensions()).hasSize(1);
        assertThat(catalogs.of(gathered(fresh(gitea), failed("oci", Reason.REFUSED))))
                .isSameAs(alone);
        assertThat(catalogs.of(gathered(gitea, oci))).isNotSameAs(alone);
    }

    @Test
    void aDigestThatWasLearnedMakesANewCatalogue() {
        MergedCatalog before = catalogs.of(gathered(gitea));
        ledger.put("uuid", digest(1));
        MergedCatalog after = catalogs.of(gathered(gitea));

        assertThat(before.extension(provider("aws"))
                        .orElseThrow()
                        .latest()
                        .artifact()
                        .checksum())
                .isNull();
        assertThat(after.extension(provider("aws"))
                        .orElseThrow()
                        .latest()
                        .artifact()
                        .checksum())
                .isEqualTo(digest(1));
    }

    @Test
    void whatSearchNeedsIsMadeAgainOnlyIfSearchSeesSomethingElse() {
        SearchIndex before = catalogs.of(gathered(gitea)).searchIndex();
        ledger.put("uuid", digest(1));

        assertThat(catalogs.of(gathered(gitea)).searchIndex()).isSameAs(before);
        assertThat(catalogs.of(gathered(gitea, oci)).searchIndex()).isNotSameAs(before);
        BackendAnswer again = catalog("gitea", extension("gitea", "aws", version("1.0.0")));
        assertThat(catalogs.of(gathered(again)).searchIndex()).isNotSameAs(before);
    }

    @Test
    void eachOrderOfACatalogueIsMadeOnce() {
        MergedCatalog catalog = catalogs.of(gathered(gitea, oci));

        for (Sort sort : Sort.values()) {
            assertThat(catalog.extensions(ExtensionType.PROVIDER, sort))
                    .isSameAs(catalog.extensions(ExtensionType.PROVIDER, sort))
                    .isSortedAccordingTo(sort.order())
                    .hasSize(2);
            assertThat(catalog.extensions(ExtensionType.CLUSTER, sort)).isEmpty();
        }
    }

    @Test
    void onlyTheLastOnesAreRemembered() {
        MergedCatalog first = catalogs.of(gathered(gitea));
        List<BackendAnswer> others = IntStream.range(0, 8)
                .mapToObj(i -> catalog("oci", extension("oci", "e" + i, version("1.0.0"))))
                .toList();
        List<MergedCatalog> made =
                others.stream().map(other -> catalogs.of(gathered(other))).toList();

        assertThat(catalogs.of(gathered(others.get(7)))).isSameAs(made.get(7));
        assertThat(catalogs.of(gathered(others.get(0)))).isSameAs(made.get(0));
        assertThat(catalogs.of(gathered(gitea))).isNotSameAs(first);
    }

    @Test
    void withoutSourcesTheCatalogueIsEmpty() {
        assertThat(catalogs.of(new Gathered(List.of())).extensions()).isEmpty();
    }
}
