package io.provisioning.extensionregistry.distribution;

import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.Checksum;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/** Reads one file through the route {@code distribution.hash}. */
public final class HashRoute implements Hashing.Reader {
    private final ProducerTemplate template;

    public HashRoute(ProducerTemplate template) {
        this.template = template;
    }

    @Override
    public Checksum read(String source, Artifact file) throws Exception {
        Exchange read = template.request("direct:distribution.hash", exchange -> {
            exchange.setProperty("source", source);
            exchange.setProperty("artifact", file);
        });
        if (read.getException() != null) {
            throw read.getException();
        }
        return read.getMessage().getMandatoryBody(Checksum.class);
    }
}
