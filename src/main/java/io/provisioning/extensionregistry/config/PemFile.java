package io.provisioning.extensionregistry.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** A file of certificates. */
public final class PemFile {
    private PemFile() {}

    /**
     * The certificates of a PEM file, in the order of the file; at least one.
     *
     * @throws IllegalArgumentException if the file cannot be read or holds no certificate
     */
    public static List<X509Certificate> read(Path path) {
        try (InputStream pem = Files.newInputStream(path)) {
            List<X509Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException("no certificate in the file");
            }
            return certificates;
        } catch (CertificateException e) {
            throw new IllegalArgumentException("not a PEM file of certificates", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the file cannot be read", e);
        }
    }
}
