package io.provisioning.extensionregistry.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder in which a process writes what is not yet whole. As long as the process lives it holds a lock in it; a
 * folder whose lock is free belongs to nobody and goes. Numbers of processes would not do: two containers that share a
 * volume may both be number 1.
 */
final class Incoming implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Incoming.class);
    private static final String ALIVE = "alive";
    private static final Set<Path> OF_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel alive;
    private final AtomicLong files = new AtomicLong();

    private Incoming(Path folder, FileChannel alive) {
        this.folder = folder;
        this.alive = alive;
    }

    /** Makes the layout if it is not there, removes what dead processes left, and makes a folder of our own. */
    static Incoming open(Layout layout) throws IOException {
        return StoreLock.holding(layout.lock(), () -> {
            layout.create();
            sweep(layout.incoming());
            Path folder =
                    layout.incoming().resolve(UUID.randomUUID().toString()).toAbsolutePath();
            Files.createDirectory(folder);
            FileChannel alive =
                    FileChannel.open(folder.resolve(ALIVE), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            if (alive.tryLock() == null) {
                throw new IOException("the lock in " + folder + " is taken");
            }
            OF_THIS_PROCESS.add(folder);
            return new Incoming(folder, alive);
        });
    }

    /** A name that is not in use. */
    Path next() {
        return folder.resolve(files.incrementAndGet() + ".partial");
    }

    /** Whether the folder is still there: somebody may have emptied the directory. */
    boolean exists() {
        return Files.exists(folder.resolve(ALIVE));
    }

    private static void sweep(Path incoming) throws IOException {
        for (Path entry : children(incoming)) {
            try {
                if (!Files.isDirectory(entry)) {
                    Files.deleteIfExists(entry);
                } else if (!OF_THIS_PROCESS.contains(entry.toAbsolutePath()) && isDead(entry)) {
                    LOG.info("{} was left by a process that ended in the middle; it goes", entry);
                    remove(entry);
                }
            } catch (IOException e) {
                // Its process may be removing it at this moment.
                LOG.debug("{} stays until the next start", entry, e);
            }
        }
    }

    private static boolean isDead(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder.resolve(ALIVE), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (NoSuchFileException e) {
            // Folder and lock are made while we could not look, so whoever made it did not live to make the lock.
            return true;
        }
    }

    private static void remove(Path folder) throws IOException {
        for (Path file : children(folder)) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    @Override
    public void close() {
        try {
            remove(folder);
        } catch (IOException e) {
            LOG.debug("{} stays until the next start", folder, e);
        }
        OF_THIS_PROCESS.remove(folder);
        try {
            alive.close();
        } catch (IOException e) {
            LOG.debug("{} does not close", folder, e);
        }
    }
}
