package io.provisioning.extensionregistry.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for {@code 127.0.0.1} that signs itself, made by the JDK's own tool.
 *
 * @param server what a server needs
 * @param pem the file that a client may trust
 */
public record TestCertificate(SSLContext server, Path pem) {
    private static final String PASSWORD = "changeit";

    /** A new one, with its files in the given folder. */
    public static TestCertificate create(Path folder) throws IOException, GeneralSecurityException {
        Path store = folder.resolve("server.p12");
        Path pem = folder.resolve("ca.pem");
        keytool(
                folder,
                "-genkeypair -alias server -keyalg EC -dname CN=stub -validity 7 -ext SAN=IP:127.0.0.1 -storetype PKCS12",
                store);
        keytool(folder, "-exportcert -rfc -alias server -file " + pem, store);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return new TestCertificate(context, pem);
    }

    private static void keytool(Path folder, String arguments, Path store) throws IOException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var command = new java.util.ArrayList<>(java.util.List.of(tool));
        command.addAll(java.util.List.of(arguments.split(" ")));
        command.addAll(java.util.List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(Files.readString(folder.resolve("keytool.log")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
