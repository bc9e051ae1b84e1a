package io.provisioning.extensionregistry.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.provisioning.extensionregistry.model.Reason;
import java.io.IOException;

/** Reads the JSON of sources: fields that we do not know are ignored, anything else that is off is the source's fault. */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule().addDeserializer(String.class, new WellFormedText()))
            .build();

    private Json() {}

    /**
     * Reads one value.
     *
     * @throws SourceException {@code invalid_answer} if the bytes are not JSON of that shape, {@code null} included
     */
    public static <T> T read(byte[] json, TypeReference<T> type) throws SourceException {
        try {
            T value = MAPPER.readValue(json, type);
            if (value == null) {
                throw new SourceException(Reason.INVALID_ANSWER, "the answer is empty");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new SourceException(Reason.INVALID_ANSWER, "the answer is not the JSON that was asked for");
        } catch (IOException e) {
            throw new SourceException(Reason.INVALID_ANSWER, "the answer cannot be read");
        }
    }
}
