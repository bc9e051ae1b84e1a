package io.provisioning.extensionregistry.gitea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.SampleExtensions;
import io.provisioning.extensionregistry.support.StubAnswer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How little a load asks that follows another one, and what it notices all the same. */
class GiteaRenewalTest extends GiteaRouteTest {
    private static final String ACTIVITIES = "/api/v1/orgs/provisioning/activities/feeds?limit=50";
    private static final String LATER = "2025-11-20T12:04:00Z";

    private BackendAnswer first;

    @BeforeEach
    void load() {
        SampleExtensions.in(gitea);
        gitea.happened("publish_release", "upcloud_prov", "2025-11-20T11:00:00Z");
        gitea.happened("create_issue", "upcloud_prov", LATER);
        first = routes().list();
        assertThat(gitea.targets()).hasSize(1 + 4 + 4).doesNotContain(ACTIVITIES);
        gitea.traffic().forget();
    }

    @Test
    void nothingChangedCostsTheListAndTheFeed() {
        assertThat(renewed()).isEqualTo(first);
        assertThat(gitea.targets()).containsExactly(REPOSITORIES, ACTIVITIES);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("a new repository", "new_prov", g -> g.repository("new_prov")
                        .release("1.0.0")),
                change("another name", "amazon_prov", g -> g.rename("aws_prov", "amazon_prov")),
                change("a new release", "aws_prov", g -> g.named("aws_prov").release("9.0.0")),
                change("a release less", "kubernetes_taskserv", g -> g.named("kubernetes_taskserv")
                        .releaseCounter(1)),
                change("a push", "aws_prov", g -> g.named("aws_prov").updated(LATER)),
                change("another description", "aws_prov", g -> g.named("aws_prov")
                        .description("new")),
                change("other topics", "aws_prov", g -> g.named("aws_prov").topics(List.of("new"))),
                change("a release in the feed", "aws_prov", g -> g.happened("publish_release", "aws_prov", LATER)),
                change("a tag in the feed", "aws_prov", g -> g.happened("push_tag", "aws_prov", LATER)),
                change("no tag in the feed", "aws_prov", g -> g.happened("delete_tag", "aws_prov", LATER)),
                change("a mirror in the feed", "aws_prov", g -> g.happened("mirror_sync_create", "aws_prov", LATER)));
    }

    private static Arguments change(String name, String asked, Consumer<FakeGitea> change) {
        return arguments(name, asked, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void oneChangeCostsOneCallMore(String name, String asked, Consumer<FakeGitea> change) {
        change.accept(gitea);
        renewed();
        assertThat(gitea.targets()).containsExactly(REPOSITORIES, ACTIVITIES, API + asked + PAGE);
        gitea.traffic().forget();
        renewed();
        assertThat(gitea.targets()).containsExactly(REPOSITORIES, ACTIVITIES);
    }

    @Test
    void whatChangedIsInTheAnswer() {
        gitea.named("aws_prov").release("9.0.0");
        gitea.repository("new_prov").release("1.0.0");
        gitea.delete("upcloud_prov");
        BackendAnswer answer = renewed();
        assertThat(ids(answer))
                .containsExactly("provider/aws", "cluster/buildkit", "taskserv/kubernetes", "provider/new");
        assertThat(answer.extensions().get(0).latest().tag()).isEqualTo("9.0.0");
        assertThat(answer.extensions().get(1)).isEqualTo(first.extensions().get(1));
    }

    @Test
    void activitiesThatDoNotConcernReleasesCostNothing() {
        for (String type : List.of("commit_repo", "star_repo", "create_issue", "merge_pull_request")) {
            gitea.happened(type, "aws_prov", LATER);
        }
        renewed();
        assertThat(gitea.targets()).containsExactly(REPOSITORIES, ACTIVITIES);
    }

    @Test
    void aUsersFeedIsAskedWhereItIs() {
        gitea.ownerIsUser();
        renewed();
        assertThat(gitea.targets())
                .containsExactly(
                        REPOSITORIES,
                        "/api/v1/users/provisioning/repos?limit=50",
                        "/api/v1/users/provisioning/activities/feeds?limit=50");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 429, 500, 200})
    void aFeedThatCannotBeHadTellsNothing(int status) {
        gitea.traffic().fault("/activities/", StubAnswer.of(status, "text/html", "<html></html>"));
        gitea.named("aws_prov").release("9.0.0");
        assertThat(renewed().extensions().get(0).latest().tag()).isEqualTo("9.0.0");
        assertThat(gitea.targets())
                .contains(REPOSITORIES, API + "aws_prov" + PAGE)
                .noneMatch(target -> target.contains("upcloud"));
    }

    @Test
    void anAssetThatIsReplacedIsNoticedByTheFullSweep() {
        gitea.named("aws_prov").tagged("1.2.0").delete("aws_prov.tar.gz").asset("aws_prov.tar.gz", new byte[7]);
        assertThat(renewed()).isEqualTo(first);
        gitea.traffic().forget();
        now = now.plus(Duration.ofHours(1));
        assertThat(renewed().extensions().get(0).latest().artifact().size()).isEqualTo(7);
        assertThat(gitea.targets()).hasSize(1 + 4).doesNotContain(ACTIVITIES);
        gitea.traffic().forget();
        renewed();
        assertThat(gitea.targets()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/repos?", "aws_prov/releases?", "upcloud_prov/releases?"})
    void aFailureLosesNothingThatWasRemembered(String where) {
        gitea.named("aws_prov").updated(LATER);
        gitea.named("upcloud_prov").updated(LATER);
        gitea.traffic().fault(where, StubAnswer.status(500));
        assertThat(renewed().failure()).isNotNull();
        gitea.traffic().heal();
        assertThat(renewed()).isEqualTo(first);
        assertThat(gitea.targets())
                .contains(API + "aws_prov" + PAGE, API + "upcloud_prov" + PAGE)
                .noneMatch(target -> target.contains("kubernetes") || target.contains("buildkit"));
    }

    @Test
    void whatIsForgottenIsAsked() {
        GiteaMemory memory = routes().bean("giteaMemory", GiteaMemory.class);
        memory.forget("gitea-eu", first.extensions().get(0).id());
        memory.forget("another", first.extensions().get(1).id());
        renewed();
        assertThat(gitea.targets()).containsExactly(REPOSITORIES, ACTIVITIES, API + "aws_prov" + PAGE);
    }

    @Test
    void whatIsDeniedIsAskedAgain() {
        gitea.named("aws_prov").updated(LATER);
        gitea.traffic().fault("aws_prov/releases?", StubAnswer.status(403));
        assertThat(renewed().skipped()).containsEntry("forbidden", 1);
        gitea.traffic().heal();
        assertThat(renewed()).isEqualTo(first);
    }

    @Test
    void aSidecarThatCouldNotBeReadIsAskedAgainAndNothingElse() {
        gitea.named("aws_prov").updated(LATER);
        gitea.traffic().fault(".sha256", StubAnswer.status(500));
        routes().checksums.invalidateAll();
        assertThat(renewed()).isNotEqualTo(first);
        gitea.traffic().heal();
        gitea.traffic().forget();
        assertThat(renewed()).isEqualTo(first);
        assertThat(gitea.targets())
                .containsExactly(
                        REPOSITORIES,
                        ACTIVITIES,
                        "/provisioning/aws_prov/releases/download/1.2.0/aws_prov.tar.gz.sha256");
    }

    private BackendAnswer renewed() {
        now = now.plusSeconds(300);
        return routes().list();
    }
}
