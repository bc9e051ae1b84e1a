package io.provisioning.extensionregistry.store;

import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The transfers that run at this moment: whoever wants what is already on its way joins in. */
public final class BlobFlights {
    /** Of how many that have landed it is known what they were, for those who come just then. */
    private static final int LANDED = 1024;

    private final ContentStore store;
    private final Map<String, BlobFlight> flights = new HashMap<>();
    private final Map<String, String> landed = new LinkedHashMap<>();

    /**
     * Where somebody gets his bytes from.
     *
     * @param kept what is in the store after all; null if it is not
     * @param reader who follows the flight; null if {@code kept} is not
     * @param begun what the caller has to bring the bytes to, or to fail; null if somebody else does
     */
    public record Joined(StoredBlob kept, BlobReader reader, BlobFlight begun) {}

    public BlobFlights(ContentStore store) {
        this.store = store;
    }

    /**
     * Joins the flight of something, or begins it if it is not in the store.
     *
     * @param key what the bytes are known by: who asks for the same key gets the same bytes
     * @param digest what they must have; null if not known
     * @param size in bytes; negative if not known
     * @return empty if nothing can be kept now; then everybody has to ask for himself
     */
    public synchronized Optional<Joined> join(String key, String digest, long size) {
        clear();
        try {
            BlobFlight running = flights.get(key);
            BlobReader reader = running == null ? null : running.join();
            if (reader != null) {
                return Optional.of(new Joined(null, reader, null));
            }
            Optional<StoredBlob> kept = store.find(digest == null ? landed.get(key) : digest);
            return Optional.of(kept.isPresent() ? new Joined(kept.get(), null, null) : begin(key, digest, size));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Joined begin(String key, String digest, long size) throws IOException {
        BlobFlight flight = new BlobFlight(digest, size, store.begin(digest, size));
        try {
            BlobReader first = flight.join();
            flights.put(key, flight);
            return new Joined(null, first, flight);
        } catch (IOException e) {
            flight.fail(e);
            throw e;
        }
    }

    /** How many bytes of something have come; empty if nobody brings it. */
    public synchronized Optional<Long> received(String key) {
        return Optional.ofNullable(flights.get(key))
                .filter(flight -> !flight.isOver())
                .map(BlobFlight::received);
    }

    private void clear() {
        for (Iterator<Map.Entry<String, BlobFlight>> all = flights.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, BlobFlight> each = all.next();
            if (each.getValue().isOver()) {
                all.remove();
                if (each.getValue().landed() != null) {
                    landed.put(each.getKey(), each.getValue().landed().toString());
                }
            }
        }
        while (landed.size() > LANDED) {
            landed.remove(landed.keySet().iterator().next());
        }
    }
}
