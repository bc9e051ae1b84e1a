package io.provisioning.extensionregistry.logs;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import net.logstash.logback.decorate.JsonGeneratorDecorator;

/** Escapes what is not ASCII, half of a surrogate pair included, which the encoder could not write. */
final class AsciiJson implements JsonGeneratorDecorator {
    @Override
    public JsonGenerator decorate(JsonGenerator json) {
        return json.enable(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature());
    }
}
