package io.provisioning.extensionregistry.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a store holds, how much that is, and what goes first when there is no room. Several processes may share the
 * directory, so this is what we knew last; before anything goes, the directory is read anew.
 */
final class Shelf {
    private static final Duration MARK_USE_EVERY = Duration.ofMinutes(1);
    private static final Duration TRUST_THE_SUM_FOR = Duration.ofSeconds(30);
    /** More than asked for goes at once, so that a full store does not sort all it holds for each blob. */
    private static final int SPARE_PERCENT = 2;

    /** One blob: {@code sound} is the stamp of the file when its digest was right, null if nobody has looked yet. */
    private record Place(long size, Instant used, Instant marked, FileStamp sound) {}

    private final Layout layout;
    private final long maxBytes;
    private final boolean evicting;
    private final Clock clock;
    private final StoreCounts counts;
    private final Map<String, Place> places = new HashMap<>();
    private long bytes;
    private long reserved;
    private Instant readAt = Instant.MIN;

    Shelf(Layout layout, long maxBytes, boolean evicting, Clock clock, StoreCounts counts) {
        this.layout = layout;
        this.maxBytes = maxBytes;
        this.evicting = evicting;
        this.clock = clock;
        this.counts = counts;
    }

    /** Reads the directory; what we know of files that are as they were stays known. */
    synchronized void readDirectory() throws IOException {
        Map<String, Place> before = new HashMap<>(places);
        places.clear();
        bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(layout.blobs())) {
            for (Path file : files) {
                String hex = file.getFileName().toString();
                if (Digests.isHex(hex)) {
                    read(hex, file, before.get(hex));
                }
            }
        } catch (NoSuchFileException e) {
            // Nothing was ever stored.
        }
        readAt = clock.instant();
    }

    private void read(String hex, Path file, Place known) throws IOException {
        try {
            Instant used = FileStamp.used(file);
            long size = Files.size(file);
            boolean newer = known != null && known.used.isAfter(used);
            put(hex, new Place(size, newer ? known.used : used, used, known == null ? null : known.sound));
        } catch (NoSuchFileException e) {
            // Another process has just removed it.
        }
    }

    /** Whether these very bytes were found to be right. */
    synchronized boolean isSound(String hex, FileStamp stamp) {
        Place place = places.get(hex);
        return place != null && stamp.equals(place.sound);
    }

    /**
     * These bytes are right.
     *
     * @param asked whether somebody wants it, so that it counts as used now
     */
    synchronized void sound(String hex, FileStamp stamp, boolean asked) {
        Place known = places.get(hex);
        Instant used = known == null ? Instant.MIN : known.used;
        put(hex, new Place(stamp.size(), used, known == null ? Instant.MIN : known.marked, stamp));
        if (asked) {
            use(hex);
        }
    }

    synchronized void use(String hex) {
        Instant now = clock.instant();
        Place place = places.get(hex);
        if (place != null) {
            boolean mark = place.marked.isBefore(now.minus(MARK_USE_EVERY));
            if (mark) {
                FileStamp.use(layout.blob(hex), now);
            }
            places.put(hex, new Place(place.size, now, mark ? now : place.marked, place.sound));
        }
    }

    synchronized void forget(String hex) {
        Place place = places.remove(hex);
        bytes -= place == null ? 0 : place.size;
    }

    private void put(String hex, Place place) {
        forget(hex);
        places.put(hex, place);
        bytes += place.size;
    }

    /**
     * Takes room for bytes that are to come, and has others go for it.
     *
     * @param free what the disk has left, in bytes
     * @throws NoRoom if what may go does not suffice; then nothing goes
     */
    synchronized void reserve(long wanted, long free) throws IOException {
        if (clock.instant().isAfter(readAt.plus(TRUST_THE_SUM_FOR)) || lacking(wanted, free) > 0) {
            readDirectory();
        }
        long lacking = lacking(wanted, free);
        if (lacking > 0) {
            evict(lacking);
        }
        reserved += wanted;
    }

    synchronized void release(long wanted) {
        reserved -= wanted;
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized int blobs() {
        return places.size();
    }

    synchronized List<String> all() {
        return places.keySet().stream().sorted().toList();
    }

    private long lacking(long wanted, long free) {
        return Math.max(bytes + reserved + wanted - maxBytes, wanted - free);
    }

    private void evict(long lacking) throws IOException {
        List<Map.Entry<String, Place>> leaving = new ArrayList<>();
        long sum = 0;
        long enough = Math.min(lacking + maxBytes / 100 * SPARE_PERCENT, bytes);
        for (Map.Entry<String, Place> each : evicting ? oldestFirst() : List.<Map.Entry<String, Place>>of()) {
            if (sum >= enough) {
                break;
            }
            if (!Files.exists(layout.pin(each.getKey()))) {
                leaving.add(each);
                sum += each.getValue().size;
            }
        }
        if (sum < lacking) {
            throw new NoRoom("%d bytes are lacking and %d may go".formatted(lacking, sum));
        }
        for (Map.Entry<String, Place> each : leaving) {
            Files.deleteIfExists(layout.blob(each.getKey()));
            forget(each.getKey());
            counts.evictedOne();
        }
    }

    private List<Map.Entry<String, Place>> oldestFirst() {
        return places.entrySet().stream()
                .map(each -> Map.entry(each.getKey(), each.getValue()))
                .sorted(Comparator.comparing(each -> each.getValue().used))
                .toList();
    }
}
