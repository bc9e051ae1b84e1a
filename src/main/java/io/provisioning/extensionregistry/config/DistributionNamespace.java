package io.provisioning.extensionregistry.config;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The namespace under {@code /v2}. */
final class DistributionNamespace {
    private static final String KEY = "registry.distribution.namespace";

    private DistributionNamespace() {}

    /** As set; else the first registry's that is not empty; else the first Gitea's owner in lower case; else empty. */
    static String read(Values values, List<SourceSettings> sources) {
        String set = values.matching(
                KEY,
                "[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*",
                "a namespace such as org/extensions, in lower case");
        return Stream.of(Stream.of(set), owners(sources, "oci"), owners(sources, "gitea"))
                .flatMap(each -> each)
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static Stream<String> owners(List<SourceSettings> sources, String kind) {
        return sources.stream().filter(source -> source.kind().equals(kind)).map(source -> source.owner()
                .toLowerCase(Locale.ROOT));
    }
}
