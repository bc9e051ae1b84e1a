package io.provisioning.extensionregistry.oci;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagVersionsTest {
    @ParameterizedTest
    @CsvSource({
        "1.0.0, 1.0.0",
        "v1.0.0, 1.0.0",
        "1.2, 1.2",
        "1.0.0_build5, 1.0.0+build5",
        "1.0.0-rc.1_b_2, 1.0.0-rc.1_b_2",
        "1.0.0_b-2, 1.0.0+b-2",
        "nightly, nightly",
        "nightly_2025, nightly_2025"
    })
    void aTagIsAVersion(String tag, String version) {
        assertThat(TagVersions.version(tag).text()).isEqualTo(version);
    }

    @Test
    void stableVersionsComeFirstWhateverTheOrderOfTheTags() {
        List<String> tags = new ArrayList<>(List.of(
                "2.0.0-rc.1", "1.10.0", "v1.9.0", "1.2.0", "v1.2.0", "nightly", "latest", "sha256-" + "0".repeat(64)));
        for (int seed = 0; seed < 50; seed++) {
            Collections.shuffle(tags, new Random(seed));
            assertThat(TagVersions.of(tags))
                    .extracting(TaggedVersion::tag)
                    .containsExactly("1.10.0", "v1.9.0", "1.2.0", "2.0.0-rc.1", "nightly");
        }
    }

    @Test
    void latestIsNoVersionUnlessItIsAllThereIs() {
        assertThat(TagVersions.of(List.of("latest", "edge")))
                .extracting(TaggedVersion::tag)
                .containsExactly("edge");
        assertThat(TagVersions.of(List.of("latest"))).containsExactly(new TaggedVersion("latest", null));
        assertThat(TagVersions.of(List.of())).isEmpty();
    }
}
