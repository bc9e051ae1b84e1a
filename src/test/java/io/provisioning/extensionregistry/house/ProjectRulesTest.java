package io.provisioning.extensionregistry.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** What lies where, and how the project is built. */
class ProjectRulesTest {
    private static final Set<String> TOP =
            Set.of("pom.xml", "application.properties", "Dockerfile", "README.md", "routes", "src");
    private static final Set<String> HIDDEN = Set.of(".editorconfig", ".gitattributes", ".gitignore", ".ci", ".git");

    private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b");
    private static final Pattern SOMEBODYS_MACHINE =
            Pattern.compile("(?<![\\w.:/-])/(home|root|Users|work|workspace)/\\w|[A-Z]:\\\\\\\\?Users");

    private static final Pattern TEXT = Pattern.compile(
            ".*\\.(java|yaml|yml|md|xml|properties|json|csv|toml|sh)|.*/(Dockerfile|run|demo|image|bench|clients)");

    @Test
    void theTopLevelIsTheMandatedOne() throws Exception {
        Set<String> ignored = Files.readAllLines(Path.of(".gitignore")).stream()
                .map(line -> line.replaceAll("^/|/$", ""))
                .collect(Collectors.toSet());
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of(""))) {
            files.map(Path::toString).filter(name -> !ignored.contains(name)).forEach(names::add);
        }

        assertThat(names).filteredOn(name -> !name.startsWith(".")).containsExactlyInAnyOrderElementsOf(TOP);
        assertThat(names).filteredOn(name -> name.startsWith(".")).isSubsetOf(HIDDEN);
    }

    @Test
    void nothingIsLeftUndoneAndNothingNeedsSomebodysMachine() throws Exception {
        List<Path> files =
                new ArrayList<>(List.of(Path.of("pom.xml"), Path.of("README.md"), Path.of("application.properties")));
        for (String folder : List.of("src", "routes", ".ci")) {
            try (Stream<Path> below = Files.walk(Path.of(folder))) {
                below.filter(Files::isRegularFile)
                        .filter(file -> TEXT.matcher(file.toString()).matches())
                        .forEach(files::add);
            }
        }
        for (Path file : files) {
            assertThat(Files.readString(file))
                    .as("%s", file)
                    .doesNotContainPattern(UNFINISHED)
                    .doesNotContainPattern(SOMEBODYS_MACHINE);
        }
    }

    @Test
    void everyPluginHasItsVersion() throws Exception {
        assertThat(select("//plugin")).isNotEmpty().allSatisfy(plugin -> assertThat(child(plugin, "version"))
                .as(child(plugin, "artifactId"))
                .matches("[0-9][0-9A-Za-z.-]*"));
    }

    @Test
    void everyDependencyHasItsVersionOrIsOfCamel() throws Exception {
        assertThat(select("/project/dependencies/dependency")).isNotEmpty().allSatisfy(dependency -> {
            String name = child(dependency, "artifactId");
            if (!child(dependency, "groupId").equals("org.apache.camel")) {
                assertThat(child(dependency, "version")).as(name).matches("\\$\\{[a-z0-9.-]+\\.version}");
            }
        });
        assertThat(select("/project/properties/*"))
                .filteredOn(property -> property.getNodeName().endsWith(".version"))
                .isNotEmpty()
                .allSatisfy(property -> assertThat(property.getTextContent()).matches("[0-9][0-9A-Za-z.]*"));
    }

    @Test
    void theLicenceIsNamedWherePeopleAndToolsLook() throws Exception {
        assertThat(select("/project/licenses/license/name"))
                .extracting(Node::getTextContent)
                .containsExactly("Apache-2.0");
        assertThat(Files.readString(Path.of("README.md"))).contains("## Licence", "Apache-2.0");
        assertThat(Files.readString(Path.of("Dockerfile")))
                .contains("org.opencontainers.image.licenses=\"Apache-2.0\"");
    }

    @Test
    void theImageIsBuiltInStagesFromNamedVersions() throws Exception {
        List<String> from = instructions("FROM");

        assertThat(from).hasSizeGreaterThan(1).allSatisfy(base -> assertThat(base)
                .matches("\\S+:[0-9]+\\.[0-9]\\S*( AS [a-z]+)?"));
        assertThat(from.get(from.size() - 1)).contains("25").contains("jre");
    }

    @Test
    void theImageRunsAsNobodyInParticularAndWithoutAShell() throws Exception {
        assertThat(instructions("USER")).last().asString().matches("[1-9][0-9]*(:[1-9][0-9]*)?");
        for (String name : List.of("ENTRYPOINT", "RUN")) {
            assertThat(instructions(name)).as(name).isNotEmpty().allSatisfy(command -> assertThat(command)
                    .startsWith("["));
        }
        assertThat(instructions("CMD"))
                .allSatisfy(command -> assertThat(command).startsWith("["));
        assertThat(instructions("HEALTHCHECK")).singleElement().asString().containsPattern("CMD \\[\"java\"");
    }

    /** A cache that does not fit its jar is passed over by the JVM, which then starts as slowly as without one. */
    @Test
    void theImageStartsWithTheCacheThatWasMadeOfItsOwnJar() throws Exception {
        String made = instructions("RUN").stream()
                .filter(command -> command.contains("\"train\""))
                .findFirst()
                .orElseThrow();
        String cache = made.replaceAll(".*\"-XX:AOTCacheOutput=([^\"]+)\".*", "$1");
        String jar = made.replaceAll(".*\"-jar\", \"([^\"]+)\".*", "$1");

        assertThat(cache).startsWith("/app/");
        for (String name : List.of("ENTRYPOINT", "HEALTHCHECK")) {
            assertThat(instructions(name))
                    .as(name)
                    .singleElement()
                    .asString()
                    .contains("\"-XX:AOTCache=" + cache + "\"", "\"" + jar + "\"");
        }
    }

    /** What is measured is what the image, the unit and the README's trained starts run. */
    @Test
    void theJvmHasTheRoomForClassesThatIsMeasured() throws Exception {
        String room = "-XX:MetaspaceSize=96m";

        assertThat(instructions("ENTRYPOINT")).singleElement().asString().contains(room);
        assertThat(Files.readString(Path.of("README.md")))
                .containsPattern("java -XX:AOTCache=\\S+ " + room + " -jar")
                .containsPattern("java -XX:SharedArchiveFile=\\S+ " + room + " -jar");
        assertThat(Files.readString(Path.of("src/deploy/systemd/extension-registry.service")))
                .containsPattern("ExecStart=.* " + room + " ");
        assertThat(Files.readString(Path.of("src/bench/java/io/provisioning/extensionregistry/bench/Child.java")))
                .contains('"' + room + '"');
    }

    /** What stands behind an instruction, continued lines joined. */
    private static List<String> instructions(String name) throws IOException {
        return Files.readString(Path.of("Dockerfile"))
                .replaceAll("\\\\\\n\\s*", "")
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1))
                .toList();
    }

    private static String child(Node node, String name) {
        NodeList children = node.getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            if (children.item(i).getNodeName().equals(name)) {
                return children.item(i).getTextContent();
            }
        }
        return "";
    }

    private static List<Node> select(String path) throws Exception {
        Document pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile());
        XPath xpath = XPathFactory.newInstance().newXPath();
        NodeList found = (NodeList) xpath.evaluate(path, pom, XPathConstants.NODESET);
        return IntStream.range(0, found.getLength()).mapToObj(found::item).toList();
    }
}
