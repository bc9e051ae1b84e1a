package io.provisioning.extensionregistry.config;

import java.net.URI;
import java.nio.file.Path;

/**
 * Where traces go.
 *
 * @param endpoint of an OpenTelemetry collector, for OTLP over HTTP; null if nothing is traced
 * @param sampleRatio the part of the traces that begin here which is recorded, from 0 to 1
 * @param header a file with a header that is sent with the spans; null for none
 */
public record TracingSettings(URI endpoint, double sampleRatio, Path header) {
    static TracingSettings read(Values values) {
        return new TracingSettings(
                values.url(
                        "registry.tracing.endpoint",
                        values.text("registry.tracing.endpoint"),
                        true,
                        "an address such as http://collector.example.com:4318"),
                values.ratio("registry.tracing.sample-ratio"),
                values.secret("registry.tracing.header-path"));
    }
}
