package io.provisioning.extensionregistry.health;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** The route files that were rejected and have neither been repaired nor removed since. */
public final class RejectedFiles {
    private final Map<String, RouteFileView> files = new ConcurrentSkipListMap<>();

    /** @param line 0 if nobody knows */
    public void reject(String file, int line, String reason, boolean previousServes) {
        files.put(
                file,
                new RouteFileView(file, line == 0 ? null : line, reason, previousServes ? "previous" : "nothing"));
    }

    /** The file is good, or gone. */
    public void forget(String file) {
        files.remove(file);
    }

    /** By name. */
    public List<RouteFileView> all() {
        return List.copyOf(files.values());
    }
}
