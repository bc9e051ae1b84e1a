package io.provisioning.extensionregistry.health;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** The route files that were rejected and have neither been repaired nor removed since. */
public final class RejectedFiles {
    private final Map<String, RouteFileView> files = new ConcurrentSkipListMap<>();

    /**
     * The file is rejected.
     *
     * @param line 0 if nobody knows
     * @return whether that is news; not if it was rejected before, for the same reason
     */
    public boolean reject(String file, int line, String reason, boolean previousServes) {
        RouteFileView view =
                new RouteFileView(file, line == 0 ? null : line, reason, previousServes ? "previous" : "nothing");
        return !view.equals(files.put(file, view));
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
