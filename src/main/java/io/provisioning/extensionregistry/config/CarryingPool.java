package io.provisioning.extensionregistry.config;

import java.util.List;
import java.util.Map;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.MDC;

/**
 * A pool whose tasks have the logging context of whoever gave them to it: what a request has done on other threads can be
 * found by its id.
 */
class CarryingPool extends AbstractExecutorService {
    private final ExecutorService threads;
    private final UnaryOperator<Runnable> tasks;

    CarryingPool(ExecutorService threads) {
        this(threads, task -> task);
    }

    /** @param tasks what is done around each task */
    CarryingPool(ExecutorService threads, UnaryOperator<Runnable> tasks) {
        this.threads = threads;
        this.tasks = tasks;
    }

    @Override
    public void execute(Runnable wanted) {
        Runnable task = tasks.apply(wanted);
        Map<String, String> context = MDC.getCopyOfContextMap();
        threads.execute(context == null || context.isEmpty() ? task : () -> run(task, context));
    }

    /** Threads of a pool have no context of their own. */
    private static void run(Runnable task, Map<String, String> context) {
        MDC.setContextMap(context);
        try {
            task.run();
        } finally {
            MDC.clear();
        }
    }

    @Override
    public void shutdown() {
        threads.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return threads.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return threads.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return threads.isTerminated();
    }

    @Override
    public boolean awaitTermination(long time, TimeUnit unit) throws InterruptedException {
        return threads.awaitTermination(time, unit);
    }
}
