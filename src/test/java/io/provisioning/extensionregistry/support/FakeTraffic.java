package io.provisioning.extensionregistry.support;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What a stand-in was asked, and how its answers are late or wrong. */
public final class FakeTraffic {
    private final Vertx vertx;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();
    private final List<StubRequest> requests = new CopyOnWriteArrayList<>();
    private final Map<String, StubAnswer> faults = new LinkedHashMap<>();
    private final Set<String> once = new HashSet<>();
    private volatile long delayMillis;
    private volatile CountDownLatch hold = new CountDownLatch(0);

    FakeTraffic(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Each call takes that long; calls do not wait for each other. */
    public void delay(long millis) {
        delayMillis = millis;
    }

    /** Nothing is answered before the latch is at zero. */
    public void holdUntil(CountDownLatch latch) {
        hold = latch;
    }

    /** Answers every target that contains a text with this instead, until {@link #heal()}. */
    public void fault(String targetPart, StubAnswer answer) {
        synchronized (faults) {
            faults.put(targetPart, answer);
        }
    }

    /** As {@link #fault}, for the next such call alone. */
    public void faultOnce(String targetPart, StubAnswer answer) {
        synchronized (faults) {
            faults.put(targetPart, answer);
            once.add(targetPart);
        }
    }

    /** Ends all faults. */
    public void heal() {
        synchronized (faults) {
            faults.clear();
            once.clear();
        }
    }

    /** Everything that was asked, in order. */
    public List<StubRequest> requests() {
        return List.copyOf(requests);
    }

    /** How many calls were ever in progress at the same time. */
    public int mostInFlight() {
        return mostInFlight.get();
    }

    /** Forgets what was asked. */
    public void forget() {
        requests.clear();
        mostInFlight.set(0);
    }

    void pass(HttpServerRequest request, Runnable answer) {
        requests.add(recorded(request));
        mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        request.response().endHandler(done -> inFlight.decrementAndGet());
        if (hold.getCount() > 0) {
            CountDownLatch held = hold;
            vertx.setPeriodic(5, timer -> {
                if (held.getCount() == 0) {
                    vertx.cancelTimer(timer);
                    answer(request, answer);
                }
            });
        } else if (delayMillis > 0) {
            vertx.setTimer(delayMillis, timer -> answer(request, answer));
        } else {
            answer(request, answer);
        }
    }

    static StubRequest recorded(HttpServerRequest request) {
        Map<String, List<String>> headers = new HashMap<>();
        request.headers().forEach(header -> headers.computeIfAbsent(
                        header.getKey().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                .add(header.getValue()));
        return new StubRequest(request.method().name(), request.uri(), headers, new byte[0]);
    }

    private void answer(HttpServerRequest request, Runnable answer) {
        Optional<StubAnswer> fault;
        synchronized (faults) {
            Optional<String> part =
                    faults.keySet().stream().filter(request.uri()::contains).findFirst();
            fault = part.map(faults::get);
            part.filter(once::remove).ifPresent(faults::remove);
        }
        fault.ifPresentOrElse(wrong -> FakeReply.send(request, wrong), answer);
    }
}
