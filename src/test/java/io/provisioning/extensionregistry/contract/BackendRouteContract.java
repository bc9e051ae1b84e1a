package io.provisioning.extensionregistry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.BackendAnswer.Outcome;
import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.SourceExtension;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubServer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What every source promises the catalogue, asked over the wire. Whoever adds a source, be it one YAML file, writes a
 * subclass that says how the source is set up and what its server answers when all is well. What a download promises is
 * asked by {@link DownloadContract}, how a source fails by {@link FailureContract}.
 */
public abstract class BackendRouteContract extends FailureContract {
    @Test
    void theListHoldsAllOnceAndInOrder() throws Exception {
        BackendAnswer answer = source.ask("list", null);

        assertThat(answer.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(answer.source()).isEqualTo(id());
        assertThat(answer.failure()).isNull();
        assertThat(answer.extensions().stream().map(SourceExtension::id))
                .hasSizeGreaterThan(1)
                .contains(known())
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(answer.extensions())
                .allSatisfy(each -> assertThat(each.source()).isEqualTo(id()));
        assertThat(latest(answer.extension(known()).orElseThrow()))
                .isEqualTo(versions().get(0));
    }

    @Test
    void whatCannotBeUsedIsCountedAndLeavesTheRestAlone() throws Exception {
        BackendAnswer answer = source.ask("list", null);

        assertThat(answer.skipped()).isEqualTo(skipped()).isNotEmpty();
        assertThat(answer.skipped().keySet())
                .allSatisfy(reason -> assertThat(reason).matches("[a-z_]+"));
    }

    @Test
    void aSourceThatHasNothingSaysSoAndHasNotFailed() throws Exception {
        server.otherwise(request -> answer(() -> empty(request)));

        BackendAnswer answer = source.ask("list", null);
        assertThat(answer.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(answer.extensions()).isEmpty();
    }

    @Test
    void whatIsAskedByNameIsFoundAsTheListHasIt() throws Exception {
        BackendAnswer answer = source.ask("find", known());

        assertThat(answer.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(answer.extensions()).singleElement().satisfies(found -> {
            assertThat(found.source()).isEqualTo(id());
            assertThat(found.id()).isEqualTo(known());
            assertThat(found.latest()).isEqualTo(listed().latest());
            assertThat(found.description()).isEqualTo(listed().description());
        });
    }

    @Test
    void allVersionsAreToldNewestFirst() throws Exception {
        BackendAnswer answer = source.ask("versions", known());

        assertThat(answer.outcome()).isEqualTo(Outcome.ANSWERED);
        SourceExtension extension = answer.extensions().get(0);
        assertThat(extension.id()).isEqualTo(known());
        assertThat(extension.versions().stream()
                        .map(version -> version.version().text()))
                .containsExactlyElementsOf(versions());
        assertThat(extension.latest().artifact()).isEqualTo(listed().latest().artifact());
    }

    @Test
    void whatItDoesNotHaveIsAbsentAndNoFailure() throws Exception {
        for (String operation : List.of("find", "versions")) {
            BackendAnswer answer = source.ask(operation, UNKNOWN);
            assertThat(answer.outcome()).as(operation).isEqualTo(Outcome.ABSENT);
            assertThat(answer.source()).isEqualTo(id());
            assertThat(answer.extensions()).isEmpty();
        }
    }

    @Test
    void aSignOfLifeIsGiven() throws Exception {
        assertThat(source.ask("ping", null).outcome()).isEqualTo(Outcome.ANSWERED);
    }

    @Test
    void nothingOfTheCallerReachesTheServer() throws Exception {
        for (String operation : List.of("list", "find", "versions", "ping")) {
            source.ask(operation, known());
        }
        assertThat(server.requests()).isNotEmpty().allSatisfy(request -> {
            assertThat(request.headers()).doesNotContainKey("x-of-the-caller");
            assertThat(request.target()).doesNotContain("elsewhere");
            assertThat(request.method()).isIn("GET", "HEAD");
        });
    }

    @Test
    void theTokenGoesToNoOtherServer() throws Exception {
        try (StubServer other = StubServer.start()) {
            other.otherwise(request -> StubAnswer.status(404));
            server.otherwise(request -> StubAnswer.redirect(307, other.url() + request.target()));
            for (String operation : List.of("list", "find", "versions")) {
                source.ask(operation, known());
            }
            assertThat(other.requests()).isNotEmpty().allSatisfy(request -> assertThat(
                            request.headers().toString())
                    .doesNotContain(TOKEN));
        }
    }

    @Test
    void manyMayAskAtATime() throws Exception {
        BackendAnswer alone = source.ask("list", null);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<BackendAnswer> ask = () -> source.ask("list", null);
            List<Future<BackendAnswer>> answers = threads.invokeAll(List.of(ask, ask, ask, ask, ask, ask, ask, ask));
            for (Future<BackendAnswer> answer : answers) {
                assertThat(answer.get()).isEqualTo(alone);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static String latest(SourceExtension extension) {
        ExtensionVersion latest = extension.latest();
        return latest.version().text();
    }
}
