package io.provisioning.extensionregistry.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.LogEvents;
import io.provisioning.extensionregistry.support.RunningRegistry;
import io.provisioning.extensionregistry.support.StubAnswer;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whatever a request causes is logged with its id, on whatever thread. */
class RequestIdLogIT {
    /** The service, and the client with which it calls its sources, which says so of each call. */
    private static final String[] LOGGERS = {"io.provisioning", "org.apache.camel.component.http"};

    @Test
    void everyLineThatAFailingRequestCausesHasItsId() throws Exception {
        try (TwoSources sources = TwoSources.start();
                LogEvents log = new LogEvents(LOGGERS)) {
            sources.gitea().traffic().fault("/api/", StubAnswer.status(503));

            var answer = sources.get("/extensions", "X-Request-Id", "find-me", "Cache-Control", "no-cache");

            assertThat(answer.headers().firstValue("X-Request-Id")).contains("find-me");
            assertThat(log.lines()).isNotEmpty().allSatisfy(line -> assertThat(line.value("requestId"))
                    .isEqualTo("find-me"));
            assertThat(log.lines())
                    .anySatisfy(line -> assertThat(line.message()).startsWith("gitea: unavailable"));
            assertThat(log.with("task", "gitea.list")).isNotEmpty();
            assertThat(log.lines().stream().map(LogEvents.Line::thread).collect(Collectors.toSet()))
                    .as("loads, and calls of the other source's load")
                    .hasSizeGreaterThan(1);
        }
    }

    @Test
    void requestsThatShareALoadDoNotLogUnderEachOthersIds() throws Exception {
        try (TwoSources sources = TwoSources.start()) {
            sources.get("/extensions", "X-Request-Id", "first", "Cache-Control", "no-cache");
            try (LogEvents log = new LogEvents(LOGGERS)) {
                sources.get("/extensions", "X-Request-Id", "second", "Cache-Control", "no-cache");

                assertThat(log.with("requestId", "first")).isEmpty();
                assertThat(log.with("requestId", "second")).isNotEmpty();
            }
        }
    }

    @Test
    void whatNoRequestCausedSaysWhatItIs() throws Exception {
        try (FakeGitea gitea = FakeGitea.sample();
                FakeRegistry oci = FakeRegistry.sample();
                LogEvents log = new LogEvents("org.apache.camel.component.http.HttpProducer");
                RunningRegistry registry = RunningRegistry.start(TwoSources.settings(gitea, oci))) {
            Eventually.until("both are loaded and probed", () -> log.lines().stream()
                    .map(line -> line.value("task"))
                    .collect(Collectors.toSet())
                    .containsAll(Set.of("gitea.list", "oci.list", "system.probe")));

            assertThat(log.lines())
                    .allSatisfy(line -> assertThat(line.value("task")).isNotEmpty());
            assertThat(log.lines())
                    .allSatisfy(line -> assertThat(line.value("requestId")).isEmpty());
            assertThat(registry.url()).isNotEmpty();
        }
    }
}
