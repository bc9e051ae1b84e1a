package io.provisioning.extensionregistry.store;

/**
 * How a store is doing.
 *
 * @param writable whether the last attempt to write went well
 * @param problem in one sentence, why not; null if it is
 * @param blobs how many it holds, as far as this process knows
 * @param bytes what they take
 */
public record StoreCondition(boolean writable, String problem, long blobs, long bytes) {}
