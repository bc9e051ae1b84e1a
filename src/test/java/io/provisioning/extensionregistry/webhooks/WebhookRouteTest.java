package io.provisioning.extensionregistry.webhooks;

import static io.provisioning.extensionregistry.support.Samples.provider;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.http.ApiRequest;
import io.provisioning.extensionregistry.http.ErrorAnswer;
import io.provisioning.extensionregistry.http.SendAnswer;
import io.provisioning.extensionregistry.support.RouteContext;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The route between its neighbours. */
class WebhookRouteTest {
    private static final byte[] BYTES = {'{', (byte) 0xff, 0, '\r', '\n', '}'};

    private final List<byte[]> received = new ArrayList<>();
    private final List<String> counted = new ArrayList<>();
    private WebhookOutcome outcome = WebhookOutcome.ACCEPTED;
    private RouteContext route;

    /** Stands in for what judges calls. */
    public final class Judge {
        public WebhookVerdict receive(ApiRequest request, byte[] body) {
            received.add(body);
            return new WebhookVerdict(request.pathParameter("source"), outcome, Set.of(provider("aws")));
        }
    }

    /** Stands in for what counts them. */
    public final class Counter {
        public void count(WebhookVerdict verdict) {
            counted.add(verdict.outcome().wireName());
        }
    }

    @BeforeEach
    void start() throws Exception {
        route = new RouteContext(
                        Map.of(
                                "webhooks", new Judge(),
                                "webhookCounts", new Counter(),
                                "webhookAnswers", new WebhookAnswers(),
                                "sendAnswer", new SendAnswer(),
                                "errorAnswer", new ErrorAnswer()),
                        Map.of(),
                        "webhooks/receive.camel.yaml",
                        "shared/errors.camel.yaml")
                .start();
    }

    @AfterEach
    void stop() {
        route.close();
    }

    @Test
    void theBytesArriveAsTheyWereSent() {
        Exchange answer = send(Buffer.buffer(BYTES));
        assertThat(received).containsExactly(BYTES);
        assertThat(answer.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(202);
        assertThat(text(answer)).isEqualTo("{\"outcome\":\"accepted\",\"extensions\":[\"provider/aws\"]}");
        assertThat(counted).containsExactly("accepted");
    }

    @Test
    void noBodyAndAFormAreNoBytes() {
        send(null);
        send(Map.of("payload", "{}"));
        assertThat(received).containsExactly(null, null);
    }

    @Test
    void everyOutcomeIsCountedAndHasItsAnswer() {
        for (WebhookOutcome each : WebhookOutcome.values()) {
            outcome = each;
            Exchange answer = send(Buffer.buffer(BYTES));
            assertThat(answer.getException()).as("%s", each).isNull();
            assertThat(answer.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE))
                    .as("%s", each)
                    .isEqualTo(each.status());
            assertThat(text(answer)).startsWith(each.status() < 300 ? "{\"outcome\":" : "{\"error\":");
        }
        assertThat(counted).hasSameSizeAs(WebhookOutcome.values());
    }

    private Exchange send(Object body) {
        ApiRequest request = new ApiRequest(
                "POST", false, "/api/v1/webhooks/gitea", Map.of("source", "gitea"), Map.of(), Map.of(), "test");
        return route.context().createProducerTemplate().request("direct:webhooks.receive", exchange -> {
            exchange.setProperty(ApiRequest.PROPERTY, request);
            exchange.getMessage().setBody(body);
        });
    }

    private static String text(Exchange answer) {
        return new String(answer.getMessage().getBody(byte[].class), StandardCharsets.UTF_8);
    }
}
