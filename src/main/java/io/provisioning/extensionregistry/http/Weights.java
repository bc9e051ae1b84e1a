package io.provisioning.extensionregistry.http;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The comma-separated choices of an {@code Accept} or {@code Accept-Encoding} header, with their weights. */
final class Weights {
    private Weights() {}

    /**
     * Reads a header.
     *
     * @return weights from 0 to 1 by lower-case choice without parameters; a weight that cannot be read is 0
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.4.2">RFC 9110, 12.4.2</a>
     */
    static Map<String, Double> of(String header) {
        Map<String, Double> weights = new LinkedHashMap<>();
        for (String choice : header.split(",")) {
            String[] parts = choice.split(";");
            String name = parts.length == 0 ? "" : parts[0].strip().toLowerCase(Locale.ROOT);
            if (!name.isEmpty()) {
                weights.merge(name, weight(parts), Math::max);
            }
        }
        return weights;
    }

    private static double weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
            if (parameter.startsWith("q=")) {
                String q = parameter.substring(2);
                return q.matches("0(\\.\\d{0,3})?|1(\\.0{0,3})?") ? Double.parseDouble(q) : 0;
            }
        }
        return 1;
    }
}
