package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionType;
import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.SourceExtension;
import io.provisioning.extensionregistry.model.Text;
import io.provisioning.extensionregistry.model.Version;
import io.provisioning.extensionregistry.upstream.SourceException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One object of a drop-in's answer: an extension with its latest version, or a version.
 *
 * @param fields as in our own JSON
 */
record DropInEntry(Map<?, ?> fields) {
    private static final int MAX_TEXT = 8192;
    private static final Instant EARLIEST = Instant.parse("1970-01-02T00:00:00Z");

    /** Type and name; empty if either is missing or none of ours. */
    Optional<ExtensionId> extensionId() throws SourceException {
        String name = text("name");
        return ExtensionType.of(text("type"))
                .filter(type -> ExtensionId.isName(name))
                .map(type -> new ExtensionId(type, name));
    }

    boolean hasVersion() throws SourceException {
        return text("version") != null;
    }

    SourceExtension extension(String source, ExtensionId id) throws SourceException {
        return new SourceExtension(
                source, id, text("description"), text("author"), url("repository"), tags(), List.of(version()));
    }

    ExtensionVersion version() throws SourceException {
        String version = text("version");
        if (version == null || version.length() > DownloadQuery.MAX_LENGTH || !Parameters.isPrintable(version)) {
            throw DropInAnswer.invalid("an entry has no usable version");
        }
        return new ExtensionVersion(
                Version.of(version), version, time(), Boolean.TRUE.equals(fields.get("prerelease")), artifact(), false);
    }

    private Artifact artifact() throws SourceException {
        String url = url("download_url");
        if (url == null) {
            return null;
        }
        String checksum = text("checksum");
        Checksum parsed = Checksum.parse(checksum).orElse(null);
        if (checksum != null && parsed == null) {
            throw DropInAnswer.invalid("a checksum is no SHA-256 digest");
        }
        return new Artifact(null, null, size(), parsed, url, url, null);
    }

    private Long size() throws SourceException {
        Object size = fields.get("size");
        if (size == null) {
            return null;
        }
        if ((size instanceof Integer || size instanceof Long) && ((Number) size).longValue() >= 0) {
            return ((Number) size).longValue();
        }
        throw DropInAnswer.invalid("a size is no number of bytes");
    }

    private Instant time() throws SourceException {
        try {
            Instant time = fields.get("published_at") instanceof Instant instant ? instant : time(text("published_at"));
            return time == null || time.isBefore(EARLIEST) ? null : time;
        } catch (DateTimeException e) {
            throw DropInAnswer.invalid("a published_at is no RFC 3339 time");
        }
    }

    private static Instant time(String text) {
        return text == null ? null : OffsetDateTime.parse(text).toInstant();
    }

    private List<String> tags() throws SourceException {
        Object value = fields.get("tags");
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof Collection<?> many)) {
            throw DropInAnswer.invalid("tags are no list");
        }
        List<String> tags = new ArrayList<>();
        for (Object tag : many) {
            if (!(tag instanceof String text)) {
                throw DropInAnswer.invalid("a tag is no text");
            }
            tags.add(Text.wellFormed(text));
        }
        return tags;
    }

    private String url(String field) throws SourceException {
        String text = text(field);
        if (text == null) {
            return null;
        }
        try {
            URI url = new URI(text);
            if (url.getHost() != null
                    && ("https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme()))) {
                return text;
            }
        } catch (URISyntaxException e) {
            // Said below: the text itself may hold anything and is not repeated.
        }
        throw DropInAnswer.invalid("a " + field + " is no http or https URL");
    }

    /** A text field; null if it is missing, null or blank. */
    private String text(String field) throws SourceException {
        Object value = fields.get(field);
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text) || text.length() > MAX_TEXT) {
            throw DropInAnswer.invalid("a " + field + " is no text of at most " + MAX_TEXT + " characters");
        }
        return text.isBlank() ? null : Text.wellFormed(text);
    }
}
