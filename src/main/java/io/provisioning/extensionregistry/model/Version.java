package io.provisioning.extensionregistry.model;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.semver4j.Semver;

/**
 * A version as users see it. Equal if the text is equal; ordered by semantic precedence, lowest first, whatever is
 * not a semantic version before all that are. Build metadata has no precedence, so texts that differ in it alone are
 * ordered by text.
 *
 * <p>One to three numeric parts count as a semantic version ({@code 1.2} sorts as {@code 1.2.0}), with or without a
 * leading {@code v}, which is not part of the version. A part above 2147483647 or a text of more than
 * {@value #MAX_SEMANTIC_LENGTH} characters is not semantic.
 *
 * @see <a href="https://semver.org/#spec-item-11">Semantic Versioning 2.0.0, precedence</a>
 */
public final class Version implements Comparable<Version> {
    private static final Pattern NUMERIC =
            Pattern.compile("[vV]?(0|[1-9]\\d{0,17})(\\.(0|[1-9]\\d{0,17}))?(\\.(0|[1-9]\\d{0,17}))?([-+].*)?");
    private static final int MAX_SEMANTIC_LENGTH = 256;
    /** Most extensions have versions that others have too: these are read once and are one object. */
    private static final int REMEMBERED = 4096;

    private static final LoadingCache<String, Version> KNOWN =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build(Version::read);
    private static final Comparator<Version> PRECEDENCE =
            Comparator.comparing(Version::semver, Comparator.nullsFirst(Precedence::compare));
    private static final Comparator<Version> ORDER = PRECEDENCE.thenComparing(Version::text);

    private final String text;
    private final Semver semver;

    private Version(String text, Semver semver) {
        this.text = text;
        this.semver = semver;
    }

    /**
     * Reads a tag or what a user typed. Never fails: what is not a semantic version is a version by its raw text.
     *
     * @param raw not null, for example {@code v1.2.0}, {@code 1.2}, {@code nightly}
     */
    public static Version of(String raw) {
        Objects.requireNonNull(raw, "raw");
        return raw.length() > MAX_SEMANTIC_LENGTH ? new Version(raw, null) : KNOWN.get(raw);
    }

    private static Version read(String raw) {
        Matcher numeric = NUMERIC.matcher(raw);
        if (numeric.matches()) {
            String minor = numeric.group(3) == null ? "0" : numeric.group(3);
            String patch = numeric.group(5) == null ? "0" : numeric.group(5);
            String suffix = numeric.group(6) == null ? "" : numeric.group(6);
            Semver semver = Semver.parse(numeric.group(1) + "." + minor + "." + patch + suffix);
            if (semver != null) {
                boolean prefixed = raw.charAt(0) == 'v' || raw.charAt(0) == 'V';
                return new Version(SharedText.of(prefixed ? raw.substring(1) : raw), semver);
            }
        }
        return new Version(SharedText.of(raw), null);
    }

    /** The version without a leading {@code v}; for what is not a semantic version, the raw text. */
    public String text() {
        return text;
    }

    /** The parsed form; empty if this is not a semantic version. */
    public Optional<Semver> semantic() {
        return Optional.ofNullable(semver);
    }

    /** Whether the version itself says that it is a pre-release ({@code 2.0.0-rc.1}); false if not semantic. */
    public boolean isPrerelease() {
        return semver != null && !semver.getPreRelease().isEmpty();
    }

    /**
     * Compares as semantic versioning does: build metadata does not count, and what is not semantic is lower than all
     * that is and equal among itself.
     */
    public int comparePrecedence(Version other) {
        return PRECEDENCE.compare(this, other);
    }

    private Semver semver() {
        return semver;
    }

    @Override
    public int compareTo(Version other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Version that && that.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
