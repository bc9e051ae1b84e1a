package io.provisioning.extensionregistry.catalog;

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
}
