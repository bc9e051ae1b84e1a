package io.provisioning.extensionregistry.gitea;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionType;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class GiteaAddressesTest {
    private final GiteaAddresses addresses = new GiteaAddresses();
    private final SourceSettings settings = GiteaRoutes.settings("http://gitea:3000", null);

    @Test
    void theApiIsAskedBelowTheConfiguredAddress() {
        SourceSettings below = GiteaRoutes.settings("https://host/code", "My Org", null, false, 4);
        assertThat(addresses.organizationRepositories(below, 50))
                .hasToString("https://host/code/api/v1/orgs/My%20Org/repos?limit=50");
        assertThat(addresses.userRepositories(below, 1))
                .hasToString("https://host/code/api/v1/users/My%20Org/repos?limit=1");
        assertThat(addresses.repository(settings, new ExtensionId(ExtensionType.CLUSTER, "a.b")))
                .hasToString("http://gitea:3000/api/v1/repos/provisioning/a.b_cluster");
    }

    @Test
    void releasesAreAskedOfTheOwnerThatTheRepositoryHasNow() {
        assertThat(addresses.releases(settings, repository("new-org")))
                .hasToString("http://gitea:3000/api/v1/repos/new-org/aws_prov/releases?draft=false&limit=50");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"..", ".", "", "a/b", "a?b", "a b"})
    void anOwnerThatIsNoNameIsNotAsked(String login) {
        assertThat(addresses.releases(settings, repository(login)).getRawPath())
                .isEqualTo("/api/v1/repos/provisioning/aws_prov/releases");
    }

    @ParameterizedTest
    @CsvSource({
        "https://git.example.test/git/o/r/releases/download/1/a.zip, /o/r/releases/download/1/a.zip",
        "https://git.example.test/git/attachments/u-u-i-d, /attachments/u-u-i-d",
        "https://git.example.test/git/o/r/releases/download/release%2F1.2.0/a%20b.zip, /o/r/releases/download/release%2F1.2.0/a%20b.zip",
        "http://gitea:3000/o/r/a.zip, /o/r/a.zip",
        "https://elsewhere.example.test/o/r/a.zip?x=1, /o/r/a.zip?x=1"
    })
    void aLinkIsAskedAtTheConfiguredAddress(String link, String path) {
        assertThat(addresses.rebase(settings, Wire.repository(), link))
                .contains(URI.create("http://gitea:3000" + path));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "/o/r/a.zip", "javascript:alert(1)", "file:///etc/passwd", "https://a b/c", "https://"})
    void whatIsNoHttpAddressIsNotAsked(String link) {
        assertThat(addresses.rebase(settings, Wire.repository(), link)).isEmpty();
    }

    private static GiteaRepository repository(String login) {
        return new GiteaRepository(
                1L, "aws_prov", null, null, null, false, null, null, List.of(), new GiteaUser(login), null);
    }
}
