package io.provisioning.extensionregistry.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.provisioning.extensionregistry.upstream.SourceException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which repositories events name. */
class EventsTest {
    @ParameterizedTest
    @CsvSource({
        "release, tag, true",
        "repository, '', true",
        "create, tag, true",
        "delete, tag, true",
        "create, branch, false",
        "delete, branch, false",
        "push, '', false",
        "ping, '', false",
        "issues, '', false",
        "Release, '', false",
        "'', '', false",
    })
    void eventsOfAGiteaThatChangeAnExtensionNameItsRepository(String event, String refType, boolean names)
            throws SourceException {
        String body = "{\"ref_type\":\"%s\",\"unknown\":[{}],\"repository\":{\"id\":1,\"full_name\":\"org/aws_prov\"}}"
                .formatted(refType);
        for (String header : List.of("x-gitea-event", "x-forgejo-event")) {
            assertThat(GiteaEvents.repositories(call(body, header, event)))
                    .isEqualTo(names ? List.of("org/aws_prov") : List.of());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"repository\":null}", "{\"repository\":{}}"})
    void anEventWithoutARepositoryNamesNone(String body) throws SourceException {
        assertThat(GiteaEvents.repositories(call(body, "x-gitea-event", "release")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[", "[]", "3", "{\"repository\":3}", "{\"events\":{}}", "\u0000"})
    void whatIsNoEventIsRefused(String body) {
        if (!body.contains("events")) {
            assertThatThrownBy(() -> GiteaEvents.repositories(call(body, "x-gitea-event", "release")))
                    .isInstanceOf(SourceException.class);
        }
        if (!body.contains("repository")) {
            assertThatThrownBy(() -> RegistryEvents.repositories(call(body))).isInstanceOf(SourceException.class);
        }
    }

    @Test
    void anEnvelopeNamesEachRepositoryOfItsPushesAndDeletionsOnce() throws SourceException {
        assertThat(RegistryEvents.repositories(call("""
                {"events":[
                 {"id":"1","action":"push","target":{"mediaType":"application/vnd.oci.image.manifest.v1+json",
                  "digest":"sha256:1","repository":"org/a-provider","tag":"1.0.0"}},
                 {"action":"push","target":{"mediaType":"application/octet-stream","repository":"org/blob-provider"}},
                 {"action":"pull","target":{"repository":"org/pulled-provider"}},
                 {"action":"mount","target":{"repository":"org/mounted-provider"}},
                 {"action":"delete","target":{"digest":"sha256:1","repository":"org/b-cluster"}},
                 {"action":"delete","target":{"repository":"org/a-provider"}},
                 {"action":"push"}, {"action":"push","target":{}}, {}, null]}"""))).containsExactly("org/a-provider", "org/b-cluster");
        assertThat(RegistryEvents.repositories(call("{\"events\":[]}"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PUSH_ARTIFACT, true", "DELETE_ARTIFACT, true", "PULL_ARTIFACT, false", "SCANNING_COMPLETED, false"})
    void harborNamesItsRepository(String type, boolean names) throws SourceException {
        assertThat(RegistryEvents.repositories(call("""
                {"type":"%s","occur_at":1680502598,"operator":"admin","event_data":{
                 "resources":[{"digest":"sha256:1","tag":"1.0.0","resource_url":"harbor.example/org/aws-provider:1.0.0"}],
                 "repository":{"date_created":1680501893,"name":"aws-provider","namespace":"org",
                  "repo_full_name":"org/aws-provider","repo_type":"private"}}}""".formatted(type))))
                .isEqualTo(names ? List.of("org/aws-provider") : List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "harbor.artifact.pushed, true",
        "harbor.artifact.deleted, true",
        "harbor.artifact.pulled, false",
        "harbor.scan.completed, false"
    })
    void harborNamesItsRepositoryInCloudEvents(String type, boolean names) throws SourceException {
        assertThat(RegistryEvents.repositories(call("""
                {"specversion":"1.0","id":"1","source":"/projects/2/webhook/policies/15","type":"%s",
                 "datacontenttype":"application/json","data":{"resources":[{"tag":"1"}],
                 "repository":{"name":"aws-provider","repo_full_name":"org/aws-provider"}},"operator":"admin"}""".formatted(type))))
                .isEqualTo(names ? List.of("org/aws-provider") : List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "zotregistry.image.updated, true",
        "zotregistry.image.deleted, true",
        "zotregistry.repository.created, true",
        "com.example.registry.image.updated, true",
        "zotregistry.image.lint_failed, false",
        "zotregistry.image.scanned, false"
    })
    void zotNamesItsRepositoryWithItsAttributesInHeadersOrInTheBody(String type, boolean names) throws SourceException {
        List<String> expected = names ? List.of("org/aws-provider") : List.of();
        String data =
                "{\"name\":\"org/aws-provider\",\"reference\":\"1.0.0\",\"digest\":\"sha256:1\",\"manifest\":\"{}\"}";
        assertThat(RegistryEvents.repositories(call(data, "ce-type", type))).isEqualTo(expected);
        assertThat(RegistryEvents.repositories(call("{\"type\":\"" + type + "\",\"data\":" + data + "}")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\":\"PUSH_ARTIFACT\"}",
                "{\"type\":\"PUSH_ARTIFACT\",\"event_data\":{}}",
                "{\"type\":\"x.image.updated\"}",
                "{\"type\":\"x.image.updated\",\"data\":{}}"
            })
    void whatNamesNothingNamesNothing(String body) throws SourceException {
        assertThat(RegistryEvents.repositories(call(body))).isEmpty();
    }

    private static WebhookCall call(String body) {
        return new WebhookCall("source", Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    private static WebhookCall call(String body, String header, String value) {
        return new WebhookCall("source", Map.of(header, List.of(value)), body.getBytes(StandardCharsets.UTF_8));
    }
}
