package io.provisioning.extensionregistry.catalog;

import static io.provisioning.extensionregistry.support.Samples.catalog;
import static io.provisioning.extensionregistry.support.Samples.digest;
import static io.provisioning.extensionregistry.support.Samples.extension;
import static io.provisioning.extensionregistry.support.Samples.fresh;
import static io.provisioning.extensionregistry.support.Samples.gathered;
import static io.provisioning.extensionregistry.support.Samples.request;
import static io.provisioning.extensionregistry.support.Samples.stale;
import static io.provisioning.extensionregistry.support.Samples.version;
import static io.provisioning.extensionregistry.support.Samples.withFile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.provisioning.extensionregistry.http.ErrorKind;
import io.provisioning.extensionregistry.http.RegistryException;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.model.Version;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DownloadPlanTest {
    private final Merge merge = new Merge(contentId -> Optional.empty());
    private final Catalog catalog = new Catalog(
            new MergedCatalogs(contentId -> Optional.empty(), () -> 0),
            merge,
            new Addresses(null),
            (id, offer) -> false);
    private final Queries queries = new Queries(() -> new KnownSources(
            List.of(new KnownSources.Source("gitea", "gitea"), new KnownSources.Source("oci", "oci"))));
    private final Gathered both = gathered(
            catalog(
                    "gitea",
                    extension(
                            "gitea",
                            "aws",
                            withFile("v1.2.0", digest(1), null),
                            version("1.0.0"),
                            version("2.0.0-rc.1"))),
            catalog(
                    "oci",
                    extension("oci", "aws", withFile("1.2.0", digest(2), null), withFile("1.1.0", digest(3), null))));

    @ParameterizedTest
    @CsvSource({"latest, 1.2.0, gitea oci", "1.2.0, 1.2.0, gitea oci", "v1.1.0, 1.1.0, oci"})
    void aDownloadIsPlannedOverAllWhoHaveTheFile(String asked, String version, String sources) {
        DownloadPlan plan = catalog.download(both, queries.download(request("/provider/aws/" + asked)));

        assertThat(plan.version()).isEqualTo(Version.of(version));
        assertThat(plan.offers()).extracting(Offer::source).containsExactly(sources.split(" "));
    }

    @Test
    void aDownloadThatCannotBeSaysWhy() {
        assertError(
                () -> catalog.download(both, queries.download(request("/provider/aws/9.9.9"))),
                ErrorKind.VERSION_NOT_FOUND,
                "Version 9.9.9 of provider/aws not found");
        assertError(
                () -> catalog.download(both, queries.download(request("/provider/aws/1.0.0"))),
                ErrorKind.NO_ARTIFACT,
                "Version 1.0.0 of provider/aws has no file to download");
        ExtensionVersion image = new ExtensionVersion(Version.of("1.0.0"), "1.0.0", null, false, null, true);
        assertError(
                () -> catalog.download(
                        gathered(catalog("oci", extension("oci", "aws", image))),
                        queries.download(request("/provider/aws/1.0.0"))),
                ErrorKind.NOT_ACCEPTABLE,
                "Version 1.0.0 of provider/aws is a container image, which is not one file; pull it from its registry");
    }

    @Test
    void aVersionThatAStaleCopyLacksIsNotSaidToBeMissing() {
        Gathered old = gathered(
                stale(both.answers().get(0).answer(), 400, Reason.TIMEOUT), fresh(BackendAnswer.absent("oci")));

        assertError(
                () -> catalog.download(old, queries.download(request("/provider/aws/9.9.9"))),
                ErrorKind.SOURCE_UNAVAILABLE,
                "No source can answer now: gitea: timeout; oci: does not have it");
    }

    private static void assertError(ThrowingCallable call, ErrorKind kind, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RegistryException.class, error -> {
            assertThat(error.kind()).isEqualTo(kind);
            assertThat(error).hasMessage(message);
        });
    }
}
