package io.provisioning.extensionregistry.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteFilesTest {
    @TempDir
    Path directory;

    @Test
    void withoutAFolderTheRoutesOfTheJarAreThere() {
        Map<String, String> locations = RouteFiles.locations(directory.resolve("none"));

        assertThat(locations)
                .containsEntry("api/extensions.camel.yaml", "classpath:routes/api/extensions.camel.yaml")
                .containsEntry("catalog/fan-out.camel.yaml", "classpath:routes/catalog/fan-out.camel.yaml");
        assertThat(locations.keySet())
                .isSubsetOf(RouteFiles.locations(Path.of("routes")).keySet());
    }

    @Test
    void aFolderAddsToThemAndTakesThePlaceOfThoseWithTheSamePath() throws Exception {
        write("backends/nexus.camel.yaml");
        write("backends/gitea.camel.yaml");
        write("backends/notes.txt");
        write("elsewhere/gitea.camel.yaml");
        Map<String, String> locations = RouteFiles.locations(directory);

        assertThat(locations)
                .containsEntry("backends/gitea.camel.yaml", "file:" + directory.resolve("backends/gitea.camel.yaml"))
                .containsEntry("elsewhere/gitea.camel.yaml", "file:" + directory.resolve("elsewhere/gitea.camel.yaml"))
                .containsEntry("backends/oci.camel.yaml", "classpath:routes/backends/oci.camel.yaml")
                .doesNotContainKeys("backends/notes.txt", "backends/nexus.camel.yaml");
        assertThat(RouteFiles.isPackaged("backends/gitea.camel.yaml")).isTrue();
        assertThat(RouteFiles.isPackaged("backends/nexus.camel.yaml")).isFalse();
        assertThat(List.copyOf(locations.keySet())).isSorted();
    }

    @Test
    void aFileThatIsTheOneInTheJarIsTold() throws Exception {
        write("backends/nexus.camel.yaml");
        write("backends/gitea.camel.yaml");
        Path same = Path.of("routes");

        assertThat(RouteFiles.isSameAsPackaged(same, "backends/gitea.camel.yaml"))
                .isTrue();
        assertThat(RouteFiles.isSameAsPackaged(directory, "backends/gitea.camel.yaml"))
                .isFalse();
        assertThat(RouteFiles.isSameAsPackaged(directory, "backends/nexus.camel.yaml"))
                .isFalse();
    }

    @Test
    void anEmptyFolderChangesNothing() {
        assertThat(RouteFiles.locations(directory)).isEqualTo(RouteFiles.locations(directory.resolve("none")));
    }

    @Test
    void theRoutesInAJarAreFound() throws Exception {
        Path jar = directory.resolve("registry.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            String name = RouteFiles.class.getName().replace('.', '/') + ".class";
            out.putNextEntry(new JarEntry(name));
            RouteFiles.class.getClassLoader().getResourceAsStream(name).transferTo(out);
            for (String entry :
                    new String[] {"routes/", "routes/api/", "routes/api/rest.camel.yaml", "routes/api/README.md"}) {
                out.putNextEntry(new JarEntry(entry));
            }
        }
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Object locations = loader.loadClass(RouteFiles.class.getName())
                    .getMethod("locations", Path.class)
                    .invoke(null, directory.resolve("none"));

            assertThat(locations).isEqualTo(Map.of("api/rest.camel.yaml", "classpath:routes/api/rest.camel.yaml"));
        }
    }

    private void write(String path) throws Exception {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "[]\n");
    }
}
