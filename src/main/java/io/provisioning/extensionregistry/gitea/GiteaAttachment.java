package io.provisioning.extensionregistry.gitea;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * One file of a release as the API sends it. There is no digest and no media type in it.
 *
 * @param id unique within the Gitea; never null
 * @param name not unique within a release; never null
 * @param size in bytes; never negative
 * @param uuid changes with every upload, so it names the bytes; null if not sent
 * @param downloadUrl the server's own public address of the bytes; null if not sent
 */
public record GiteaAttachment(
        Long id,
        String name,
        long size,
        String uuid,
        @JsonProperty("browser_download_url") String downloadUrl) {

    public GiteaAttachment {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        if (size < 0) {
            throw new IllegalArgumentException("size: " + size);
        }
    }
}
