package io.provisioning.extensionregistry.support;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A file of a release. Uploading anew makes a new one.
 *
 * @param downloads how often its bytes were asked for
 */
public record FakeAsset(long id, String uuid, String name, byte[] bytes, AtomicInteger downloads) {
    static FakeAsset of(long id, String name, byte[] bytes) {
        String uuid = UUID.nameUUIDFromBytes(("asset " + id).getBytes(StandardCharsets.US_ASCII))
                .toString();
        return new FakeAsset(id, uuid, name, bytes, new AtomicInteger());
    }
}
