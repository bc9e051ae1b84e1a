package io.provisioning.extensionregistry.http;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** One answer that is given again, with headers that grow older. */
final class HotAnswer {
    private record Rendered(ReadyAnswer answer, Instant from, Instant until) {}

    private final String route;
    private final Answer first;
    private final Ageing ageing;
    private final long state;
    private final Instant from;
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile Rendered rendered;

    /**
     * @param first what the route {@code route} answered
     * @param state when the request of that answer arrived
     * @param from that moment
     */
    HotAnswer(String route, Answer first, Ageing ageing, long state, Instant from) {
        this.route = route;
        this.first = first;
        this.ageing = ageing;
        this.state = state;
        this.from = from;
        this.rendered = new Rendered(ReadyAnswer.of(route, first), from, from);
    }

    long state() {
        return state;
    }

    Instant from() {
        return from;
    }

    /** Of the body. */
    int bytes() {
        return first.body() == null ? 0 : first.body().length;
    }

    /** True for one caller only. */
    boolean isFirstToAskAgain() {
        return !asked.get() && asked.compareAndSet(false, true);
    }

    /** Whether the answer left its route with the headers that its ageing begins with; who changed one knows more. */
    boolean isOfItsAgeing() {
        Ageing.Aged now = ageing.after(Duration.ZERO);
        return now != null
                && now.headers().entrySet().stream().allMatch(header -> List.of(header.getValue())
                        .equals(first.headers().get(header.getKey())));
    }

    /** The answer as it is at a moment; null if only the route can tell. */
    ReadyAnswer at(Instant now) {
        Rendered last = rendered;
        if (!now.isBefore(last.from()) && now.isBefore(last.until())) {
            return last.answer();
        }
        Ageing.Aged aged = ageing.after(Duration.between(from, now));
        if (aged == null) {
            return null;
        }
        Map<String, List<String>> headers = new LinkedHashMap<>(first.headers());
        aged.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        ReadyAnswer answer = ReadyAnswer.of(route, new Answer(first.status(), headers, first.body()));
        rendered = new Rendered(answer, now, now.plus(aged.sameFor()));
        return answer;
    }
}
