package io.provisioning.extensionregistry.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.provisioning.extensionregistry.store.ContentStore;
import io.provisioning.extensionregistry.store.StoreCondition;

/**
 * The content store, as health shows it. A disk that takes nothing in makes the service no less healthy: it serves on
 * as if there were no store.
 *
 * @param mode as it is set
 * @param healthy whether the last attempt to write went well
 * @param error why not; left out if it is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"mode", "healthy", "blobs", "bytes", "error"})
public record StoreView(String mode, boolean healthy, long blobs, long bytes, String error) {
    static final String OFFLINE = "offline";

    /** @return null if there is no store */
    public static StoreView of(String mode, ContentStore store) {
        StoreCondition now = store.condition();
        return store.isOn() ? new StoreView(mode, now.writable(), now.blobs(), now.bytes(), now.problem()) : null;
    }

    boolean isOffline() {
        return OFFLINE.equals(mode);
    }
}
