package io.provisioning.extensionregistry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page for users says what the matrix tests. With {@code -Dfailure-behaviour.write=true} it is written anew. */
class FailureBehaviourTest {
    private static final Path PAGE = Path.of("src", "docs", "failure-behaviour.md");

    @Test
    void thePageSaysWhatIsTested() throws IOException {
        if (Boolean.getBoolean("failure-behaviour.write")) {
            Files.writeString(PAGE, FailureBehaviour.page());
        }
        assertThat(Files.readString(PAGE))
                .as("%s; mvn test -Dtest=FailureBehaviourTest -Dfailure-behaviour.write=true writes it anew", PAGE)
                .isEqualTo(FailureBehaviour.page());
    }
}
