package io.provisioning.extensionregistry.config;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.util.concurrent.SynchronousExecutorService;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/**
 * The thread pools: who may wait for what. Requests wait on none of them; each source's calls run on threads of its
 * own, so that a silent source holds up nothing but itself. What they log names the request that they work for.
 */
public final class Threads {
    /** Loads of one source that may wait for a thread; further ones are refused. */
    private static final int WAITING_LOADS = 1000;

    /** Downloads that run at a time; further ones are refused. */
    private static final int DOWNLOADS = 512;

    /** Files that are read at a time to compute their digests. */
    private static final int HASHINGS = 4;

    private static final long IDLE_SECONDS = 30;

    private final CamelContext context;

    public Threads(CamelContext context) {
        this.context = context;
    }

    /** For the legs of a fan-out and those who waited for a flight: never for anything that blocks. */
    public ExecutorService fanOut() {
        int size = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
        return pool("fan-out", size, Integer.MAX_VALUE);
    }

    /** For what each kind of source adds to a fan-out: it hands out legs and waits for nothing. */
    public static ExecutorService kinds() {
        return new SynchronousExecutorService();
    }

    /** For the legs of a fan-out, on the threads of a pool. */
    public static ExecutorService legs(ExecutorService pool) {
        return new LegPool(pool);
    }

    /** For the bytes of downloads, one thread each. */
    public ExecutorService downloads() {
        return pool("downloads", DOWNLOADS, 0);
    }

    /** For transfers into the store, one thread each; more than downloads, since they may go on without them. */
    public ExecutorService transfers() {
        return pool("transfers", 2 * DOWNLOADS, 0);
    }

    /** For reading files whose digest nobody tells; few, because each takes as much as there is of the network. */
    public ExecutorService hashing() {
        return pool("hashing", HASHINGS, WAITING_LOADS);
    }

    /** For the probes, one thread for each source. */
    public ExecutorService probes(int sources) {
        return pool("probes", Math.max(1, sources), Integer.MAX_VALUE);
    }

    /** For one source's loads, each of which holds a thread while it waits for the source. */
    public ExecutorService loads(SourceSettings source) {
        return pool(source.id() + "-loads", Math.max(2, source.maxConnections() - source.parallelism()), WAITING_LOADS);
    }

    /**
     * For the calls of one source's catalogue load, and for what is done with their answers: as many as may be in flight
     * wait for an answer, and each processor has one to work on.
     */
    public ExecutorService calls(SourceSettings source) {
        int size = source.parallelism() + Runtime.getRuntime().availableProcessors();
        Semaphore turns = new Semaphore(source.parallelism());
        return pool(source.id() + "-calls", size, Integer.MAX_VALUE, task -> Turn.needed(turns, task));
    }

    private ExecutorService pool(String name, int size, int queue) {
        return pool(name, size, queue, task -> task);
    }

    private ExecutorService pool(String name, int size, int queue, UnaryOperator<Runnable> tasks) {
        // With a queue the pool grows to its core size only, without one to its greatest size; Camel makes it one
        // thread if the core size is 0.
        return new CarryingPool(
                context.getExecutorServiceManager()
                        .newThreadPool(
                                this,
                                name,
                                new ThreadPoolProfileBuilder(name)
                                        .poolSize(queue == 0 ? 1 : size)
                                        .maxPoolSize(size)
                                        .maxQueueSize(queue)
                                        .keepAliveTime(IDLE_SECONDS)
                                        .allowCoreThreadTimeOut(true)
                                        .rejectedPolicy(ThreadPoolRejectedPolicy.Abort)
                                        .build()),
                tasks);
    }
}
