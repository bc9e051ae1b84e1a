package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.upstream.FailedAnswer;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;

/**
 * Takes what a source's route answered as a {@link BackendAnswer}: its own failure answer, an exception that it let
 * through, or the public JSON that a drop-in speaks. A route that does not run is an operation that is not offered.
 */
public final class TakeAnswer implements AggregationStrategy {
    /** The absence of everything is a failure. */
    private static final Failure NO_CATALOGUE = Failure.of(Reason.INVALID_ANSWER, "the source has no catalogue there");

    @Override
    public Exchange aggregate(Exchange asking, Exchange asked) {
        BackendAnswer answer = answer(asking, asked);
        boolean noCatalogue = answer.outcome() == BackendAnswer.Outcome.ABSENT
                && !"find".equals(asking.getProperty("operation"))
                && !"versions".equals(asking.getProperty("operation"));
        asking.getMessage().setBody(noCatalogue ? BackendAnswer.failed(answer.source(), NO_CATALOGUE) : answer);
        return asking;
    }

    private static BackendAnswer answer(Exchange asking, Exchange asked) {
        String source = asking.getProperty("source", String.class);
        String operation = asking.getProperty("operation", String.class);
        if (asked == null) {
            return BackendAnswer.absent(source);
        }
        Exception thrown = asked.getException();
        if (thrown instanceof DirectConsumerNotAvailableException
                && thrown.getMessage().contains("direct://" + source + "." + operation + ".")) {
            return BackendAnswer.skipped(source);
        }
        if (thrown != null) {
            return new FailedAnswer().from(source, thrown);
        }
        try {
            return DropInAnswer.toAnswer(
                    source,
                    operation,
                    asking.getProperty("extensionId", ExtensionId.class),
                    asked.getMessage().getBody());
        } catch (Exception e) {
            return new FailedAnswer().from(source, e);
        }
    }
}
