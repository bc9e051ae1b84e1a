package io.provisioning.extensionregistry.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;

/** Renders views. */
public final class JsonBytes {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule().addSerializer(new PrintableText()))
            .build();

    private JsonBytes() {}

    /** The JSON of a view, in UTF-8, without white space; texts as {@link PrintableText} writes them. */
    public static byte[] of(Object view) {
        try {
            return MAPPER.writeValueAsBytes(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view that is no JSON: " + view.getClass(), e);
        }
    }
}
