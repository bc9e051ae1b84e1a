package io.provisioning.extensionregistry.upstream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import io.provisioning.extensionregistry.model.Text;
import java.io.IOException;

/** Reads texts as {@link Text#wellFormed}. */
final class WellFormedText extends StringDeserializer {
    private static final long serialVersionUID = 1;

    @Override
    public String deserialize(JsonParser json, DeserializationContext context) throws IOException {
        String text = super.deserialize(json, context);
        return text == null ? null : Text.wellFormed(text);
    }
}
