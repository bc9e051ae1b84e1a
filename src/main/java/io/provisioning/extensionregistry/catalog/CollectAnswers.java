package io.provisioning.extensionregistry.catalog;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the {@link SourceAnswer}s of the legs of a fan-out into one list, the body of the answer. The answer stands
 * on the exchange that came in, never on a leg's: a leg that failed and was handled would take its mark along and stop
 * the caller. A leg that brought nothing, because it had nobody to ask, adds nothing; so
 * does one that failed, which only a defect of ours can cause and is logged.
 */
public final class CollectAnswers implements AggregationStrategy {
    private static final Logger LOG = LoggerFactory.getLogger(CollectAnswers.class);

    @Override
    public Exchange aggregate(Exchange collected, Exchange leg) {
        return aggregate(collected, leg, null);
    }

    @Override
    public Exchange aggregate(Exchange collected, Exchange leg, Exchange input) {
        List<SourceAnswer> answers = collected == null
                ? new ArrayList<>()
                : answersOf(collected.getMessage().getBody());
        if (leg != null && leg.getException() != null) {
            LOG.error("A leg of the fan-out met a defect", leg.getException());
        } else if (leg != null) {
            answers.addAll(answersOf(leg.getMessage().getBody()));
        }
        Exchange answer = collected != null ? collected : input != null ? input : leg;
        if (answer != null) {
            answer.getMessage().setBody(answers);
        }
        return answer;
    }

    private static List<SourceAnswer> answersOf(Object body) {
        List<SourceAnswer> answers = new ArrayList<>();
        if (body instanceof SourceAnswer one) {
            answers.add(one);
        } else if (body instanceof List<?> many) {
            many.stream()
                    .filter(SourceAnswer.class::isInstance)
                    .map(SourceAnswer.class::cast)
                    .forEach(answers::add);
        }
        return answers;
    }
}
