package io.provisioning.extensionregistry.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps processes that share a directory out of each other's way. A process that dies lets go. */
final class StoreLock {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long PAUSE_NANOS = 2_000_000;
    // The system tells processes apart, not threads; and closing the file anywhere in a process lets go of the lock.
    private static final ReentrantLock THIS_PROCESS = new ReentrantLock();

    /** What is done while the lock is held. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws IOException;
    }

    private StoreLock() {}

    /** @throws IOException from the action; or if another process does not let go within {@link #PATIENCE} */
    static <T> T holding(Path file, Action<T> action) throws IOException {
        THIS_PROCESS.lock();
        try {
            if (THIS_PROCESS.getHoldCount() > 1) {
                return action.run();
            }
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                await(channel, file);
                return action.run();
            }
        } finally {
            THIS_PROCESS.unlock();
        }
    }

    /** Closing the channel lets go. */
    private static void await(FileChannel channel, Path file) throws IOException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (channel.tryLock() == null) {
            if (System.nanoTime() - until > 0) {
                throw new IOException("another process holds " + file);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
