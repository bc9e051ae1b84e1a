package io.provisioning.extensionregistry.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeGiteaTest {
    private static final String DOWNLOAD = "/provisioning/aws_prov/releases/download/1.2.0/aws_prov.tar.gz";

    private final FakeGitea gitea = FakeGitea.sample();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        gitea.close();
    }

    @Test
    void linksAreJoinedWithoutSpaceAndCarryThePublicAddress() throws Exception {
        gitea.maxItems(2);
        HttpResponse<String> page = get("/api/v1/orgs/provisioning/repos?limit=50&page=2");
        String pages = "https://git.example.test/git/api/v1/orgs/provisioning/repos?limit=50&page=";
        assertThat(page.headers().firstValue("Link"))
                .contains("<" + pages + "3>; rel=\"next\",<" + pages + "3>; rel=\"last\",<" + pages
                        + "1>; rel=\"first\",<" + pages + "1>; rel=\"prev\"");
        assertThat(page.headers().firstValue("X-Total-Count")).contains("5");
        assertThat(get("/api/v1/orgs/provisioning/repos?page=9").body()).isEqualTo("[]");
    }

    @Test
    void aBadTokenIsRefusedForWhatIsPublic() throws Exception {
        HttpResponse<String> refused = get("/api/v1/repos/provisioning/aws_prov", "Authorization", "token wrong");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("user does not exist");
    }

    @Test
    void releasesComeTheYoungestFirst() throws Exception {
        String releases = get("/api/v1/repos/provisioning/aws_prov/releases").body();
        assertThat(releases.indexOf("2.0.0-rc.1")).isPositive().isLessThan(releases.indexOf("\"tag_name\":\"1.2.0\""));
    }

    @Test
    void downloadsKnowRangesAndAreCounted() throws Exception {
        HttpResponse<String> part = get(DOWNLOAD, "Range", "bytes=-4");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("Content-Length")).contains("4");
        FakeAsset asset = gitea.named("aws_prov").tagged("1.2.0").file("aws_prov.tar.gz");
        assertThat(part.headers().firstValue("ETag")).contains('"' + asset.uuid() + '"');
        assertThat(asset.downloads()).hasValue(1);
        assertThat(get("/provisioning/aws_prov/releases/download/9/x.zip").statusCode())
                .isEqualTo(404);
    }

    @Test
    void theSampleIsTheSameEachTime() {
        assertThat(gitea.named("aws_prov")
                        .tagged("1.2.0")
                        .file("aws_prov.tar.gz")
                        .bytes())
                .isEqualTo(TarGz.extension("provider", "aws", "1.2.0"));
    }

    private HttpResponse<String> get(String target, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gitea.url() + target));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
