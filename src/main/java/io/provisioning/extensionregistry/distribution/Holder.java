package io.provisioning.extensionregistry.distribution;

import io.provisioning.extensionregistry.catalog.SourceAnswer;
import io.provisioning.extensionregistry.model.BackendAnswer.Outcome;
import io.provisioning.extensionregistry.model.SourceExtension;

/**
 * A source that has what a repository stands for, or may have it because it did not say.
 *
 * @param source its id
 * @param kind of the source
 * @param extension as the source has it; null for a repository that is passed through, or if nothing is known
 * @param failed what it answered instead; null if it has it
 */
record Holder(String source, String kind, SourceExtension extension, SourceAnswer failed) {
    /** What a source's answer to the question for an extension makes of it; null if it does not have it. */
    static Holder of(SourceAnswer answer) {
        if (answer.isFailed()) {
            return new Holder(answer.source(), answer.kind(), null, answer);
        }
        return answer.answer().outcome() == Outcome.ANSWERED
                        && !answer.answer().extensions().isEmpty()
                ? new Holder(
                        answer.source(),
                        answer.kind(),
                        answer.answer().extensions().get(0),
                        null)
                : null;
    }

    /** The registry that is passed through. */
    static Holder passedThrough(String source) {
        return new Holder(source, RepositoryNames.REGISTRY, null, null);
    }

    /** Whether a source has artifacts of its own; those of the others are made here. */
    static boolean isOfRegistry(SourceAnswer answer) {
        return answer.kind().equals(RepositoryNames.REGISTRY);
    }

    /** Whether it has artifacts of its own. */
    boolean isRegistry() {
        return kind.equals(RepositoryNames.REGISTRY);
    }
}
