package io.provisioning.extensionregistry.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionType;
import io.provisioning.extensionregistry.support.TestSettings;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoadMemoryTest {
    private static final ExtensionId AWS = new ExtensionId(ExtensionType.PROVIDER, "aws");
    private static final ExtensionId UPCLOUD = new ExtensionId(ExtensionType.PROVIDER, "upcloud");

    private final SourceSettings settings = TestSettings.gitea("http://127.0.0.1:1");
    private final LoadMemory<Set<ExtensionId>> memory = new LoadMemory<>((all, one) -> {
        Set<ExtensionId> rest = new HashSet<>(all);
        rest.remove(one);
        return rest;
    });

    @Test
    void theFirstLoadRemembersNothing() {
        assertThat(memory.begin(settings)).isEmpty();
    }

    @Test
    void aLoadThatDoesNotEndChangesNothing() {
        load(Set.of(AWS));
        memory.begin(settings);
        assertThat(memory.begin(settings)).contains(Set.of(AWS));
    }

    @Test
    void whatIsForgottenIsGone() {
        load(Set.of(AWS, UPCLOUD));
        memory.forget("gitea", AWS);
        assertThat(memory.begin(settings)).contains(Set.of(UPCLOUD));
    }

    @Test
    void aLoadIsNotBelievedOnWhatIsForgottenWhileItFlies() {
        memory.begin(settings);
        memory.forget("gitea", AWS);
        memory.end(settings, Set.of(AWS, UPCLOUD));
        assertThat(memory.begin(settings)).contains(Set.of(UPCLOUD));
        memory.end(settings, Set.of(AWS, UPCLOUD));
        assertThat(memory.begin(settings)).contains(Set.of(AWS, UPCLOUD));
    }

    @Test
    void anotherAddressIsAnotherSource() {
        load(Set.of(AWS));
        assertThat(memory.begin(TestSettings.gitea("http://127.0.0.1:2"))).isEmpty();
    }

    private void load(Set<ExtensionId> found) {
        memory.begin(settings);
        memory.end(settings, found);
    }
}
