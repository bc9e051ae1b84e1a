package io.provisioning.extensionregistry.catalog;

import static io.provisioning.extensionregistry.support.Samples.catalog;
import static io.provisioning.extensionregistry.support.Samples.failed;
import static io.provisioning.extensionregistry.support.Samples.fresh;
import static io.provisioning.extensionregistry.support.Samples.gathered;
import static io.provisioning.extensionregistry.support.Samples.provider;
import static io.provisioning.extensionregistry.support.Samples.skipped;
import static io.provisioning.extensionregistry.support.Samples.stale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.provisioning.extensionregistry.http.ErrorKind;
import io.provisioning.extensionregistry.http.RegistryException;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruthTest {
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "absent absent, not_found",
        "absent skipped, not_found",
        "skipped skipped, not_found",
        "unauthorized, source_error",
        "unauthorized tls, source_error",
        "tls invalid_answer, source_error",
        "timeout, source_timeout",
        "timeout timeout, source_timeout",
        "timeout unauthorized, source_unavailable",
        "refused, source_unavailable",
        "unavailable, source_unavailable",
        "rate_limited, source_unavailable",
        "loading, source_unavailable",
        "circuit_open circuit_open, source_unavailable",
        "absent timeout, source_unavailable",
        "absent unauthorized, source_unavailable",
        "absent refused, source_unavailable",
        "skipped timeout, source_timeout",
        "stale, source_unavailable",
        "absent stale, source_unavailable",
        "stale-timeout, source_timeout",
        "stale-timeout timeout, source_timeout",
        "stale-tls unauthorized, source_error"
    })
    void absenceIsSaidOnlyIfAllSourcesSaidItThemselves(String sources, String kind) {
        assertThat(Truth.noExtension(sources(sources), provider("aws")).kind().wireName())
                .isEqualTo(kind);
    }

    @Test
    void theMessageNamesEachSourcesReason() {
        RegistryException error = Truth.noExtension(
                gathered(
                        failed("gitea", Reason.TIMEOUT),
                        failed("oci", Reason.REFUSED),
                        fresh(BackendAnswer.absent("nexus")),
                        skipped("other")),
                provider("aws"));

        assertThat(error).hasMessage("No source can answer now: gitea: timeout; oci: refused; nexus: does not have it");
        assertThat(error.headers())
                .containsEntry(
                        "X-Registry-Sources",
                        "gitea;state=failed;reason=timeout, oci;state=failed;reason=refused, "
                                + "nexus;state=fresh;age=12, other;state=skipped");
    }

    @Test
    void notFoundNamesTheExtension() {
        RegistryException error = Truth.noExtension(gathered(BackendAnswer.absent("gitea")), provider("nonexistent"));

        assertThat(error.kind()).isEqualTo(ErrorKind.NOT_FOUND);
        assertThat(error).hasMessage("Extension provider/nonexistent not found");
        assertThat(error.headers()).doesNotContainKey("Retry-After");
    }

    @ParameterizedTest(name = "sources wish {0} ms: {1} s")
    @CsvSource({"'', 5", "0, 1", "1, 1", "1000, 1", "1001, 2", "7000 30000, 30", "86400000, 3600"})
    void clientsWaitAsLongAsTheMostPatientSourceWishes(String wishes, String seconds) {
        SourceAnswer[] answers = Arrays.stream((wishes + " none").trim().split(" "))
                .map(wish -> failed(
                        "s" + wish,
                        new Failure(
                                Reason.RATE_LIMITED,
                                "too many",
                                wish.equals("none") ? null : Duration.ofMillis(Long.parseLong(wish)))))
                .toArray(SourceAnswer[]::new);

        assertThat(Truth.noExtension(gathered(answers), provider("aws")).headers())
                .containsEntry("Retry-After", seconds);
    }

    @Test
    void aListIsServedIfAnySourceAnswers() {
        Gathered some = gathered(failed("gitea", Reason.TIMEOUT), fresh(catalog("oci")));
        Gathered old = gathered(failed("gitea", Reason.TIMEOUT), stale(catalog("oci"), 400, Reason.TIMEOUT));

        Truth.requireAnswer(some);
        Truth.requireAnswer(old);
        assertThat(Truth.isIncomplete(some)).isTrue();
    }

    @Test
    void aListIsServedIfNobodyIsAsked() {
        Truth.requireAnswer(gathered(skipped("gitea")));
        Truth.requireAnswer(gathered(new SourceAnswer[0]));
        assertThat(Truth.isIncomplete(gathered(skipped("gitea")))).isFalse();
    }

    @Test
    void aListFailsIfAllWhoWereAskedFailed() {
        assertThatThrownBy(() -> Truth.requireAnswer(gathered(failed("gitea", Reason.TIMEOUT), skipped("oci"))))
                .isInstanceOfSatisfying(RegistryException.class, error -> assertThat(error.kind())
                        .isEqualTo(ErrorKind.SOURCE_TIMEOUT));
    }

    @Test
    void staleCopiesAreCompleteAnswers() {
        assertThat(Truth.isIncomplete(gathered(stale(catalog("oci"), 400, Reason.TIMEOUT))))
                .isFalse();
    }

    private static Gathered sources(String words) {
        String[] each = words.split(" ");
        SourceAnswer[] answers = new SourceAnswer[each.length];
        for (int i = 0; i < each.length; i++) {
            String source = "source" + i;
            answers[i] = switch (each[i]) {
                case "absent" -> fresh(BackendAnswer.absent(source));
                case "skipped" -> skipped(source);
                case "stale" -> stale(catalog(source), 400, null);
                case "stale-timeout" -> stale(catalog(source), 400, Reason.TIMEOUT);
                case "stale-tls" -> stale(catalog(source), 400, Reason.TLS);
                default -> failed(source, Reason.valueOf(each[i].toUpperCase(Locale.ROOT)));
            };
        }
        return gathered(answers);
    }
}
