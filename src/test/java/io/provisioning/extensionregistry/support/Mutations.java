package io.provisioning.extensionregistry.support;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Valid answers made odd, again and again. The same seed makes the same ones; {@code -Dtest.seed=} tries others. */
public final class Mutations {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What stands in the place of a value. */
    private static final String[] VALUES = {
        "null",
        "true",
        "0",
        "-1",
        "1e400",
        "9223372036854775808",
        "-0.5",
        "\"\"",
        "\" \"",
        "{}",
        "[]",
        "[null]",
        "[[]]",
        "{\"\":null}",
        "\"\\ud800\"",
        "\"a\\udfffb\"",
        "\"\\u0000\\u001b[2J\"",
        "\"\\u202e\"",
        "\"../../x\"",
        "\"http://\"",
        "\"https://h:99999/x\"",
        "\"javascript:1\"",
        "\"file:///x\"",
        "\"%zz\"",
        "\"1.2.3\"",
        "\"v\"",
        "\"99999999999999999999.0.0\"",
        "\"1.0.0-\"",
        "\"2025-13-40T25:61:61Z\"",
        "\"0000-00-00T00:00:00Z\"",
        "\"+999999999-12-31T23:59:59Z\"",
        "\"sha256:\"",
        "\"sha256:" + "0".repeat(64) + "\"",
        "\"sha512:" + "f".repeat(128) + "\"",
        "\"application/vnd.oci.image.index.v1+json\"",
        "\"application/vnd.docker.distribution.manifest.v1+json\"",
        "\"latest\"",
        "\"" + "x".repeat(9000) + "\""
    };

    /** What stands in the place of bytes. */
    private static final String[] PIECES = {
        "\"", "{", "}", "[", "]", ",", ":", "\\", "\\ud800", "\u0000", "\uFEFF", "null", "1e999", "NaN", "//", "é",
        "<", ">", ";", "=", "rel=next", "rel=\"next\"", "Bearer ", "Basic ", "realm=", "%", "?", "#", "\t", " ", "-",
                "\uD83D\uDE80"
    };

    private final Random random;
    private final long seed;

    public Mutations() {
        this.seed = Long.getLong("test.seed", 20_251_006L);
        this.random = new Random(seed);
    }

    @Override
    public String toString() {
        return "-Dtest.seed=" + seed;
    }

    /** A number from 0 to below the bound. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** Any of these. */
    @SafeVarargs
    public final <T> T oneOf(T... choices) {
        return choices[below(choices.length)];
    }

    /** JSON with some of its values or bytes changed; mostly still JSON. */
    public byte[] json(byte[] valid) {
        byte[] json = valid;
        if (below(4) > 0) {
            json = withOtherValues(valid);
        }
        return below(4) == 0 ? bytes(json) : json;
    }

    /** Bytes with some of them lost, doubled, moved, or replaced. */
    public byte[] bytes(byte[] valid) {
        byte[] bytes = valid;
        for (int i = below(3); i >= 0; i--) {
            int from = below(bytes.length + 1);
            int to = Math.min(bytes.length, from + below(12));
            byte[] piece = oneOf(PIECES).getBytes(StandardCharsets.UTF_8);
            bytes = switch (below(4)) {
                case 0 -> joined(bytes, from, piece, from);
                case 1 -> joined(bytes, from, piece, to);
                case 2 -> joined(bytes, from, new byte[] {(byte) below(256)}, to);
                default -> joined(bytes, from, Arrays.copyOfRange(bytes, from, to), from);
            };
        }
        return bytes;
    }

    /** A text, as {@link #bytes}. */
    public String text(String valid) {
        return new String(bytes(valid.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[] bytes, int until, byte[] piece, int from) {
        byte[] all = Arrays.copyOf(bytes, until + piece.length + bytes.length - from);
        System.arraycopy(piece, 0, all, until, piece.length);
        System.arraycopy(bytes, from, all, until + piece.length, bytes.length - from);
        return all;
    }

    private byte[] withOtherValues(byte[] valid) {
        try {
            JsonNode root = JSON.readTree(valid);
            for (int i = below(3); i >= 0; i--) {
                List<JsonNode> places = new ArrayList<>();
                collect(root, places);
                JsonNode value = JSON.readTree(oneOf(VALUES));
                if (places.isEmpty() || below(50) == 0) {
                    return JSON.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
                }
                replace(places.get(below(places.size())), value);
            }
            return JSON.writer()
                    .with(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .writeValueAsString(root)
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void collect(JsonNode node, List<JsonNode> into) {
        if (node.isContainerNode() && !node.isEmpty()) {
            into.add(node);
            node.forEach(each -> collect(each, into));
        }
    }

    private void replace(JsonNode container, JsonNode value) {
        int at = below(container.size());
        if (container instanceof ArrayNode array) {
            switch (below(3)) {
                case 0 -> array.remove(at);
                case 1 -> array.add(array.get(at).deepCopy());
                default -> array.set(at, value);
            }
        } else if (container instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            if (below(4) == 0) {
                object.remove(names.get(at));
            } else {
                object.set(names.get(at), value);
            }
        }
    }
}
