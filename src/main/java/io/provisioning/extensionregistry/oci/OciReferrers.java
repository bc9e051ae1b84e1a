package io.provisioning.extensionregistry.oci;

import com.fasterxml.jackson.core.type.TypeReference;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.upstream.Json;
import io.provisioning.extensionregistry.upstream.LinkHeader;
import io.provisioning.extensionregistry.upstream.SourceException;
import io.provisioning.extensionregistry.upstream.SourceReply;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How far the list of what refers to a manifest is read.
 *
 * @param next the page to ask for; null if there is none
 * @param asked all pages so far
 * @param descriptors what was found, with every field that they have
 * @param unsupported whether the registry does not keep such lists
 */
public record OciReferrers(URI next, Set<URI> asked, List<Map<String, Object>> descriptors, boolean unsupported) {
    private static final int MAX_PAGES = 100;

    public OciReferrers {
        asked = Set.copyOf(asked);
        descriptors = List.copyOf(descriptors);
    }

    static OciReferrers from(URI first) {
        return new OciReferrers(first, Set.of(first), List.of(), false);
    }

    /** Whether there is a page to ask for. */
    public boolean more() {
        return next != null;
    }

    OciReferrers after(SourceReply reply) throws SourceException {
        if (reply.status() == 404) {
            return new OciReferrers(null, asked, descriptors, true);
        }
        demandSuccess(reply);
        List<Map<String, Object>> all = new ArrayList<>(descriptors);
        all.addAll(manifests(reply));
        URI link = LinkHeader.next(reply, next)
                .map(target -> OciPages.onSameHost(next, target))
                .orElse(null);
        if (link != null && (asked.contains(link) || asked.size() >= MAX_PAGES)) {
            throw new SourceException(Reason.INVALID_ANSWER, "the list of referrers does not end");
        }
        Set<URI> pages = new LinkedHashSet<>(asked);
        if (link != null) {
            pages.add(link);
        }
        return new OciReferrers(link, pages, all, false);
    }

    OciReferrers tagged(SourceReply reply) throws SourceException {
        if (reply.status() == 404) {
            return new OciReferrers(null, asked, List.of(), true);
        }
        demandSuccess(reply);
        return new OciReferrers(null, asked, manifests(reply), true);
    }

    private static List<Map<String, Object>> manifests(SourceReply reply) throws SourceException {
        Map<String, Object> index = Json.read(reply.body(), new TypeReference<LinkedHashMap<String, Object>>() {});
        List<Map<String, Object>> descriptors = new ArrayList<>();
        if (index.get("manifests") instanceof List<?> entries) {
            for (Object entry : entries) {
                if (entry instanceof Map<?, ?> descriptor) {
                    Map<String, Object> copy = new LinkedHashMap<>();
                    descriptor.forEach((name, value) -> copy.put(String.valueOf(name), value));
                    descriptors.add(copy);
                }
            }
        }
        return descriptors;
    }

    private static void demandSuccess(SourceReply reply) throws SourceException {
        if (!reply.isSuccess()) {
            throw new SourceException(
                    Reason.INVALID_ANSWER, "the registry answered " + reply.status() + " for referrers");
        }
    }
}
