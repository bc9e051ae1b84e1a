package io.provisioning.extensionregistry.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import io.provisioning.extensionregistry.model.Text;
import java.io.IOException;

/** Writes texts as {@link Text#printable}: with half of a surrogate pair, strict parsers refuse an answer as a whole. */
final class PrintableText extends StdScalarSerializer<String> {
    private static final long serialVersionUID = 1;

    PrintableText() {
        super(String.class);
    }

    @Override
    public boolean isEmpty(SerializerProvider provider, String text) {
        return text.isEmpty();
    }

    @Override
    public void serialize(String text, JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeString(Text.printable(text));
    }
}
