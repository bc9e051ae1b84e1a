package io.provisioning.extensionregistry.store;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;

/** A process that puts blob after blob into a store, and says what it has done. */
final class StoreWriter {
    private static final int LARGEST = 100_000;

    private StoreWriter() {}

    /**
     * Says {@code begun} in the middle of each blob and its digest at its end, and {@code end} after the last.
     *
     * @param arguments the directory; what the store may hold, in bytes; the number of the first blob and that of the one
     *     after the last; how many of them are written before it waits in the middle of one for ever, or -1
     */
    public static void main(String[] arguments) throws Exception {
        long bound = Long.parseLong(arguments[1]);
        int first = Integer.parseInt(arguments[2]);
        int last = Integer.parseInt(arguments[3]);
        int stuck = Integer.parseInt(arguments[4]);
        try (ContentStore store = ContentStore.open(Path.of(arguments[0]), bound, true, Clock.systemUTC())) {
            for (int number = first; number < last; number++) {
                byte[] content = content(number);
                try (IncomingBlob blob = store.begin(null, content.length)) {
                    blob.write(content, 0, content.length / 2);
                    System.out.println("begun");
                    if (number - first == stuck) {
                        System.in.read();
                    }
                    blob.write(content, content.length / 2, content.length - content.length / 2);
                    StoredBlob kept = blob.commit();
                    if (number % 7 == 0) {
                        store.index()
                                .put(new LayoutEntry(
                                        "test/blob:" + number, "application/octet-stream", kept.digest(), 1, null));
                    }
                    System.out.println(kept.digest());
                }
                store.find(io.provisioning.extensionregistry.model.Checksum.over(content(number / 2))
                        .toString());
            }
            if (store.counts().failures() + store.counts().damaged() > 0) {
                throw new IllegalStateException(store.condition().toString());
            }
        }
        System.out.println("end");
    }

    /** The same for the same number, in every process. */
    static byte[] content(int number) {
        Random random = new Random(number);
        byte[] content = new byte[1 + random.nextInt(LARGEST)];
        random.nextBytes(content);
        return content;
    }
}
