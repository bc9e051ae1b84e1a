package io.provisioning.extensionregistry.gitea;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.SourceExtension;
import io.provisioning.extensionregistry.support.FakeRepository;
import io.provisioning.extensionregistry.support.SampleExtensions;
import io.provisioning.extensionregistry.support.TarGz;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GiteaFindTest extends GiteaRouteTest {
    @Test
    void oneExtensionCostsTwoCallsAndASidecar() {
        SampleExtensions.in(gitea);
        SourceExtension aws = only(routes().find("provider", "aws"));
        assertThat(aws.latest().artifact().checksum()).isNotNull();
        assertThat(aws.version("1.1.0").orElseThrow().artifact().checksum()).isNull();
        assertThat(gitea.targets())
                .containsExactly(
                        API + "aws_prov",
                        API + "aws_prov" + PAGE,
                        "/provisioning/aws_prov/releases/download/1.2.0/aws_prov.tar.gz.sha256");
    }

    @Test
    void whatIsNotThereIsAbsent() {
        SampleExtensions.in(gitea);
        gitea.repository("off_prov").releasesOff().release("1.0.0");
        gitea.repository("none_prov");
        gitea.repository("Upper_prov").release("1.0.0");
        gitea.repository("unversioned_prov").release("latest");
        for (String name : new String[] {"missing", "off", "none", "upper", "unversioned"}) {
            assertThat(routes().find("provider", name).outcome()).isEqualTo(BackendAnswer.Outcome.ABSENT);
            assertThat(routes().versions("provider", name).outcome()).isEqualTo(BackendAnswer.Outcome.ABSENT);
        }
        assertThat(gitea.targets()).noneMatch(target -> target.contains("off_prov/releases"));
        assertThat(gitea.targets()).noneMatch(target -> target.contains("none_prov/releases"));
    }

    @DisplayName("E3: a renamed repository is found by its old name, with our credentials")
    @Test
    void aRenamedRepositoryKeepsWorking() throws Exception {
        SampleExtensions.in(gitea.token("s3cret", false)).rename("aws_prov", "amazon_prov");
        SourceExtension aws = only(routesWith("s3cret").find("provider", "aws"));
        assertThat(aws.id()).hasToString("provider/aws");
        assertThat(aws.repository()).endsWith("/provisioning/amazon_prov");
        assertThat(gitea.traffic().requests()).allSatisfy(request -> assertThat(request.header("authorization"))
                .contains("token s3cret"));
    }

    @Test
    void everyVersionHasItsChecksum() {
        SampleExtensions.in(gitea);
        gitea.named("aws_prov").release("0.1.0").asset("aws_prov.zip", "no sidecar");
        gitea.named("aws_prov").release("0.0.9");
        SourceExtension aws = only(routes().versions("provider", "aws"));
        assertThat(aws.versions())
                .extracting(version -> version.version().text())
                .containsExactly("2.0.0-rc.1", "1.2.0", "1.1.0", "1.0.0", "0.1.0", "0.0.9");
        assertThat(aws.versions().subList(0, 4))
                .allSatisfy(version -> assertThat(version.artifact().checksum().hex())
                        .isEqualTo(TarGz.sha256(TarGz.extension(
                                "provider", "aws", version.version().text()))));
        assertThat(aws.versions().get(4).artifact().checksum()).isNull();
        assertThat(aws.versions().get(5).download()).isEmpty();
        assertThat(gitea.targets()).hasSize(6);
        gitea.traffic().forget();
        only(routes().versions("provider", "aws"));
        assertThat(gitea.targets()).containsExactly(API + "aws_prov", API + "aws_prov" + PAGE);
    }

    @DisplayName("E2: versions on all pages")
    @Test
    void versionsAreReadPageByPage() {
        FakeRepository repository = gitea.repository("aws_prov");
        for (int i = 0; i < 45; i++) {
            repository.release("1.0." + i);
        }
        gitea.maxItems(20);
        assertThat(only(routes().versions("provider", "aws")).versions())
                .extracting(ExtensionVersion::tag)
                .hasSize(45)
                .doesNotHaveDuplicates();
        assertThat(gitea.targets())
                .containsExactly(
                        API + "aws_prov",
                        API + "aws_prov" + PAGE,
                        API + "aws_prov" + PAGE + "&page=2",
                        API + "aws_prov" + PAGE + "&page=3");
    }
}
