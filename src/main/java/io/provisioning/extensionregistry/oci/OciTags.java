package io.provisioning.extensionregistry.oci;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.provisioning.extensionregistry.model.SharedText;
import java.util.List;

/**
 * A page of {@code tags/list}.
 *
 * @param tags empty also for {@code null}, which registries send for a repository without tags; an answer without the
 *     field is none
 */
record OciTags(@JsonProperty(required = true) List<String> tags) {
    OciTags {
        tags = tags == null ? List.of() : tags.stream().map(SharedText::of).toList();
    }
}
