package io.provisioning.extensionregistry.cache;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.model.Version;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A source's catalogue as it lies on the disk: JSON of the model's own records, compressed. Whoever changes these records
 * raises the version in {@link CopyFile}.
 *
 * @param source the id of the source
 * @param origin stands for everything in the settings that decides what the source's catalogue is
 * @param loadedAt when the source had answered
 * @param answer the catalogue
 */
public record StoredCopy(String source, String origin, Instant loadedAt, BackendAnswer answer) {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
            // Text from sources may hold half a surrogate pair, which UTF-8 cannot.
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .addModule(new SimpleModule()
                    .addSerializer(Version.class, ToStringSerializer.instance)
                    .addDeserializer(Version.class, reading(Version::of))
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addDeserializer(Instant.class, reading(Instant::parse)))
            .addMixIn(Artifact.class, StoredArtifact.class)
            .build();

    /** How an artifact is written and read: by what it was made of. */
    private abstract static class StoredArtifact {
        @JsonCreator
        StoredArtifact(
                @JsonProperty("fileName") String fileName,
                @JsonProperty("mediaType") String mediaType,
                @JsonProperty("size") Long size,
                @JsonProperty("checksum") Checksum checksum,
                @JsonProperty("downloadUrl") String downloadUrl,
                @JsonProperty("location") String location,
                @JsonProperty("contentId") String contentId) {}

        @JsonProperty
        abstract String downloadUrl();

        @JsonProperty
        abstract String location();
    }

    /** The bytes to store. */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            MAPPER.writeValue(gzip, this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * What {@link #toBytes} had made into these bytes.
     *
     * @throws IOException if it was something else
     */
    public static StoredCopy of(byte[] bytes) throws IOException {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return MAPPER.readValue(gzip, StoredCopy.class);
        }
    }

    private static <T> JsonDeserializer<T> reading(Function<String, T> parse) {
        return new JsonDeserializer<>() {
            @Override
            public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
                String text = json.getText();
                try {
                    return parse.apply(text);
                } catch (RuntimeException e) {
                    throw context.weirdStringException(text, handledType(), e.getMessage());
                }
            }
        };
    }
}
