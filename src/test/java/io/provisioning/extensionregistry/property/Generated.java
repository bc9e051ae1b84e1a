package io.provisioning.extensionregistry.property;

import static io.provisioning.extensionregistry.support.Samples.catalog;
import static io.provisioning.extensionregistry.support.Samples.digest;
import static io.provisioning.extensionregistry.support.Samples.extension;

import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionType;
import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.SourceExtension;
import io.provisioning.extensionregistry.model.Version;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Random values of the model. The same seed gives the same values; {@code -Dtest.seed=} tries others. */
final class Generated {
    private static final String[] IDENTIFIERS = {
        "0",
        "1",
        "2",
        "10",
        "11",
        "99999999999999999999",
        "a",
        "A",
        "alpha",
        "alpha1",
        "alpha2",
        "alpha10",
        "1a",
        "-",
        "b-c"
    };
    private static final String[] WORDS = {"nightly", "Nightly", "release/1.0", "edge", "1.2.3.4", "01.0.0"};

    private final Random random;
    private final long seed;

    Generated() {
        this.seed = Long.getLong("test.seed", 20_251_006L);
        this.random = new Random(seed);
    }

    @Override
    public String toString() {
        return "-Dtest.seed=" + seed;
    }

    Random random() {
        return random;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** A tag: mostly versions that are near to each other, some words. */
    String tag() {
        if (below(8) == 0) {
            return WORDS[below(WORDS.length)];
        }
        StringBuilder tag = new StringBuilder(below(3) == 0 ? "v" : "");
        tag.append(below(3));
        for (int part = below(5) == 0 ? 1 : 2; part > 0; part--) {
            tag.append('.').append(below(3));
        }
        for (int i = below(4); i > 1; i--) {
            tag.append(tag.indexOf("-") < 0 ? '-' : '.').append(IDENTIFIERS[below(IDENTIFIERS.length)]);
        }
        return below(6) == 0 ? tag + "+b" + below(2) : tag.toString();
    }

    ExtensionVersion version() {
        String tag = tag();
        Instant at = below(3) == 0 ? null : Instant.ofEpochSecond(1_700_000_000L + below(5));
        Checksum checksum = below(2) == 0 ? null : digest(below(3));
        Artifact artifact = below(4) == 0
                ? null
                : new Artifact(null, null, 1L, checksum, null, tag, below(2) == 0 ? null : "id-" + below(4));
        return new ExtensionVersion(Version.of(tag), tag, at, below(6) == 0, artifact, false);
    }

    ExtensionId id() {
        return new ExtensionId(ExtensionType.values()[below(3)], "n" + below(6));
    }

    /** A source's catalogue in which every extension stands once. */
    BackendAnswer answer(String source) {
        return catalog(
                source,
                IntStream.range(0, below(12))
                        .mapToObj(i -> id())
                        .distinct()
                        .map(id -> extension(source, id, versions()))
                        .toArray(SourceExtension[]::new));
    }

    private ExtensionVersion[] versions() {
        Map<String, ExtensionVersion> byTag = new LinkedHashMap<>();
        for (int i = below(5); i >= 0; i--) {
            ExtensionVersion version = version();
            byTag.put(version.tag(), version);
        }
        return byTag.values().toArray(ExtensionVersion[]::new);
    }
}
