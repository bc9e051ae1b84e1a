package io.provisioning.extensionregistry.support;

import io.provisioning.extensionregistry.catalog.Gathered;
import io.provisioning.extensionregistry.catalog.SourceAnswer;
import io.provisioning.extensionregistry.catalog.SourceAnswer.CacheUse;
import io.provisioning.extensionregistry.catalog.SourceAnswer.State;
import io.provisioning.extensionregistry.http.ApiRequest;
import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionType;
import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.model.SourceExtension;
import io.provisioning.extensionregistry.model.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Values of the model in as few words as a test wants to spend. */
public final class Samples {
    private Samples() {}

    public static ExtensionId provider(String name) {
        return new ExtensionId(ExtensionType.PROVIDER, name);
    }

    /** A version without date and file. */
    public static ExtensionVersion version(String tag) {
        return new ExtensionVersion(Version.of(tag), tag, null, false, null, false);
    }

    /** A version with a date. */
    public static ExtensionVersion released(String tag, String at) {
        return new ExtensionVersion(Version.of(tag), tag, Instant.parse(at), false, null, false);
    }

    /** A version with a file; the digest may be null. */
    public static ExtensionVersion withFile(String tag, Checksum checksum, String contentId) {
        String url = "https://files.example.com/" + tag;
        Artifact artifact = new Artifact("file.tar.gz", "application/gzip", 1024L, checksum, url, url, contentId);
        return version(tag).withArtifact(artifact);
    }

    /** A digest that is its own seed. */
    public static Checksum digest(int seed) {
        return new Checksum(String.format("%064x", seed));
    }

    /** A provider without description, author, repository and tags. */
    public static SourceExtension extension(String source, String name, ExtensionVersion... versions) {
        return extension(source, provider(name), versions);
    }

    public static SourceExtension extension(String source, ExtensionId id, ExtensionVersion... versions) {
        return new SourceExtension(source, id, null, null, null, List.of(), List.of(versions));
    }

    public static BackendAnswer catalog(String source, SourceExtension... extensions) {
        return BackendAnswer.catalog(source, List.of(extensions), Map.of());
    }

    public static SourceAnswer fresh(BackendAnswer answer) {
        return fresh(answer, 12, 288);
    }

    public static SourceAnswer fresh(BackendAnswer answer, int age, int freshFor) {
        return new SourceAnswer(
                answer.source(),
                answer.source(),
                answer,
                State.FRESH,
                CacheUse.HIT,
                Duration.ofSeconds(age),
                Duration.ofSeconds(freshFor));
    }

    /** A stale copy; the reason why it could not be renewed may be null. */
    public static SourceAnswer stale(BackendAnswer answer, int age, Reason reason) {
        return new SourceAnswer(
                answer.source(),
                answer.source(),
                answer,
                State.STALE,
                CacheUse.STALE,
                Duration.ofSeconds(age),
                Duration.ZERO,
                reason == null ? null : Failure.of(reason, "it failed"));
    }

    public static SourceAnswer failed(String source, Reason reason) {
        return failed(source, new Failure(reason, "it failed", null));
    }

    public static SourceAnswer failed(String source, Failure failure) {
        return SourceAnswer.failed(source, BackendAnswer.failed(source, failure), CacheUse.MISS);
    }

    public static SourceAnswer skipped(String source) {
        return SourceAnswer.skipped(source, source);
    }

    public static Gathered gathered(SourceAnswer... answers) {
        return new Gathered(List.of(answers));
    }

    /** Fresh answers of sources. */
    public static Gathered gathered(BackendAnswer... answers) {
        return new Gathered(List.of(answers).stream().map(Samples::fresh).toList());
    }

    /** A GET with path parameters {@code /type/name[/version]} and query parameters in pairs of name and value. */
    public static ApiRequest request(String path, String... query) {
        String[] segments = path.split("/", 4);
        Map<String, String> inPath = new TreeMap<>();
        String[] names = {"", "type", "name", "version"};
        for (int i = 1; i < segments.length; i++) {
            inPath.put(names[i], segments[i]);
        }
        Map<String, List<String>> parameters = new TreeMap<>();
        for (int i = 0; i < query.length; i += 2) {
            parameters.put(query[i], List.of(query[i + 1]));
        }
        return new ApiRequest("GET", false, path, inPath, parameters, Map.of(), "test");
    }
}
