package io.provisioning.extensionregistry.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Gives again, ahead of the routes, an answer that a route has just given, while it is certain that the route would give
 * the very same one: to a request that is the same in all that routes can see, before anything that answers are made of
 * has changed, and with the headers that its {@link Ageing} says it has by now. Routes still decide every answer: what no
 * use case marked so is never given twice, and now and then one of the requests goes to its route all the same.
 */
public final class HotAnswers {
    /** Where the consumer of a request finds its {@link Moment}. */
    static final String MOMENT = Moment.class.getName();

    /** Keys and bodies together. */
    private static final long MAX_WEIGHT = 8L << 20;

    private static final int MAX_BODY_BYTES = 1 << 20;
    /** What an entry weighs beside its key and body once it was given again, roughly: most of it are its headers. */
    private static final int ENTRY_WEIGHT = 4096;

    /** At this age an answer is given no more. */
    private static final Duration LONGEST = HotAnswer.ASK_SELDOM.multipliedBy(2);

    /** For so long it is known that such a request has an answer to wait for, while another one asks the route. */
    private static final Duration KNOWN = LONGEST.multipliedBy(5);

    /** Of the keys of such requests, roughly. */
    private static final long MAX_KNOWN_WEIGHT = 1L << 20;

    private final LongAdder repeated = new LongAdder();
    private final LongSupplier state;
    private final InstantSource clock;
    private final Cache<HotKey, HotAnswer> entries;
    private final Cache<HotKey, Boolean> known;
    private final Renewals renewals = new Renewals();

    /**
     * @param state changes whenever anything changes that answers are made of, other than time
     * @param clock the one by which copies age
     */
    public HotAnswers(LongSupplier state, InstantSource clock) {
        this.state = state;
        this.clock = clock;
        this.entries = Caffeine.newBuilder()
                .maximumWeight(MAX_WEIGHT)
                .weigher((HotKey key, HotAnswer answer) -> answer.bytes() + ENTRY_WEIGHT + key.weight())
                .expireAfterWrite(LONGEST)
                .build();
        this.known = Caffeine.newBuilder()
                .maximumWeight(MAX_KNOWN_WEIGHT)
                .weigher((HotKey key, Boolean yes) -> key.weight())
                .expireAfterWrite(KNOWN)
                .build();
    }

    /** How many requests were answered ahead of the routes. */
    public long repeated() {
        return repeated.sum();
    }

    /** How many requests wait for the answer to another one like them. */
    int waiting() {
        return renewals.waiting();
    }

    /** What was true when a request arrived: what is remembered of its answer holds from then on. */
    record Moment(HotKey key, long state, Instant at) {}

    /** The moment of a request; null if it can neither be answered ahead of the routes nor be remembered. */
    Moment moment(HttpServerRequest request) {
        HotKey key = HotKey.of(request);
        return key == null ? null : new Moment(key, state.getAsLong(), clock.instant());
    }

    /** What to answer a request at once; null if its route must. */
    ReadyAnswer find(HttpServerRequest request) {
        HotKey key = HotKey.of(request);
        HotAnswer last = key == null ? null : entries.getIfPresent(key);
        if (last == null || last.state() != state.getAsLong()) {
            return null;
        }
        Instant now = clock.instant();
        Duration age = Duration.between(last.from(), now);
        if (age.isNegative() || age.compareTo(LONGEST) >= 0 || last.isToBeAskedAgain(age)) {
            return null;
        }
        ReadyAnswer answer = last.at(now);
        if (answer != null) {
            repeated.increment();
        }
        return answer;
    }

    /**
     * Whether a request to whose like an answer was given lately, and that now goes to its route, is the only such one. It
     * must tell when it is {@link #over}.
     */
    boolean renews(Moment moment) {
        return known.getIfPresent(moment.key()) != null && renewals.begin(moment.key());
    }

    /** Ends the renewal by a request; if it brought nothing that may be repeated, what was known is given no more. */
    void over(Moment moment) {
        HotAnswer brought = entries.getIfPresent(moment.key());
        if (brought == null || brought.from().isBefore(moment.at())) {
            entries.invalidate(moment.key());
            known.invalidate(moment.key());
        }
        renewals.over(moment.key());
    }

    /**
     * Has a request that could not be answered at once wait while another one like it {@link #renews} the answer.
     *
     * @param again called on any thread, once
     * @return false if it must go to its route
     */
    boolean await(HttpServerRequest request, Runnable again) {
        HotKey key = HotKey.of(request);
        return key != null && renewals.await(key, again);
    }

    /**
     * Remembers an answer of a route.
     *
     * @param moment of its request
     * @param route its id
     */
    void remember(Moment moment, String route, Answer answer, Ageing ageing) {
        int bytes = answer.body() == null ? 0 : answer.body().length;
        boolean repeatable = answer.status() == 200 || answer.status() == 304;
        if (repeatable && bytes <= MAX_BODY_BYTES) {
            HotAnswer hot = new HotAnswer(
                    route, answer, entries.getIfPresent(moment.key()), ageing, moment.state(), moment.at());
            if (hot.isOfItsAgeing()) {
                entries.put(moment.key(), hot);
                known.put(moment.key(), true);
            }
        }
    }
}
