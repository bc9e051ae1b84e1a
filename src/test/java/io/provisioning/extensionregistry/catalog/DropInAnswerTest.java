package io.provisioning.extensionregistry.catalog;

import static io.provisioning.extensionregistry.support.Samples.digest;
import static io.provisioning.extensionregistry.support.Samples.provider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.BackendAnswer.Outcome;
import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.model.SourceExtension;
import io.provisioning.extensionregistry.upstream.SourceException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DropInAnswerTest {
    private static final String AWS = "{\"name\":\"aws\",\"type\":\"provider\",\"version\":\"v1.2.0\","
            + "\"description\":\"AWS\",\"author\":\"team\",\"repository\":\"https://example.com/aws\","
            + "\"source\":\"elsewhere\",\"published_at\":\"2025-10-06T14:00:00+02:00\","
            + "\"download_url\":\"https://example.com/aws.tar.gz\",\"checksum\":\"" + digest(1) + "\",\"size\":12,"
            + "\"tags\":[\"cloud\"],\"unknown\":{}}";

    @Test
    void ourOwnJsonIsUnderstood() throws Exception {
        BackendAnswer answer = list("[" + AWS + "]");

        assertThat(answer.source()).isEqualTo("nexus");
        SourceExtension aws = answer.extensions().get(0);
        assertThat(aws.source()).isEqualTo("nexus");
        assertThat(aws.id()).isEqualTo(provider("aws"));
        assertThat(aws.description()).isEqualTo("AWS");
        assertThat(aws.author()).isEqualTo("team");
        assertThat(aws.repository()).isEqualTo("https://example.com/aws");
        assertThat(aws.tags()).containsExactly("cloud");
        ExtensionVersion latest = aws.latest();
        assertThat(latest.version().text()).isEqualTo("1.2.0");
        assertThat(latest.tag()).isEqualTo("v1.2.0");
        assertThat(latest.publishedAt()).isEqualTo(Instant.parse("2025-10-06T12:00:00Z"));
        assertThat(latest.artifact())
                .isEqualTo(new Artifact(
                        null,
                        null,
                        12L,
                        digest(1),
                        "https://example.com/aws.tar.gz",
                        "https://example.com/aws.tar.gz",
                        null));
    }

    @Test
    void everyFormOfABodyIsRead() throws Exception {
        String json = "[" + AWS + "]";
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        InputStream stream = new ByteArrayInputStream(bytes);
        List<Map<String, Object>> maps =
                List.of(Map.of("name", "aws", "type", "provider", "version", "1.2.0", "tags", List.of()));

        for (Object body : List.of(json, bytes, stream, maps, maps.get(0), maps.toArray())) {
            assertThat(DropInAnswer.toAnswer("nexus", "list", null, body).extensions())
                    .as(body.getClass().getName())
                    .extracting(SourceExtension::id)
                    .containsExactly(provider("aws"));
        }
    }

    @Test
    void anAnswerIsPassedOn() throws Exception {
        BackendAnswer answer = BackendAnswer.absent("nexus");

        assertThat(DropInAnswer.toAnswer("nexus", "find", provider("aws"), answer))
                .isSameAs(answer);
    }

    @Test
    void aListMayNameAnExtensionOnceForEachVersion() throws Exception {
        BackendAnswer answer =
                list("[{\"name\":\"aws\",\"type\":\"provider\",\"version\":\"1.0.0\",\"author\":\"old\"},"
                        + "{\"name\":\"aws\",\"type\":\"provider\",\"version\":\"2.0.0\",\"author\":\"new\"},"
                        + "{\"name\":\"aws\",\"type\":\"provider\",\"version\":\"2.0.0\"}]");

        assertThat(answer.extensions()).hasSize(1);
        assertThat(answer.extensions().get(0).author()).isEqualTo("new");
        assertThat(answer.extensions().get(0).versions())
                .extracting(ExtensionVersion::tag)
                .containsExactly("2.0.0", "1.0.0");
    }

    @Test
    void whatIsNoExtensionIsPassedOverAndCounted() throws Exception {
        BackendAnswer answer = list(
                "[" + AWS + ",{\"name\":\"x\",\"type\":\"plugin\",\"version\":\"1\"},"
                        + "{\"name\":\"../x\",\"type\":\"provider\",\"version\":\"1\"},{\"name\":\"y\",\"type\":\"provider\"}]");

        assertThat(answer.extensions()).hasSize(1);
        assertThat(answer.skipped()).isEqualTo(Map.of("not_an_extension", 2, "no_version", 1));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "[]", "{}"})
    void nothingIsAbsentOrAnEmptyList(String body) throws Exception {
        for (String operation : List.of("find", "versions")) {
            assertThat(DropInAnswer.toAnswer("nexus", operation, provider("aws"), body)
                            .outcome())
                    .isEqualTo(Outcome.ABSENT);
        }
        assertThat(list(body)).isEqualTo(BackendAnswer.catalog("nexus", List.of(), Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1970-01-01T00:00:00Z"})
    void aTimeThatSaysNothingIsNone(String time) throws Exception {
        BackendAnswer answer =
                list("[{\"name\":\"a\",\"type\":\"provider\",\"version\":\"1\",\"published_at\":\"" + time + "\"}]");

        assertThat(answer.extensions().get(0).latest().publishedAt()).isNull();
    }

    @Test
    void findTakesTheOneThatWasAskedFor() throws Exception {
        assertThat(DropInAnswer.toAnswer("nexus", "find", provider("aws"), AWS).extensions())
                .hasSize(1);
        assertThat(DropInAnswer.toAnswer("nexus", "find", provider("other"), "[" + AWS + "]")
                        .outcome())
                .isEqualTo(Outcome.ABSENT);
    }

    @Test
    void versionsAreOursToo() throws Exception {
        String json = "[{\"version\":\"1.0.0\",\"prerelease\":true,\"source\":\"x\"},{\"version\":\"2.0.0-rc.1\"}]";

        SourceExtension aws = DropInAnswer.toAnswer("nexus", "versions", provider("aws"), json)
                .extensions()
                .get(0);

        assertThat(aws.id()).isEqualTo(provider("aws"));
        assertThat(aws.versions()).allMatch(ExtensionVersion::prerelease).hasSize(2);
    }

    @Test
    void aPingNeedsNoBody() throws Exception {
        assertThat(DropInAnswer.toAnswer("nexus", "ping", null, "pong").outcome())
                .isEqualTo(Outcome.ANSWERED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>",
                "{",
                "[1]",
                "{\"message\":\"not now\"}",
                "\"text\"",
                "17",
                "[[]]",
                "[null]",
                "[{\"name\":7,\"type\":\"provider\",\"version\":\"1\"}]",
                "[{\"name\":\"a\",\"type\":\"provider\",\"version\":1}]",
                "[{\"name\":\"a\",\"type\":\"provider\",\"version\":\"1\\u0000\"}]",
                "[{\"name\":\"a\",\"type\":\"provider\",\"version\":\"1\",\"size\":-1,\"download_url\":\"http://h/x\"}]",
                "[{\"name\":\"a\",\"type\":\"provider\",\"version\":\"1\",\"size\":1.5,\"download_url\":\"http://h/x\"}]",
                "[{\"name\":\"a\",\"type\":\"provider\",\"version\":\"1\",\"checksum\":\"md5:0\",\"download_url\":\"http://h/x\"}]",
                "[{\"name\":\"a\",\"type\":\"provider\",\"version\":\"1\",\"download_url\":\"file:///etc/passwd\"}]",
                "[{\"name\":\"a\",\"type\":\"provider\",\"version\":\"1\",\"download_url\":\"http:///x\"}]",
                "[{\"name\":\"a\",\"type\":\"provider\",\"version\":\"1\",\"download_url\":\"/relative\"}]",
                "[{\"name\":\"a\",\"type\":\"provider\",\"version\":\"1\",\"download_url\":\"http://h/a b\"}]",
                "[{\"name\":\"a\",\"type\":\"provider\",\"version\":\"1\",\"repository\":\"javascript:alert(1)\"}]",
                "[{\"name\":\"a\",\"type\":\"provider\",\"version\":\"1\",\"published_at\":\"yesterday\"}]",
                "[{\"name\":\"a\",\"type\":\"provider\",\"version\":\"1\",\"published_at\":17}]",
                "[{\"name\":\"a\",\"type\":\"provider\",\"version\":\"1\",\"tags\":\"cloud\"}]",
                "[{\"name\":\"a\",\"type\":\"provider\",\"version\":\"1\",\"tags\":[1]}]"
            })
    void anythingElseIsAnInvalidAnswer(String body) {
        assertThatThrownBy(() -> list(body)).isInstanceOfSatisfying(SourceException.class, error -> assertThat(
                        error.failure().reason())
                .isEqualTo(Reason.INVALID_ANSWER));
    }

    @Test
    void aDateThatIsNoneIsLeftOut() throws Exception {
        for (String unset : List.of("1970-01-01T00:00:00Z", "0001-01-01T00:00:00Z")) {
            assertThat(list("{\"name\":\"a\",\"type\":\"provider\",\"version\":\"1\",\"published_at\":\"" + unset
                                    + "\"}")
                            .extensions()
                            .get(0)
                            .latest()
                            .publishedAt())
                    .isNull();
        }
    }

    private static BackendAnswer list(Object body) throws SourceException {
        return DropInAnswer.toAnswer("nexus", "list", null, body);
    }
}
