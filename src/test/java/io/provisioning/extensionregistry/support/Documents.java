package io.provisioning.extensionregistry.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The examples in what we write for people. */
public final class Documents {
    private static final Pattern FENCED = Pattern.compile("(?ms)^```([a-z]*)[^\\n]*\\n(.*?)^```\\s*$");

    private Documents() {}

    /**
     * What a document shows.
     *
     * @param number of its kind in the document, from 1
     */
    public record Example(Path document, int number, String text) {
        @Override
        public String toString() {
            return document + " " + number;
        }
    }

    /**
     * What a person types, and what is shown then.
     *
     * @param output empty if nothing is shown
     */
    public record Typed(Path document, String text, String output) {
        @Override
        public String toString() {
            return document + ": " + text.lines().findFirst().orElse("");
        }
    }

    /** The commands of all documents: these first, in this order, then the others. */
    public static List<Typed> commands(Path... first) throws IOException {
        Set<Path> documents = new LinkedHashSet<>(List.of(first));
        documents.addAll(documents());
        List<Typed> commands = new ArrayList<>();
        for (Path document : documents) {
            Matcher fenced = FENCED.matcher(Files.readString(document));
            boolean command = false;
            while (fenced.find()) {
                if (command && fenced.group(1).equals("text")) {
                    Typed typed = commands.remove(commands.size() - 1);
                    commands.add(new Typed(document, typed.text(), fenced.group(2)));
                }
                command = fenced.group(1).equals("sh");
                if (command) {
                    commands.add(new Typed(document, fenced.group(2), ""));
                }
            }
        }
        return commands;
    }

    /** The examples of all documents that are marked as of this language; of an empty one those that are not marked. */
    public static List<Example> examples(String language) throws IOException {
        List<Example> examples = new ArrayList<>();
        for (Path document : documents()) {
            examples.addAll(examples(document, language));
        }
        return examples;
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(
                List.of(Path.of("README.md"), Path.of("routes", "README.md"), Path.of("src", "examples", "README.md")));
        try (Stream<Path> files = Files.list(Path.of("src", "docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
        }
        return documents;
    }

    /** The examples of one document. */
    public static List<Example> examples(Path document, String language) throws IOException {
        List<Example> examples = new ArrayList<>();
        Matcher fenced = FENCED.matcher(Files.readString(document));
        while (fenced.find()) {
            if (fenced.group(1).equals(language)) {
                examples.add(new Example(document, examples.size() + 1, fenced.group(2)));
            }
        }
        return examples;
    }
}
