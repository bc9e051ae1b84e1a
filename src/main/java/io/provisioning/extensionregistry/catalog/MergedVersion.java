package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.Version;
import java.util.List;
import java.util.Optional;

/**
 * One version over all sources. Ordered as {@link ExtensionVersion} is, newest first.
 *
 * @param offers at least one, all of the same version, in the order of preference
 */
public record MergedVersion(List<Offer> offers) implements Comparable<MergedVersion> {
    public MergedVersion {
        offers = List.copyOf(offers);
        if (offers.isEmpty()) {
            throw new IllegalArgumentException("nobody offers it");
        }
    }

    /** The version that all offers share. */
    public Version version() {
        return offers.get(0).version().version();
    }

    /** The first offer that has a file; if there is none, the first. */
    public Offer served() {
        return offers.stream()
                .filter(offer -> offer.version().download().isPresent())
                .findFirst()
                .orElse(offers.get(0));
    }

    /** Whether it is a pre-release to every source that has it. */
    public boolean prerelease() {
        return offers.stream().allMatch(offer -> offer.version().prerelease());
    }

    /** The first source whose bytes differ from those that are served; empty unless both checksums are known. */
    public Optional<Conflict> conflict() {
        Checksum served = checksum(served()).orElse(null);
        return offers.stream()
                .filter(offer -> served != null)
                .flatMap(offer -> checksum(offer).stream()
                        .filter(other -> !other.equals(served))
                        .map(other -> new Conflict(offer.source(), other)))
                .findFirst();
    }

    /** Who has it, in the order of preference. */
    public List<SourceVersion> sources() {
        return offers.stream()
                .map(offer -> new SourceVersion(
                        offer.source(), offer.version().version().text()))
                .toList();
    }

    /** Whether a range admits it, with {@link #prerelease()} as its mark. */
    boolean isIn(VersionRange range) {
        return range.admits(version(), prerelease());
    }

    private static Optional<Checksum> checksum(Offer offer) {
        return offer.version().download().flatMap(Artifact::knownChecksum);
    }

    @Override
    public int compareTo(MergedVersion other) {
        return offers.get(0).version().compareTo(other.offers.get(0).version());
    }
}
