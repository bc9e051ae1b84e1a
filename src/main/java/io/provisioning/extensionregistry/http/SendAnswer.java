package io.provisioning.extensionregistry.http;

import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The last step of a use case: puts its {@link RouteAnswer} on the exchange. Nothing else that stood there leaves. */
public final class SendAnswer {
    /** Expects an {@link RouteAnswer} as the body. */
    public void send(Exchange exchange) {
        Message message = exchange.getMessage();
        RouteAnswer answer = message.getBody(RouteAnswer.class);
        if (answer == null) {
            throw new IllegalStateException("the route has no answer to send");
        }
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        message.setHeader(Exchange.CONTENT_TYPE, answer.contentType());
        answer.headers().forEach(message::setHeader);
        message.setBody(answer.body());
        exchange.setProperty(Props.AGEING, answer.ageing());
    }
}
