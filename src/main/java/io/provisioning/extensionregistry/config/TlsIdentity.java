package io.provisioning.extensionregistry.config;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * A certificate with its key, as a server needs them.
 *
 * @param pem what the files held
 * @param keys the same for handshakes
 * @param expires when the server's own certificate ends
 */
public record TlsIdentity(PemKeyCertOptions pem, X509ExtendedKeyManager keys, Instant expires) {
    private static final byte[] PROBE = {1, 2, 3};

    /**
     * Reads both files.
     *
     * @throws IllegalArgumentException as {@link #pem} and {@link #of}
     */
    public static TlsIdentity read(TlsFiles files) {
        return of(pem(files));
    }

    /**
     * What the files hold, whatever it is.
     *
     * @throws IllegalArgumentException if one cannot be read; the message names no path
     */
    public static PemKeyCertOptions pem(TlsFiles files) {
        try {
            return new PemKeyCertOptions()
                    .addCertValue(Buffer.buffer(Files.readAllBytes(files.certificate())))
                    .addKeyValue(Buffer.buffer(Files.readAllBytes(files.key())));
        } catch (IOException e) {
            throw new IllegalArgumentException("a file cannot be read", e);
        }
    }

    /**
     * Checks what files held. Costs some milliseconds.
     *
     * @throws IllegalArgumentException if one is no such PEM, or the key is not that of the certificate; the message
     *     shows nothing of it
     */
    public static TlsIdentity of(PemKeyCertOptions pem) {
        X509ExtendedKeyManager keys;
        X509Certificate own;
        PrivateKey key;
        try {
            String alias = pem.loadKeyStore(null).aliases().nextElement();
            keys = (X509ExtendedKeyManager) pem.getKeyManagerFactory(null).getKeyManagers()[0];
            own = keys.getCertificateChain(alias)[0];
            key = keys.getPrivateKey(alias);
        } catch (Exception e) {
            throw new IllegalArgumentException("not a PEM file of certificates and one of a key without a password", e);
        }
        if (!belongTogether(key, own.getPublicKey())) {
            throw new IllegalArgumentException("the key is not that of the certificate");
        }
        return new TlsIdentity(pem, keys, own.getNotAfter().toInstant());
    }

    private static boolean belongTogether(PrivateKey key, PublicKey publicKey) {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                };
        try {
            Signature sign = Signature.getInstance(algorithm);
            sign.initSign(key);
            sign.update(PROBE);
            Signature verify = Signature.getInstance(algorithm);
            verify.initVerify(publicKey);
            verify.update(PROBE);
            return verify.verify(sign.sign());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
