package io.provisioning.extensionregistry.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.servers.Server;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.openapi.BeanConfig;
import org.apache.camel.openapi.DefaultRestApiResponseAdapter;
import org.apache.camel.openapi.RestOpenApiSupport;

/**
 * The description of the API, made by Camel from the REST DSL of all route files. It is made once, when first asked for;
 * Camel's own endpoint for it names a server that no client can reach.
 */
public final class OpenApiDocument {
    private static final Map<String, Object> INFO = Map.of(
            "openapi.version", "3.1.0",
            "api.title", "extension-registry",
            "api.version", "1",
            "api.description", "One REST API over extensions published in Gitea repositories and OCI registries",
            "api.license.name", "Apache-2.0",
            "api.license.url", "https://www.apache.org/licenses/LICENSE-2.0.txt");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new YAMLMapper();

    private final CamelContext context;
    private final String server;
    private volatile Map<Boolean, byte[]> documents;

    /** @param publicUrl what precedes our paths for the world; null if they stay relative */
    public OpenApiDocument(CamelContext context, String publicUrl) {
        this.context = context;
        this.server = publicUrl == null ? "/" : publicUrl;
    }

    /** The document as JSON. */
    public RouteAnswer json() throws Exception {
        return new RouteAnswer(200, "application/json", Map.of("Cache-Control", "max-age=60"), document(true));
    }

    /** The same document as YAML. */
    public RouteAnswer yaml() throws Exception {
        return new RouteAnswer(200, "application/yaml", Map.of("Cache-Control", "max-age=60"), document(false));
    }

    private byte[] document(boolean json) throws Exception {
        if (documents == null) {
            RestOpenApiSupport support = new RestOpenApiSupport();
            BeanConfig config = new BeanConfig();
            support.initOpenApi(config, INFO);
            OpenAPI model = render(support, config, null, true).getOpenApi();
            model.setServers(List.of(new Server().url(server)));
            ObjectNode document = (ObjectNode)
                    JSON.readTree(render(support, config, model, true).bytes());
            OpenApiDetail.load().addTo(document);
            documents = Map.of(
                    true, JSON.writeValueAsBytes(document),
                    false, YAML.writeValueAsBytes(document));
        }
        return documents.get(json);
    }

    private Rendering render(RestOpenApiSupport support, BeanConfig config, OpenAPI model, boolean json)
            throws Exception {
        Rendering rendering = new Rendering();
        rendering.setOpenApi(model);
        support.renderResourceListing(
                context, rendering, config, json, context.getClassResolver(), context.getRestConfiguration(), null);
        return rendering;
    }

    /** Keeps what Camel renders. */
    private static final class Rendering extends DefaultRestApiResponseAdapter {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void writeBytes(byte[] rendered) throws IOException {
            bytes.write(rendered);
        }

        @Override
        public void copyResult(Exchange exchange) {
            exchange.getMessage().setBody(bytes());
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }
    }
}
