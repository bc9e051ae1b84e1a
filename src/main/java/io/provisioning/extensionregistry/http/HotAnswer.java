package io.provisioning.extensionregistry.http;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.buffer.impl.BufferImpl;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** One answer that is given again, with headers that grow older. */
final class HotAnswer {
    /** Below this, a copy costs less than to write two buffers. */
    private static final int MIN_DIRECT_BYTES = 8192;

    /** From this age on at the latest, an answer is asked for at its route again, by one request. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

    /** The same for one that was asked for again before and had stayed as it was. */
    static final Duration ASK_SELDOM = Duration.ofSeconds(30);

    private record Rendered(ReadyAnswer answer, Instant from, Instant until) {}

    private final String route;
    private final Duration askAgain;
    private final Answer first;
    private final boolean isDirect;
    private final Ageing ageing;
    private final long state;
    private final Instant from;
    private final Ageing.Aged atFirst;
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile Rendered rendered;

    /** Made when the answer is given again for the first time: most answers never are. */
    private volatile Buffer body;

    /**
     * @param first what the route {@code route} answered
     * @param before what it answered to such a request before that; null if that is not known
     * @param state when the request of that answer arrived
     * @param from that moment
     */
    HotAnswer(String route, Answer first, HotAnswer before, Ageing ageing, long state, Instant from) {
        this.route = route;
        boolean same = before != null && Arrays.equals(first.body(), before.first.body());
        this.first = same ? new Answer(first.status(), first.headers(), before.first.body()) : first;
        this.isDirect = same && bytes() >= MIN_DIRECT_BYTES;
        this.body = same && (before.isDirect || bytes() < MIN_DIRECT_BYTES) ? before.body() : null;
        this.ageing = ageing;
        this.atFirst = ageing.after(Duration.ZERO);
        Duration longest = same ? ASK_SELDOM : ASK_AGAIN;
        // Once: a division of durations makes big decimals, which for each answer was a fifth of its garbage.
        Duration due = atFirst == null ? longest : atFirst.left().dividedBy(10);
        this.askAgain = due.compareTo(longest) < 0 ? due : longest;
        this.state = state;
        this.from = from;
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

    /**
     * Bytes where the kernel reads them without another copy. Only for what stays the same for seconds: this memory is
     * given back late.
     */
    private static Buffer direct(byte[] bytes) {
        return BufferImpl.buffer(Unpooled.wrappedBuffer(
                ByteBuffer.allocateDirect(bytes.length).put(bytes).flip()));
    }

    /** What was given before is shared, and moved where it is sent from with the least effort. */
    private Buffer body() {
        if (body == null && first.body() != null) {
            body = isDirect ? direct(first.body()) : first.buffer();
        }
        return body;
    }

    /**
     * Whether its route is to be asked again because of its age; true for one caller only. The less time it has left, the
     * sooner, so that the route can see to a renewal before that time is over.
     */
    boolean isToBeAskedAgain(Duration age) {
        return age.compareTo(askAgain) >= 0 && !asked.get() && asked.compareAndSet(false, true);
    }

    /** Whether the answer left its route with the headers that its ageing begins with; who changed one knows more. */
    boolean isOfItsAgeing() {
        return atFirst != null
                && atFirst.headers().entrySet().stream().allMatch(header -> List.of(header.getValue())
                        .equals(first.headers().get(header.getKey())));
    }

    /** The answer as it is at a moment; null if only the route can tell. */
    ReadyAnswer at(Instant now) {
        Rendered last = rendered;
        if (last != null && !now.isBefore(last.from()) && now.isBefore(last.until())) {
            return last.answer();
        }
        Ageing.Aged aged = ageing.after(Duration.between(from, now));
        if (aged == null) {
            return null;
        }
        Map<String, List<String>> headers = new LinkedHashMap<>(first.headers());
        aged.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        ReadyAnswer answer = ReadyAnswer.of(route, new Answer(first.status(), headers, first.body()), body());
        rendered = new Rendered(answer, now, now.plus(aged.sameFor()));
        return answer;
    }
}
