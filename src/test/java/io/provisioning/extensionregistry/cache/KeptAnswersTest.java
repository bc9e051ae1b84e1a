package io.provisioning.extensionregistry.cache;

import static io.provisioning.extensionregistry.support.Samples.catalog;
import static io.provisioning.extensionregistry.support.Samples.extension;
import static io.provisioning.extensionregistry.support.Samples.provider;
import static io.provisioning.extensionregistry.support.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.support.HandClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was answered while somebody could be asked is answered when nobody can. */
class KeptAnswersTest {
    private static final BackendAnswer CATALOGUE = catalog("gitea", extension("gitea", "aws", version("2.0.0")));
    private static final BackendAnswer VERSIONS =
            BackendAnswer.found(extension("gitea", "aws", version("2.0.0"), version("1.0.0")));

    @TempDir
    Path directory;

    @Test
    void eachAnswerIsKeptByItself() {
        try (KeptAnswers kept = open("here")) {
            kept.keep("gitea", "list", null, CATALOGUE);
            kept.keep("gitea", "versions", provider("aws"), VERSIONS);
        }
        try (KeptAnswers kept = open("here")) {
            assertThat(kept.answer("gitea", "list", null)).isEqualTo(CATALOGUE);
            assertThat(kept.answer("gitea", "versions", provider("aws"))).isEqualTo(VERSIONS);
            assertThat(kept.answer("gitea", "find", provider("aws"))).isEqualTo(VERSIONS);
            assertThat(kept.answer("gitea", "find", provider("gcp")).outcome()).isEqualTo(BackendAnswer.Outcome.ABSENT);
        }
    }

    @Test
    void theCatalogueAnswersForWhatWasNeverAskedByItself() {
        try (KeptAnswers kept = open("here")) {
            kept.keep("gitea", "list", null, CATALOGUE);
        }
        try (KeptAnswers kept = open("here")) {
            assertThat(kept.answer("gitea", "versions", provider("aws")).extensions())
                    .isEqualTo(CATALOGUE.extensions());
        }
    }

    @Test
    void aNoTakesNothingAway() {
        try (KeptAnswers kept = open("here")) {
            kept.keep("gitea", "versions", provider("aws"), VERSIONS);
            kept.keep("gitea", "versions", provider("aws"), BackendAnswer.absent("gitea"));
        }
        try (KeptAnswers kept = open("here")) {
            assertThat(kept.answer("gitea", "versions", provider("aws"))).isEqualTo(VERSIONS);
        }
    }

    @Test
    void withoutAnythingKeptNothingIsKnown() throws IOException {
        try (KeptAnswers kept = open("here")) {
            kept.keep("gitea", "list", null, CATALOGUE);
        }
        try (KeptAnswers elsewhere = open("there")) {
            assertThat(elsewhere.answer("gitea", "list", null).outcome()).isEqualTo(BackendAnswer.Outcome.FAILED);
        }
        Files.write(directory.resolve("gitea/list.answer"), new byte[100]);
        try (KeptAnswers damaged = open("here")) {
            assertThat(damaged.answer("gitea", "list", null).outcome()).isEqualTo(BackendAnswer.Outcome.FAILED);
            assertThat(damaged.answer("unknown", "list", null).outcome()).isEqualTo(BackendAnswer.Outcome.FAILED);
        }
    }

    private KeptAnswers open(String origin) {
        KeptAnswers kept = new KeptAnswers(directory, new HandClock());
        kept.watch("gitea", origin);
        return kept;
    }
}
