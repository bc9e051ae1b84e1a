package io.provisioning.extensionregistry.upstream;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/**
 * Ends a call whose head has not come, redirects included, when its time is up. A socket's own time-out starts anew
 * with each byte, so that a server that drips bytes would hold a call for ever.
 */
final class CallBudget implements ExecChainHandler {
    private static final ScheduledThreadPoolExecutor ALARMS = alarms();

    private final Duration budget;

    CallBudget(Duration budget) {
        this.budget = budget;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        AtomicBoolean over = new AtomicBoolean();
        Future<?> alarm = ALARMS.schedule(
                () -> {
                    over.set(true);
                    scope.execRuntime.discardEndpoint();
                },
                budget.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            if (over.get()) {
                response.close();
                throw new SocketTimeoutException("no answer in time");
            }
            return response;
        } catch (IOException | HttpException | RuntimeException e) {
            if (over.get()) {
                // Without its cause, which is only that we closed the connection.
                throw new SocketTimeoutException("no answer in time");
            }
            throw e;
        } finally {
            alarm.cancel(false);
        }
    }

    private static ScheduledThreadPoolExecutor alarms() {
        ScheduledThreadPoolExecutor alarms = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "call-budget");
            thread.setDaemon(true);
            return thread;
        });
        alarms.setRemoveOnCancelPolicy(true);
        return alarms;
    }
}
