package io.provisioning.extensionregistry.dropins;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** When a file that was rejected is tried again. */
class PendingFilesTest {
    private final PendingFiles pending = new PendingFiles();

    @Test
    void whileItsSettingsAreTheSameItIsNot() {
        pending.put("a", "text", "none");

        assertThat(pending.due(name -> "none")).isEmpty();
        assertThat(pending.due(name -> "none")).isEmpty();
    }

    @Test
    void itIsWhenTwoLooksFoundTheSameChange() {
        pending.put("a", "text", "none");
        pending.put("b", "other", "none");

        assertThat(pending.due(name -> name.equals("a") ? "half" : "none")).isEmpty();
        assertThat(pending.due(name -> name.equals("a") ? "whole" : "none")).isEmpty();
        assertThat(pending.due(name -> name.equals("a") ? "whole" : "none")).isEqualTo(Map.of("a", "text"));
    }

    @Test
    void aChangeThatIsTakenBackIsNone() {
        pending.put("a", "text", "none");

        pending.due(name -> "some");
        assertThat(pending.due(name -> "none")).isEmpty();
        assertThat(pending.due(name -> "some")).isEmpty();
    }

    @Test
    void oneThatIsRejectedAgainWaitsForTheNextChange() {
        pending.put("a", "text", "none");
        pending.due(name -> "some");
        pending.due(name -> "some");
        pending.put("a", "text", "some");

        assertThat(pending.due(name -> "some")).isEmpty();
        assertThat(pending.due(name -> "some")).isEmpty();
    }

    @Test
    void oneThatIsGoodOrGoneIsTriedNoMore() {
        pending.put("a", "text", "none");
        pending.due(name -> "some");
        pending.remove("a");

        assertThat(pending.due(name -> "some")).isEmpty();
    }
}
