package io.provisioning.extensionregistry.gitea;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.it.Eventually;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.support.FakeRepository;
import io.provisioning.extensionregistry.support.SampleExtensions;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.TarGz;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GiteaListTest extends GiteaRouteTest {
    private static final String FILES = "/provisioning/";
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void theCatalogueCostsOneCallForEachRepositoryAndOneForEachNewestSidecar() {
        SampleExtensions.in(gitea);
        BackendAnswer answer = routes().list();
        assertThat(ids(answer))
                .containsExactly("provider/aws", "cluster/buildkit", "taskserv/kubernetes", "provider/upcloud");
        assertThat(answer.skipped()).isEmpty();
        assertThat(answer.extensions()).allSatisfy(extension -> {
            String file = gitea.url() + FILES;
            assertThat(extension.latest().artifact().location()).startsWith(file);
            assertThat(extension.latest().artifact().downloadUrl()).startsWith("https://git.example.test/git/");
        });
        assertThat(answer.extensions().get(0).latest().artifact().checksum().hex())
                .isEqualTo(TarGz.sha256(TarGz.extension("provider", "aws", "1.2.0")));
        assertThat(gitea.targets())
                .startsWith(REPOSITORIES)
                .containsExactlyInAnyOrder(
                        REPOSITORIES,
                        API + "aws_prov" + PAGE,
                        API + "upcloud_prov" + PAGE,
                        API + "kubernetes_taskserv" + PAGE,
                        API + "buildkit_cluster" + PAGE,
                        FILES + "aws_prov/releases/download/1.2.0/aws_prov.tar.gz.sha256",
                        FILES + "upcloud_prov/releases/download/v1.0.0/upcloud_prov.tar.gz.sha256",
                        FILES + "kubernetes_taskserv/releases/download/1.31.2/kubernetes_taskserv.tar.gz.sha256",
                        FILES + "buildkit_cluster/releases/download/0.2.0/buildkit_cluster.tar.gz.sha256");
    }

    @Test
    void sidecarsAreReadOnceAndThenKept() {
        SampleExtensions.in(gitea);
        BackendAnswer first = routes().list();
        gitea.traffic().forget();
        now = now.plus(HOUR);
        assertThat(routes().list()).isEqualTo(first);
        assertThat(gitea.targets()).hasSize(5).noneMatch(target -> target.contains(".sha256"));
    }

    @DisplayName("E20: a new upload is read anew")
    @Test
    void aNewSidecarIsRead() {
        SampleExtensions.in(gitea);
        routes().list();
        byte[] other = TarGz.extension("provider", "aws", "1.2.0-rebuilt");
        gitea.named("aws_prov")
                .tagged("1.2.0")
                .delete("aws_prov.tar.gz")
                .delete("aws_prov.tar.gz.sha256")
                .withSidecar("aws_prov.tar.gz", other);
        now = now.plus(HOUR);
        assertThat(routes().list()
                        .extensions()
                        .get(0)
                        .latest()
                        .artifact()
                        .checksum()
                        .hex())
                .isEqualTo(TarGz.sha256(other));
    }

    @DisplayName("E1: short and empty pages while more follow")
    @Test
    void nothingIsLostBehindAnEmptyPage() {
        for (int i = 0; i < 7; i++) {
            FakeRepository repository = gitea.repository("n" + i + "_prov");
            repository.release("1.0.0");
            if (i != 3 && i != 6) {
                repository.hidden();
            }
        }
        gitea.maxItems(2);
        BackendAnswer answer = routes().list();
        assertThat(ids(answer)).containsExactly("provider/n3", "provider/n6");
        assertThat(answer.skipped()).isEqualTo(Map.of("not_visible", 5));
    }

    @DisplayName("E2: the server gives smaller pages than it is asked for")
    @Test
    void smallerPagesSkipNothing() {
        for (int i = 10; i < 55; i++) {
            gitea.repository("n" + i + "_prov").release("1.0.0");
        }
        gitea.maxItems(20);
        assertThat(ids(routes().list())).hasSize(45).doesNotHaveDuplicates();
        assertThat(gitea.targets().get(0)).isEqualTo(REPOSITORIES);
        assertThat(gitea.targets().subList(1, 3))
                .containsExactlyInAnyOrder(REPOSITORIES + "&page=2", REPOSITORIES + "&page=3");
    }

    @Test
    void pagesAfterTheFirstAreReadSideBySide() {
        for (int i = 10; i < 50; i++) {
            gitea.repository("n" + i + "_prov").release("1.0.0");
        }
        gitea.maxItems(10);
        CountDownLatch held = new CountDownLatch(1);
        gitea.traffic().fault("&page=2", StubAnswer.json("[]").heldUntil(held));
        CompletableFuture<BackendAnswer> list = CompletableFuture.supplyAsync(routes()::list);
        Eventually.until("the fourth page is asked for before the second is here", () -> gitea.targets()
                .contains(REPOSITORIES + "&page=4"));
        held.countDown();
        assertThat(ids(list.join())).hasSize(30);
        assertThat(gitea.targets()).filteredOn(REPOSITORIES::equals).hasSize(1);
        assertThat(gitea.targets())
                .filteredOn(target -> target.startsWith(REPOSITORIES))
                .hasSize(4);
    }

    @Test
    void aPageThatFailsFailsTheLoad() {
        for (int i = 10; i < 30; i++) {
            gitea.repository("n" + i + "_prov").release("1.0.0");
        }
        gitea.maxItems(5);
        gitea.traffic().fault("&page=3", StubAnswer.status(404));
        assertThat(reason(routes().list())).isEqualTo(Reason.INVALID_ANSWER);
    }

    @Test
    void releasesBehindTheFirstPageCountToo() {
        FakeRepository repository = gitea.repository("aws_prov");
        repository.release("2.0.0").at("2024-01-01T00:00:00Z");
        for (int i = 0; i < 60; i++) {
            repository.release("1.0." + i).at("2025-01-01T00:00:00Z");
        }
        assertThat(only(routes().list()).latest().version()).hasToString("2.0.0");
        assertThat(gitea.targets())
                .containsExactly(REPOSITORIES, API + "aws_prov" + PAGE, API + "aws_prov" + PAGE + "&page=2");
    }

    @DisplayName("E8, E9, E27: what needs no call gets none, and all that is passed over is counted")
    @Test
    void whatIsPassedOverIsCounted() {
        gitea.repository("off_prov").releasesOff().release("1.0.0");
        gitea.repository("empty_prov").empty();
        gitea.repository("none_prov");
        gitea.repository("_prov").release("1.0.0");
        gitea.repository("X_PROV").release("1.0.0");
        gitea.repository("Upper_prov").release("1.0.0");
        gitea.repository("website").release("1.0.0");
        gitea.repository("unversioned_prov").release("latest");
        gitea.repository("a_prov_prov").release("1.0.0");
        BackendAnswer answer = routes().list();
        assertThat(ids(answer)).containsExactly("provider/a_prov");
        assertThat(answer.skipped()).isEqualTo(Map.of("releases_off", 1, "no_release", 2, "name", 2, "no_version", 1));
        assertThat(gitea.targets())
                .containsExactlyInAnyOrder(REPOSITORIES, API + "unversioned_prov" + PAGE, API + "a_prov_prov" + PAGE);
    }

    @DisplayName("E11, E12: drafts are not asked for, and a repository with bare tags alone is not asked at all")
    @Test
    void draftsAreNotAskedFor() throws Exception {
        gitea.token("s3cret", true);
        gitea.repository("aws_prov").release("2.0.0").draft();
        gitea.named("aws_prov").release("1.0.0");
        gitea.repository("mirror_prov");
        BackendAnswer answer = routesWith("s3cret").list();
        assertThat(only(answer).versions()).extracting(v -> v.tag()).containsExactly("1.0.0");
        assertThat(gitea.targets()).containsExactly(REPOSITORIES, API + "aws_prov" + PAGE);
    }

    @Test
    void anOwnerMayBeAUser() {
        SampleExtensions.in(gitea.ownerIsUser());
        assertThat(ids(routes().list())).hasSize(4);
        assertThat(gitea.targets().subList(0, 2))
                .containsExactly(REPOSITORIES, "/api/v1/users/provisioning/repos?limit=50");
    }

    @DisplayName("E6: a token without rights to organizations still reads a user's repositories")
    @Test
    void aTokenForAUserNeedsNoRightsToOrganizations() {
        SampleExtensions.in(gitea.ownerIsUser());
        gitea.traffic().fault("/orgs/", StubAnswer.of(403, "application/json", Wire.file("error-403-scope.json")));
        assertThat(ids(routes().list())).hasSize(4);
    }

    @DisplayName("E3: a renamed organization is followed with our credentials")
    @Test
    void aRenamedOwnerKeepsWorking() throws Exception {
        SampleExtensions.in(gitea.token("s3cret", false).maxItems(3)).renameOwner("infra");
        assertThat(ids(routesWith("s3cret").list())).hasSize(4);
        assertThat(gitea.traffic().requests()).allSatisfy(request -> assertThat(request.header("authorization"))
                .contains("token s3cret"));
        assertThat(gitea.targets())
                .startsWith(REPOSITORIES, "/api/v1/orgs/infra/repos?limit=50")
                .contains("/api/v1/repos/infra/aws_prov" + PAGE);
    }

    @Test
    void repositoriesAreAskedInParallelWithinBounds() {
        for (int i = 10; i < 30; i++) {
            gitea.repository("n" + i + "_prov").release("1.0.0");
        }
        gitea.traffic().delay(30);
        assertThat(ids(routes().list())).hasSize(20);
        assertThat(gitea.traffic().mostInFlight()).isBetween(2, 4);
    }

    @Test
    void nothingOfTheCallerReachesTheSource() throws Exception {
        SampleExtensions.in(gitea.token("s3cret", false));
        routesWith("s3cret").list();
        assertThat(gitea.traffic().requests()).isNotEmpty().allSatisfy(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.headers().keySet())
                    .isSubsetOf("host", "connection", "user-agent", "accept", "accept-encoding", "authorization");
            assertThat(request.header("accept-encoding")).contains("identity");
            assertThat(request.header("authorization")).contains("token s3cret");
            assertThat(request.target()).doesNotContain("elsewhere");
        });
    }
}
