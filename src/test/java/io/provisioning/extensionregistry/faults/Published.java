package io.provisioning.extensionregistry.faults;

import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.TarGz;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the sources of the matrix hold, so that every answer shows whose data is in it, and of which time: each side has
 * an extension of its own and one that the other has too, and publishes more of both while copies grow stale.
 */
final class Published {
    /** The file of version 1.2.0, which both sides have. */
    static final byte[] ARCHIVE = archive("1.2.0");

    private static final String AWS = "aws";
    private static final Comparator<String> NEWEST_FIRST = Comparator.comparing(
                    (String version) -> Integer.parseInt(version.split("\\.")[1]))
            .reversed();

    private Published() {}

    /** A Gitea of the first generation. */
    static FakeGitea gitea() {
        FakeGitea gitea = FakeGitea.start("provisioning");
        gitea.repository("aws_prov");
        gitea.repository("only-gitea_taskserv");
        add(gitea, versions(Side.GITEA, AWS, 1), versions(Side.GITEA, "only-gitea", 1));
        return gitea;
    }

    /** A registry of the first generation. */
    static FakeRegistry oci() {
        FakeRegistry oci = FakeRegistry.start();
        add(oci, versions(Side.OCI, AWS, 1), versions(Side.OCI, "only-oci", 1));
        return oci;
    }

    /** Publishes the second generation. */
    static void publishMore(FakeGitea gitea, FakeRegistry oci) {
        add(gitea, List.of("1.3.0"), List.of("1.1.0"));
        add(oci, List.of("1.4.0"), List.of("1.1.0"));
    }

    /** What a side shows of an extension, newest first; empty for generation 0. */
    private static List<String> versions(Side side, String name, int generation) {
        boolean own = name.equals("only-" + side.id());
        List<String> versions = new ArrayList<>();
        if (generation > 0 && (own || name.equals(AWS))) {
            if (own) {
                versions.add("1.0.0");
            } else {
                versions.addAll(side == Side.GITEA ? List.of("1.0.0", "1.2.0") : List.of("1.1.0", "1.2.0"));
            }
        }
        if (generation > 1 && !versions.isEmpty()) {
            versions.add(own ? "1.1.0" : side == Side.GITEA ? "1.3.0" : "1.4.0");
        }
        versions.sort(NEWEST_FIRST);
        return versions;
    }

    /** Lines {@code name version source gitea=1.2.0 oci=1.4.0}, as lists have them. */
    static List<String> entries(List<Standing> standings, boolean awsOnly) {
        List<String> lines = new ArrayList<>();
        for (String name : awsOnly ? List.of(AWS) : List.of(AWS, "only-gitea", "only-oci")) {
            Map<Side, String> latest = new LinkedHashMap<>();
            for (Standing each : standings) {
                versions(each.side(), name, each.generation()).stream()
                        .findFirst()
                        .ifPresent(version -> latest.put(each.side(), version));
            }
            if (!latest.isEmpty()) {
                String highest = latest.values().stream().min(NEWEST_FIRST).orElseThrow();
                lines.add(name + " " + versionLine(highest, latest));
            }
        }
        return lines;
    }

    /** Lines {@code version source gitea=1.2.0 oci=1.2.0}, newest first. */
    static List<String> versions(List<Standing> standings) {
        Map<String, Map<Side, String>> holders = new TreeMap<>(NEWEST_FIRST);
        for (Standing each : standings) {
            versions(each.side(), AWS, each.generation())
                    .forEach(version -> holders.computeIfAbsent(version, key -> new LinkedHashMap<>())
                            .put(each.side(), version));
        }
        return holders.entrySet().stream()
                .map(entry -> versionLine(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static String versionLine(String version, Map<Side, String> holders) {
        String first = holders.entrySet().stream()
                .filter(entry -> entry.getValue().equals(version))
                .map(entry -> entry.getKey().id())
                .findFirst()
                .orElseThrow();
        return version + " " + first + " "
                + holders.entrySet().stream()
                        .map(entry -> entry.getKey().id() + "=" + entry.getValue())
                        .collect(Collectors.joining(" "));
    }

    private static void add(FakeGitea gitea, List<String> aws, List<String> own) {
        aws.forEach(version -> gitea.named("aws_prov").release(version).withSidecar("aws.tar.gz", archive(version)));
        own.forEach(version ->
                gitea.named("only-gitea_taskserv").release(version).withSidecar("own.tar.gz", archive(version)));
    }

    private static void add(FakeRegistry oci, List<String> aws, List<String> own) {
        aws.forEach(version -> push(oci, "aws-provider", version));
        own.forEach(version -> push(oci, "only-oci-cluster", version));
        oci.content().blob("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static void push(FakeRegistry oci, String repository, String version) {
        oci.content()
                .artifact("provisioning/" + repository, version, repository + ".tar.gz", archive(version), Map.of());
    }

    private static byte[] archive(String version) {
        return TarGz.extension("provider", AWS, version);
    }
}
