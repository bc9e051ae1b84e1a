package io.provisioning.extensionregistry.routes;

import static io.provisioning.extensionregistry.support.Samples.failed;
import static io.provisioning.extensionregistry.support.Samples.fresh;
import static io.provisioning.extensionregistry.support.Samples.stale;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.catalog.Legs.Leg;
import io.provisioning.extensionregistry.http.ApiRequest;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Reason;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every question to the catalogue does, whatever its sources do. */
abstract class UseCaseRouteTest {
    UseCase routes;

    /** {@code list} for {@code direct:catalog.list}. */
    abstract String useCase();

    /** A good question for {@code aws}. */
    abstract ApiRequest question(String... query);

    /** A source's answer that has {@code aws} in some version. */
    abstract BackendAnswer has(String source, String version);

    /** A source's answer that it has nothing. */
    abstract BackendAnswer hasNot(String source);

    /** Whether the reply says that there is nothing. */
    abstract void assertNothing(Reply reply);

    /** Whether the reply is good and shows this as the highest version. */
    abstract void assertHighest(Reply reply, String version);

    @BeforeEach
    void start() throws Exception {
        start(UseCase.leg("gitea"), UseCase.leg("oci"));
    }

    void start(Leg... sources) throws Exception {
        stop();
        routes = new UseCase(List.of(sources), UseCase.NEVER_MS, "catalog/" + useCase() + ".camel.yaml");
    }

    @AfterEach
    void stop() {
        if (routes != null) {
            routes.close();
        }
    }

    Reply ask(String... query) {
        return Reply.of(routes.ask("direct:catalog." + useCase(), question(query)));
    }

    @Test
    void bothSourcesAreInOneAnswer() {
        routes.answers(fresh(has("gitea", "1.2.0"), 12, 288)).answers(fresh(has("oci", "1.1.0"), 100, 200));
        Reply reply = ask();

        assertHighest(reply, "1.2.0");
        assertThat(routes.asked).containsExactlyInAnyOrder("gitea", "oci");
        assertThat(reply.header("X-Registry-Sources")).isEqualTo("gitea;state=fresh;age=12, oci;state=fresh;age=100");
        assertThat(reply.header("X-Cache")).isEqualTo("hit");
        assertThat(reply.header("Age")).isEqualTo("100");
        assertThat(reply.header("Cache-Control")).isEqualTo("max-age=200");
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void nothingOfTheRequestLeavesWithTheAnswer() {
        routes.source("gitea", exchange -> {
            exchange.getMessage().setHeader("Authorization", "token secret");
            exchange.getMessage().setBody(fresh(has("gitea", "1.2.0")));
        });
        routes.answers(fresh(has("oci", "1.1.0")));

        assertThat(ask().headers())
                .doesNotContainKey("Authorization")
                .allSatisfy((name, value) -> assertThat(value.toString()).doesNotContain("secret"));
    }

    @Test
    void sourcesWithNothingAnswerSo() {
        routes.answers(fresh(hasNot("gitea"))).answers(fresh(hasNot("oci")));

        assertNothing(ask());
    }

    @Test
    void aSourceThatIsDownIsNamedAndTheOtherAnswers() {
        routes.answers(failed("gitea", Reason.REFUSED)).answers(fresh(has("oci", "1.1.0")));
        Reply reply = ask();

        assertHighest(reply, "1.1.0");
        assertThat(reply.header("X-Registry-Sources")).startsWith("gitea;state=failed;reason=refused, oci;state=fresh");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void aFailureThatALegHandledDoesNotStopTheOthers() {
        routes.handles(failed("gitea", Reason.UNAVAILABLE)).handles(fresh(has("oci", "1.1.0")));
        Reply reply = ask();

        assertHighest(reply, "1.1.0");
        assertThat(reply.header("X-Registry-Sources"))
                .startsWith("gitea;state=failed;reason=unavailable, oci;state=fresh");
    }

    @Test
    void aLegThatThrowsIsASourceThatDidNotAnswer() {
        routes.source("gitea", exchange -> {
            throw new IllegalStateException("secret");
        });
        routes.answers(fresh(has("oci", "1.1.0")));
        Reply reply = ask();

        assertHighest(reply, "1.1.0");
        assertThat(reply.header("X-Registry-Sources"))
                .startsWith("gitea;state=failed;reason=")
                .doesNotContain("secret");
    }

    @Test
    void withoutAnySourceThatAnswersTheClientIsTold() {
        routes.answers(failed("gitea", Reason.TIMEOUT)).answers(failed("oci", Reason.REFUSED));
        Reply reply = ask();

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.error()).isEqualTo("source_unavailable");
        assertThat(reply.header("Retry-After")).isEqualTo("5");
        assertThat(reply.header("X-Registry-Sources"))
                .isEqualTo("gitea;state=failed;reason=timeout, oci;state=failed;reason=refused");
    }

    @Test
    void aSlowSourceIsWaitedFor() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        routes.source("gitea", exchange -> {
            asked.countDown();
            goOn.await();
            exchange.getMessage().setBody(fresh(has("gitea", "1.2.0")));
        });
        routes.answers(fresh(has("oci", "1.1.0")));

        CompletableFuture<Reply> reply = CompletableFuture.supplyAsync(this::ask);
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(reply).isNotDone();
        goOn.countDown();

        assertHighest(reply.get(20, TimeUnit.SECONDS), "1.2.0");
    }

    @Test
    void aStaleCopyAnswersAndSaysSo() {
        routes.answers(stale(has("gitea", "1.2.0"), 340, Reason.TIMEOUT)).answers(fresh(has("oci", "1.1.0")));
        Reply reply = ask();

        assertHighest(reply, "1.2.0");
        assertThat(reply.header("X-Cache")).isEqualTo("stale");
        assertThat(reply.header("X-Registry-Sources"))
                .startsWith("gitea;state=stale;age=340;reason=timeout, oci;state=fresh");
        assertThat(reply.header("Age")).isEqualTo("340");
    }

    @Test
    void whereNothingIsConfiguredThereIsNothing() throws Exception {
        start(new Leg[0]);
        Reply reply = ask();

        assertNothing(reply);
        assertThat(reply.headers()).doesNotContainKey("X-Registry-Sources");
    }

    @Test
    void onlyTheSourceThatIsWantedIsAsked() {
        routes.answers(fresh(has("oci", "1.1.0")));
        Reply reply = ask("source", "oci");

        assertHighest(reply, "1.1.0");
        assertThat(routes.asked).containsExactly("oci");
        assertThat(reply.header("X-Registry-Sources")).startsWith("gitea;state=skipped, oci;state=fresh");
    }

    /** Query parameters of which one means nothing. */
    String[] nonsense() {
        return new String[] {"source", "nexus"};
    }

    @Test
    void aBadParameterReachesNoSource() {
        Reply reply = ask(nonsense());

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo("invalid_parameter");
        assertThat(routes.asked).isEmpty();
    }
}
