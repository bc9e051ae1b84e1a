package io.provisioning.extensionregistry.property;

import static io.provisioning.extensionregistry.support.Samples.digest;
import static io.provisioning.extensionregistry.support.Samples.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.catalog.Gathered;
import io.provisioning.extensionregistry.catalog.Merge;
import io.provisioning.extensionregistry.catalog.MergedCatalog;
import io.provisioning.extensionregistry.catalog.MergedExtension;
import io.provisioning.extensionregistry.catalog.MergedVersion;
import io.provisioning.extensionregistry.catalog.Offer;
import io.provisioning.extensionregistry.catalog.SourceAnswer;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.SourceExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;

class MergePropertyTest {
    private static final Generated GENERATED = new Generated();

    private final Merge merge =
            new Merge(contentId -> contentId.endsWith("1") ? Optional.of(digest(9)) : Optional.empty());
    private List<BackendAnswer> answers;

    @BeforeEach
    void gather() {
        answers = Stream.of("gitea", "oci", "nexus").map(GENERATED::answer).toList();
    }

    @RepeatedTest(50)
    void theOrderInWhichASourceNamesThingsChangesNothing() {
        List<BackendAnswer> shuffled = answers.stream()
                .map(answer -> BackendAnswer.catalog(answer.source(), shuffled(answer.extensions()), answer.skipped()))
                .toList();

        assertThat(catalog(shuffled).equals(catalog(answers)))
                .as(GENERATED.toString())
                .isTrue();
    }

    @RepeatedTest(50)
    void mergingTheSameTwiceChangesNothing() {
        List<BackendAnswer> twice =
                Stream.concat(answers.stream(), answers.stream()).toList();

        assertThat(catalog(twice).equals(catalog(answers)))
                .as(GENERATED.toString())
                .isTrue();
    }

    @RepeatedTest(50)
    void mergingWhatWasMergedChangesNothing() {
        List<BackendAnswer> shown = answers.stream()
                .map(answer -> BackendAnswer.catalog(
                        answer.source(),
                        catalog(answers).extensions().stream()
                                .map(MergedExtension::shown)
                                .filter(extension -> extension.source().equals(answer.source()))
                                .toList(),
                        answer.skipped()))
                .toList();

        assertThat(catalog(shown).extensions())
                .as(GENERATED.toString())
                .extracting(MergedExtension::shown)
                .isEqualTo(catalog(answers).extensions().stream()
                        .map(MergedExtension::shown)
                        .toList());
    }

    @RepeatedTest(50)
    void everyExtensionStandsExactlyOnceInOrder() {
        Set<ExtensionId> all = new HashSet<>();
        answers.forEach(answer -> answer.extensions().forEach(extension -> all.add(extension.id())));

        assertThat(catalog(answers).extensions())
                .as(GENERATED.toString())
                .extracting(MergedExtension::id)
                .isSorted()
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(all);
    }

    @RepeatedTest(50)
    void aStableVersionAnywhereMakesAStableEntry() {
        for (MergedExtension merged : catalog(answers).extensions()) {
            Optional<ExtensionVersion> best = merged.contributions().stream()
                    .flatMap(extension -> extension.versions().stream())
                    .filter(ExtensionVersion::isStable)
                    .max((left, right) -> left.version().comparePrecedence(right.version()));

            assertThat(merged.latest().isStable()).as(GENERATED.toString()).isEqualTo(best.isPresent());
            best.ifPresent(highest -> assertThat(merged.latest().version().comparePrecedence(highest.version()))
                    .isZero());
        }
    }

    @RepeatedTest(50)
    void everyVersionStandsOnceNewestFirstAndTheFirstSourceWithAFileServes() {
        for (MergedExtension merged : catalog(answers).extensions()) {
            List<MergedVersion> versions = merge.versions(merged);

            assertThat(versions).as(GENERATED.toString()).isSorted();
            assertThat(versions).extracting(MergedVersion::version).doesNotHaveDuplicates();
            assertThat(versions).anyMatch(version -> version.version()
                    .equals(merged.latest().version()));
            for (MergedVersion version : versions) {
                List<String> order = merged.contributions().stream()
                        .map(SourceExtension::source)
                        .toList();
                assertThat(version.offers())
                        .extracting(offer -> order.indexOf(offer.source()))
                        .isSorted();
                assertThat(version.offers()).extracting(Offer::source).doesNotHaveDuplicates();
                version.conflict().ifPresent(conflict -> assertThat(conflict.checksum())
                        .isNotEqualTo(version.served().version().artifact().checksum()));
            }
        }
    }

    private MergedCatalog catalog(List<BackendAnswer> from) {
        List<SourceAnswer> fresh = from.stream().map(answer -> fresh(answer)).toList();
        return MergedCatalog.of(merge.extensions(new Gathered(fresh)));
    }

    private static List<SourceExtension> shuffled(List<SourceExtension> extensions) {
        List<SourceExtension> shuffled = new ArrayList<>();
        for (SourceExtension extension : extensions) {
            List<ExtensionVersion> versions = new ArrayList<>(extension.versions());
            Collections.shuffle(versions, GENERATED.random());
            shuffled.add(extension.withVersions(versions));
        }
        Collections.shuffle(shuffled, GENERATED.random());
        return shuffled;
    }
}
