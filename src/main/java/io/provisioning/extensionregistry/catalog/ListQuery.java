package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.http.ApiRequest;
import io.provisioning.extensionregistry.http.RegistryException;
import io.provisioning.extensionregistry.model.ExtensionType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A question for a list of extensions.
 *
 * @param type null for all types
 * @param choice whom it asks
 * @param sort never null
 * @param page the part that is wanted
 */
public record ListQuery(ExtensionType type, SourceChoice choice, Sort sort, Page page) implements PagedQuery {
    /** @throws RegistryException {@code invalid_parameter} */
    public static ListQuery parse(ApiRequest request, KnownSources known) {
        Parameters parameters = new Parameters(request);
        Sort sort = parameters
                .text("sort")
                .map(asked -> Sort.of(asked)
                        .orElseThrow(
                                () -> Parameters.invalid("sort", asked, "name, -name, published_at or -published_at")))
                .orElse(Sort.NAME);
        return new ListQuery(parameters.type(), parameters.source(known), sort, parameters.page());
    }

    @Override
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (type != null) {
            parameters.put("type", type.wireName());
        }
        if (source() != null) {
            parameters.put("source", source());
        }
        if (sort != Sort.NAME) {
            parameters.put("sort", sort.wireName());
        }
        return parameters;
    }
}
