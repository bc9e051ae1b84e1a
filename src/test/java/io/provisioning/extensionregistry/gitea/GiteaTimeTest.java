package io.provisioning.extensionregistry.gitea;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class GiteaTimeTest {
    @DisplayName("E26: a time in the server's zone is a moment")
    @ParameterizedTest
    @CsvSource({
        "2025-10-06T14:00:00+02:00, 2025-10-06T12:00:00Z",
        "2025-10-06T12:00:00Z, 2025-10-06T12:00:00Z",
        "2025-10-06T12:00:00.25Z, 2025-10-06T12:00:00.25Z"
    })
    void aTimeIsRead(String text, Instant time) {
        assertThat(GiteaTime.parse(text)).isEqualTo(time);
    }

    @DisplayName("E26: what the server sends for a time that is not set is no time")
    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "1970-01-01T01:00:00+01:00",
                "0001-01-01T00:00:00Z",
                "",
                "yesterday",
                "2025-13-40T00:00:00Z"
            })
    void aTimeThatIsNotSetIsUnknown(String text) {
        assertThat(GiteaTime.parse(text)).isNull();
    }
}
