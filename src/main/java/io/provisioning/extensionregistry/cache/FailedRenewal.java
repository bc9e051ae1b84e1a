package io.provisioning.extensionregistry.cache;

import io.provisioning.extensionregistry.model.Failure;
import java.time.Instant;

/**
 * The last attempt to load something, if it failed.
 *
 * @param failure why
 * @param times how often it has failed one after the other; 1 or more
 * @param notBefore until then nobody who has a copy need try again
 */
public record FailedRenewal(Failure failure, int times, Instant notBefore) {}
