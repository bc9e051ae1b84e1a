package io.provisioning.extensionregistry.gitea;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GiteaNamesTest {
    private final GiteaNames names = new GiteaNames();

    @DisplayName("E27: only the last suffix counts")
    @ParameterizedTest
    @CsvSource({
        "aws_prov, provider/aws",
        "kubernetes_taskserv, taskserv/kubernetes",
        "buildkit_cluster, cluster/buildkit",
        "a_prov_prov, provider/a_prov",
        "a.b-c_d_cluster, cluster/a.b-c_d",
        "9_prov, provider/9"
    })
    void aRepositoryWithASuffixIsAnExtension(String repository, String extension) {
        assertThat(names.extension(repository)).map(ExtensionId::toString).contains(extension);
        assertThat(names.repository(names.extension(repository).orElseThrow())).isEqualTo(repository);
    }

    @DisplayName("E27: no name before the suffix, or the suffix in another case")
    @ParameterizedTest
    @ValueSource(
            strings = {"_prov", "X_PROV", "x_Prov", "aws-prov", "prov", "website", "X_prov", ".a_prov", "-a_cluster"})
    void anyOtherRepositoryIsNone(String repository) {
        assertThat(names.extension(repository)).isEmpty();
    }

    @Test
    void aNameInAnotherCaseIsAnotherName() {
        ExtensionId x = new ExtensionId(ExtensionType.PROVIDER, "x");
        assertThat(names.standsFor("x_prov", x)).isTrue();
        assertThat(names.standsFor("X_prov", x)).isFalse();
        assertThat(names.standsFor("renamed_prov", x)).isTrue();
    }
}
