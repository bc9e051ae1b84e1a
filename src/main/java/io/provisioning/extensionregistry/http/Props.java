package io.provisioning.extensionregistry.http;

/** The exchange properties that the server sets on every request. */
public final class Props {
    /** The {@link ApiRequest}. */
    public static final String API_REQUEST = ApiRequest.PROPERTY;

    /** The request id; also the key of the logging context while routes run. */
    public static final String REQUEST_ID = "requestId";

    /**
     * The {@code traceparent} of the request's span, also the key of the logging context under which whoever calls a source
     * finds it; missing if nothing is traced.
     */
    public static final String TRACE_PARENT = "traceparent";

    /** Key of the logging context: the id of the trace. */
    public static final String TRACE_ID = "traceId";

    /** Key of the logging context: what runs, if it is no request: a route that a timer began, or a load of a source. */
    public static final String TASK = "task";

    /** The Vert.x {@code RoutingContext}; only for steps that write the answer themselves. */
    public static final String ROUTING_CONTEXT = "routingContext";

    /**
     * The {@link Ageing} of the answer; a step behind the use case whose effect depends on anything but the request and
     * the answer removes it.
     */
    public static final String AGEING = "ageing";

    private Props() {}
}
