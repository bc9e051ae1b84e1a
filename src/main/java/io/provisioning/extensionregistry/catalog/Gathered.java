package io.provisioning.extensionregistry.catalog;

import java.time.Duration;
import java.util.List;

/**
 * What all sources contributed to one request.
 *
 * @param answers one for each source, in the order of preference
 */
public record Gathered(List<SourceAnswer> answers) {
    public Gathered {
        answers = List.copyOf(answers);
    }

    /** The same a while later: all copies are older by that much. */
    public Gathered older(Duration elapsed) {
        return new Gathered(
                answers.stream().map(answer -> answer.older(elapsed)).toList());
    }
}
