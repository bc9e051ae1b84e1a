package io.provisioning.extensionregistry.faults;

import io.provisioning.extensionregistry.support.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** What sources identify themselves with: one that the service trusts, and one of which it does not know the authority. */
record Certificates(TestCertificate known, TestCertificate stranger) {
    static Certificates create(Path folder) throws IOException, GeneralSecurityException {
        return new Certificates(
                TestCertificate.create(Files.createDirectory(folder.resolve("known"))),
                TestCertificate.create(Files.createDirectory(folder.resolve("stranger"))));
    }

    /** The file of the authority that the service shall trust. */
    Path authority() {
        return known.pem();
    }

    /** A gate that can show either. */
    Gate gate(String source) {
        return Gate.before(source, known.server(), stranger.server());
    }
}
