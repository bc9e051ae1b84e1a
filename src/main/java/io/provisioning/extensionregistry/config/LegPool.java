package io.provisioning.extensionregistry.config;

import java.util.concurrent.ExecutorService;

/**
 * A pool for the legs of fan-outs. Camel gives it a task that does nothing but give it the first leg and the next such
 * task: that one runs where it is given, so that each leg costs one change of threads and a fan-out itself none.
 */
final class LegPool extends CarryingPool {
    private final ThreadLocal<Boolean> within = ThreadLocal.withInitial(() -> false);

    LegPool(ExecutorService threads) {
        super(threads);
    }

    @Override
    public void execute(Runnable task) {
        if (within.get()) {
            super.execute(() -> run(task));
        } else {
            run(task);
        }
    }

    private void run(Runnable task) {
        within.set(true);
        try {
            task.run();
        } finally {
            within.remove();
        }
    }
}
