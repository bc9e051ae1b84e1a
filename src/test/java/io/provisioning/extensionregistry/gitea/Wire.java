package io.provisioning.extensionregistry.gitea;

import com.fasterxml.jackson.core.type.TypeReference;
import io.provisioning.extensionregistry.upstream.Json;
import io.provisioning.extensionregistry.upstream.SourceException;
import io.provisioning.extensionregistry.upstream.SourceReply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Answers of a Gitea for tests of functions. */
final class Wire {
    private Wire() {}

    static byte[] file(String name) {
        try (var in = Wire.class.getResourceAsStream("/wire/gitea/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SourceReply reply(int status, byte[] body) {
        return new SourceReply(status, Map.of(), body);
    }

    static SourceReply reply(String body, Map<String, List<String>> headers) {
        return new SourceReply(200, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    static GiteaRepository repository() {
        return read("repo.json", new TypeReference<>() {});
    }

    static List<GiteaRelease> releases() {
        return read("releases.json", new TypeReference<>() {});
    }

    static Pages<GiteaRelease> pages(List<GiteaRelease> releases) {
        return new Pages<>(null, java.util.Set.of(), releases, null, 0, false);
    }

    /** A release as little as it can be. */
    static GiteaRelease release(long id, String tag, String date, GiteaAttachment... assets) {
        return new GiteaRelease(id, tag, null, null, false, false, date, date, null, List.of(assets));
    }

    static GiteaAttachment asset(long id, String name, long size) {
        return new GiteaAttachment(
                id,
                name,
                size,
                "uuid-" + id,
                "https://git.example.test/git/provisioning/aws_prov/releases/download/t/" + name);
    }

    private static <T> T read(String name, TypeReference<T> type) {
        try {
            return Json.read(file(name), type);
        } catch (SourceException e) {
            throw new AssertionError(e);
        }
    }
}
