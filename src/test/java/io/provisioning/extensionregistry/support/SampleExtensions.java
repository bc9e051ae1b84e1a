package io.provisioning.extensionregistry.support;

import java.util.List;

/** Extensions that look like those of a team that publishes some. */
public final class SampleExtensions {
    private SampleExtensions() {}

    /** Fills a Gitea. */
    public static FakeGitea in(FakeGitea gitea) {
        FakeRepository aws = gitea.repository("aws_prov")
                .description("AWS provider for provisioning infrastructure")
                .topics(List.of("cloud", "aws", "infrastructure"));
        publish(aws, "provider", "aws", "1.0.0", "2025-06-02T09:00:00+02:00");
        publish(aws, "provider", "aws", "1.1.0", "2025-08-11T10:30:00+02:00");
        publish(aws, "provider", "aws", "1.2.0", "2025-10-06T14:00:00+02:00");
        publish(aws, "provider", "aws", "2.0.0-rc.1", "2025-11-03T08:15:00+01:00")
                .prerelease();
        FakeRepository upcloud = gitea.repository("upcloud_prov")
                .description("UpCloud provider: servers, storage and networks")
                .topics(List.of("cloud", "upcloud"));
        publish(upcloud, "provider", "upcloud", "0.9.0", "2025-05-20T12:00:00+02:00");
        publish(upcloud, "provider", "upcloud", "v1.0.0", "2025-09-15T12:00:00+02:00");
        FakeRepository kubernetes = gitea.repository("kubernetes_taskserv")
                .description("Kubernetes control plane and workers")
                .topics(List.of("kubernetes", "containers", "orchestration"));
        publish(kubernetes, "taskserv", "kubernetes", "1.30.0", "2025-04-01T07:00:00+02:00");
        publish(kubernetes, "taskserv", "kubernetes", "1.31.2", "2025-10-20T07:00:00+02:00");
        FakeRepository buildkit = gitea.repository("buildkit_cluster")
                .description("A cluster of BuildKit workers")
                .topics(List.of("ci", "buildkit"));
        publish(buildkit, "cluster", "buildkit", "0.1.0", "2025-07-07T16:45:00+02:00");
        publish(buildkit, "cluster", "buildkit", "0.2.0", "2025-09-30T16:45:00+02:00");
        gitea.repository("website").description("Not an extension");
        return gitea;
    }

    private static FakeRelease publish(FakeRepository repository, String type, String name, String tag, String time) {
        String version = tag.startsWith("v") ? tag.substring(1) : tag;
        return repository
                .release(tag)
                .at(time)
                .withSidecar(repository.name + ".tar.gz", TarGz.extension(type, name, version));
    }
}
