package io.provisioning.extensionregistry.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BackendAnswerTest {
    @Test
    void aCatalogueIsNotWrittenOutByThoseWhoCompareIt() {
        SourceExtension extension = new SourceExtension(
                "gitea",
                new ExtensionId(ExtensionType.PROVIDER, "aws"),
                "a long description",
                null,
                null,
                List.of(),
                List.of(new ExtensionVersion(Version.of("1.2.0"), "v1.2.0", null, false, null, false)));

        assertThat(BackendAnswer.catalog("gitea", List.of(extension), Map.of()))
                .hasToString("ANSWERED of gitea, 1 extensions");
    }

    @Test
    void aFailureSaysWhy() {
        assertThat(BackendAnswer.failed("oci", Failure.of(Reason.TIMEOUT, "no answer in 5 s")))
                .asString()
                .startsWith("FAILED of oci, 0 extensions, ")
                .contains("no answer in 5 s");
    }
}
