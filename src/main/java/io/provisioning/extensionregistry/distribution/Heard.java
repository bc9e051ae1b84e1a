package io.provisioning.extensionregistry.distribution;

import io.provisioning.extensionregistry.catalog.Gathered;
import io.provisioning.extensionregistry.catalog.SourceAnswer;
import io.provisioning.extensionregistry.catalog.SourceAnswer.CacheUse;
import io.provisioning.extensionregistry.catalog.SourceAnswer.State;
import io.provisioning.extensionregistry.catalog.Truth;
import io.provisioning.extensionregistry.http.ErrorKind;
import io.provisioning.extensionregistry.http.RegistryException;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.upstream.Failures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the sources said in one request, each about what was asked for. Not thread-safe. */
final class Heard {
    private final List<SourceAnswer> answers = new ArrayList<>();

    void add(SourceAnswer answer) {
        answers.add(answer);
    }

    /** A source does not have it. */
    void absent(Holder holder) {
        answers.add(fresh(holder, BackendAnswer.absent(holder.source())));
    }

    /** A source has something of what a list is made of, or nothing to add. */
    void contributed(Holder holder) {
        answers.add(fresh(holder, BackendAnswer.catalog(holder.source(), List.of(), Map.of())));
    }

    boolean hasContribution() {
        return answers.stream().anyMatch(answer -> answer.answer().outcome() == BackendAnswer.Outcome.ANSWERED);
    }

    Gathered all() {
        return new Gathered(answers);
    }

    /** What is to be said if nobody had it. */
    RegistryException nothing(V2Query query) {
        ErrorKind kind =
                switch (query.endpoint()) {
                    case MANIFEST -> ErrorKind.MANIFEST_UNKNOWN;
                    case BLOB -> ErrorKind.BLOB_UNKNOWN;
                    default -> ErrorKind.NAME_UNKNOWN;
                };
        return Truth.absence(all(), kind, query.title() + " not found");
    }

    /** The answer of a source that gave none. */
    static SourceAnswer failure(String source, String kind, Throwable thrown) {
        return SourceAnswer.failed(kind, BackendAnswer.failed(source, Failures.of(thrown)), CacheUse.MISS);
    }

    private static SourceAnswer fresh(Holder holder, BackendAnswer answer) {
        return new SourceAnswer(
                answer.source(), holder.kind(), answer, State.FRESH, CacheUse.MISS, Duration.ZERO, Duration.ZERO);
    }
}
