package io.provisioning.extensionregistry.support;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What sample registries hold. Every digest is a true one. */
public final class FakeRegistrySamples {
    public static final String NAMESPACE = "provisioning";

    private static final String OCI = "org.opencontainers.image.";

    private FakeRegistrySamples() {}

    /** Four extensions as ORAS pushes them, several versions each. */
    public static void extensions(FakeRegistryContent content) {
        extension(
                content, "aws", "provider", "AWS provider for provisioning infrastructure", "1.0.0", "1.1.0", "1.2.0");
        extension(content, "upcloud", "provider", "UpCloud provider", "0.9.0", "1.0.0", "1.1.0-rc.1");
        extension(content, "kubernetes", "taskserv", "Kubernetes task service", "1.28.0", "1.29.1");
        extension(content, "buildkit", "cluster", "BuildKit cluster", "0.12.0", "0.13.0");
    }

    /** A Timoni module, a Helm chart and a container image for two platforms under extensions' names. */
    public static void otherKinds(FakeRegistryContent content) {
        timoniModule(content);
        helmChart(content);
        containerImage(content);
    }

    private static void extension(
            FakeRegistryContent content, String name, String type, String description, String... versions) {
        for (int i = 0; i < versions.length; i++) {
            String repository = NAMESPACE + "/" + name + "-" + type;
            content.artifact(
                    repository,
                    versions[i],
                    name + "-" + type + ".tar.gz",
                    TarGz.extension(type, name, versions[i]),
                    Map.of(
                            OCI + "title",
                            name,
                            OCI + "description",
                            description,
                            OCI + "authors",
                            "provisioning-team",
                            OCI + "version",
                            versions[i],
                            OCI + "source",
                            "https://git.example.com/" + repository,
                            OCI + "created",
                            "2025-0" + (i + 1) + "-01T10:00:00+02:00",
                            "io.artifacthub.package.keywords",
                            "infrastructure," + type));
        }
        content.blob("{}".getBytes(StandardCharsets.UTF_8));
    }

    private static void timoniModule(FakeRegistryContent content) {
        String type = "application/vnd.timoni.content.v1.tar+gzip";
        byte[] vendor = content.blob(TarGz.of(Map.of("cue.mod/gen/vendor.cue", "package vendor\n")));
        byte[] module = content.blob(TarGz.of(Map.of("timoni.cue", "package main\n")));
        byte[] config = content.blob("{}".getBytes(StandardCharsets.UTF_8));
        byte[] manifest = OciDocuments.manifest(
                OciDocuments.descriptor("application/vnd.timoni.config.v1+json", config, Map.of()),
                List.of(
                        OciDocuments.descriptor(type, vendor, Map.of("sh.timoni.content.type", "module/vendor")),
                        OciDocuments.descriptor(type, module, Map.of("sh.timoni.content.type", "module"))),
                Map.of(OCI + "created", "2025-05-05T05:05:05Z", OCI + "version", "2.0.0"));
        content.tag(NAMESPACE + "/podinfo-cluster", "2.0.0", OciDocuments.MANIFEST, manifest);
    }

    private static void helmChart(FakeRegistryContent content) {
        byte[] chart = content.blob(TarGz.of(Map.of("nginx/Chart.yaml", "name: nginx\nversion: 1.0.0+build5\n")));
        byte[] provenance = content.blob("signature".getBytes(StandardCharsets.UTF_8));
        byte[] config = content.blob(OciDocuments.json(Map.of(
                "name", "nginx",
                "version", "1.0.0+build5",
                "description", "A web server",
                "keywords", List.of("web", "proxy"),
                "home", "https://nginx.example.com",
                "maintainers", List.of(Map.of("name", "ops")))));
        byte[] manifest = OciDocuments.manifest(
                OciDocuments.descriptor("application/vnd.cncf.helm.config.v1+json", config, Map.of()),
                List.of(
                        OciDocuments.descriptor(
                                "application/vnd.cncf.helm.chart.provenance.v1.prov", provenance, Map.of()),
                        OciDocuments.descriptor(
                                "application/vnd.cncf.helm.chart.content.v1.tar+gzip", chart, Map.of())),
                Map.of());
        content.tag(NAMESPACE + "/nginx-taskserv", "1.0.0_build5", OciDocuments.MANIFEST, manifest);
    }

    private static void containerImage(FakeRegistryContent content) {
        byte[] layer = content.blob(TarGz.of(Map.of("bin/run", "#!/bin/sh\n")));
        byte[] config = content.blob(OciDocuments.json(Map.of(
                "created", "2025-06-06T06:06:06Z",
                "author", "builders",
                "os", "linux",
                "architecture", "amd64",
                "config", Map.of("Labels", Map.of(OCI + "description", "Runs jobs")))));
        byte[] manifest = OciDocuments.manifest(
                OciDocuments.descriptor(OciDocuments.IMAGE_CONFIG, config, Map.of()),
                List.of(OciDocuments.descriptor(OciDocuments.LAYER, layer, Map.of())),
                Map.of());
        byte[] attestation = OciDocuments.manifest(
                OciDocuments.emptyConfig(),
                List.of(OciDocuments.descriptor("application/vnd.in-toto+json", layer, Map.of())),
                Map.of());
        content.manifest(OciDocuments.MANIFEST, manifest);
        content.manifest(OciDocuments.MANIFEST, attestation);
        byte[] index = OciDocuments.index(
                List.of(
                        OciDocuments.entry(attestation, "unknown", "unknown"),
                        OciDocuments.entry(manifest, "linux", "amd64"),
                        OciDocuments.entry(manifest, "linux", "arm64")),
                Map.of());
        content.tag(NAMESPACE + "/runner-cluster", "3.1.4", OciDocuments.INDEX, index);
    }
}
