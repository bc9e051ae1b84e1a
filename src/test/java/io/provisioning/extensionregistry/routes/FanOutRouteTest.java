package io.provisioning.extensionregistry.routes;

import static io.provisioning.extensionregistry.routes.UseCase.leg;
import static io.provisioning.extensionregistry.support.Samples.catalog;
import static io.provisioning.extensionregistry.support.Samples.extension;
import static io.provisioning.extensionregistry.support.Samples.failed;
import static io.provisioning.extensionregistry.support.Samples.fresh;
import static io.provisioning.extensionregistry.support.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.catalog.CollectAnswers;
import io.provisioning.extensionregistry.catalog.Gathered;
import io.provisioning.extensionregistry.catalog.Legs.Leg;
import io.provisioning.extensionregistry.catalog.SourceAnswer;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.support.LogLines;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FanOutRouteTest {
    /** Enough for whoever does not hang, on the slowest of machines. */
    private static final int BACKSTOP_MS = 700;

    private final CountDownLatch end = new CountDownLatch(1);
    private UseCase routes;

    private void start(int backstopMs, Leg... sources) throws Exception {
        routes = new UseCase(List.of(sources), backstopMs);
    }

    @AfterEach
    void stop() {
        end.countDown();
        routes.close();
    }

    private Gathered ask() {
        Exchange done = routes.ask("direct:catalog.fan-out", Map.of("operation", "list"));
        assertThat(done.getException()).isNull();
        return done.getMessage().getBody(Gathered.class);
    }

    private static SourceAnswer answer(String source) {
        return fresh(catalog(source, extension(source, "aws", version("1.0.0"))));
    }

    /** A source that never answers. */
    private void hangs(String source) {
        routes.source(source, exchange -> end.await());
    }

    @Test
    void allSourcesOfAllKindsAreAskedAtOnceAndAnswerInTheirOrder() throws Exception {
        start(
                UseCase.NEVER_MS,
                leg("gitea"),
                new Leg("gitea-eu", "gitea", false),
                leg("oci"),
                new Leg("nexus", "nexus", true));
        CyclicBarrier all = new CyclicBarrier(4);
        for (String source : List.of("gitea", "gitea-eu", "oci", "nexus")) {
            routes.source(source, exchange -> {
                all.await(20, TimeUnit.SECONDS);
                exchange.getMessage().setBody(answer(source));
            });
        }

        assertThat(ask().answers())
                .extracting(SourceAnswer::source)
                .containsExactly("gitea", "gitea-eu", "oci", "nexus");
    }

    @Test
    void theFirstLegIsLateAndTheOthersAnswer() throws Exception {
        start(BACKSTOP_MS, leg("gitea"), leg("oci"));
        hangs("gitea");
        routes.answers(answer("oci"));

        assertLate(ask(), "gitea", "oci");
    }

    @Test
    void theLastLegIsLateAndTheOthersAnswer() throws Exception {
        start(BACKSTOP_MS, leg("gitea"), leg("oci"), new Leg("nexus", "nexus", true));
        hangs("nexus");
        routes.answers(answer("gitea")).answers(answer("oci"));

        assertLate(ask(), "nexus", "gitea", "oci");
    }

    @Test
    void whenAllLegsAreLateEachSourceHasFailed() throws Exception {
        start(BACKSTOP_MS, leg("gitea"), leg("oci"));
        hangs("gitea");
        hangs("oci");

        assertThat(ask().answers()).hasSize(2).allSatisfy(answer -> assertThat(
                        answer.answer().failure().reason())
                .isEqualTo(Reason.TIMEOUT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gitea", "gitea-eu", "oci-eu", "nexus"})
    void aSourceThatHangsDoesNotHideThoseOfItsKind(String hanging) throws Exception {
        List<String> sources = List.of("gitea", "gitea-eu", "oci", "oci-eu", "nexus", "nexus-eu");
        routes = new UseCase(
                sources.stream()
                        .map(source -> new Leg(source, source.replace("-eu", ""), source.startsWith("nexus")))
                        .toList(),
                BACKSTOP_MS,
                UseCase.NEVER_MS);
        sources.forEach(source -> routes.answers(answer(source)));
        hangs(hanging);

        assertLate(
                ask(),
                hanging,
                sources.stream().filter(source -> !source.equals(hanging)).toArray(String[]::new));
    }

    @Test
    void aHandledFailureInEveryLegStopsNobody() throws Exception {
        start(UseCase.NEVER_MS, leg("gitea"), new Leg("gitea-eu", "gitea", false), leg("oci"));
        routes.handles(failed("gitea", Reason.TLS))
                .handles(failed("gitea-eu", Reason.REFUSED))
                .handles(answer("oci"));

        assertThat(ask().answers())
                .extracting(answer -> answer.failure()
                        .map(failure -> failure.reason().wireName())
                        .orElse("none"))
                .containsExactly("tls", "refused", "none");
    }

    @Test
    void aDefectInALegIsLoggedAndCostsOneSource() throws Exception {
        start(UseCase.NEVER_MS, leg("gitea"), new Leg("gitea-eu", "gitea", false), leg("oci"));
        routes.source("gitea", exchange -> {
            throw new IllegalStateException("a defect");
        });
        routes.answers(answer("gitea-eu")).answers(answer("oci"));

        try (LogLines log = new LogLines(CollectAnswers.class)) {
            assertThat(ask().answers()).extracting(SourceAnswer::isFailed).containsExactly(true, false, false);
            assertThat(log.lines()).containsExactly("ERROR A leg of the fan-out met a defect");
        }
    }

    @Test
    void withoutSourcesNobodyIsAsked() throws Exception {
        start(UseCase.NEVER_MS);

        assertThat(ask().answers()).isEmpty();
    }

    private static void assertLate(Gathered gathered, String late, String... others) {
        assertThat(gathered.answers())
                .filteredOn(SourceAnswer::isFailed)
                .singleElement()
                .satisfies(answer -> {
                    assertThat(answer.source()).isEqualTo(late);
                    assertThat(answer.answer().failure().reason()).isEqualTo(Reason.TIMEOUT);
                });
        assertThat(gathered.answers())
                .filteredOn(answer -> !answer.isFailed())
                .extracting(SourceAnswer::source)
                .containsExactly(others);
    }
}
