package io.provisioning.extensionregistry.http;

import io.provisioning.extensionregistry.config.TlsIdentity;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Gives each handshake the certificate of the moment. A handshake asks several times; it names what it was given first,
 * so that it never gets one certificate with the key of another. (Having the server exchange its options instead breaks
 * the connections that are accepted meanwhile.)
 */
final class CurrentCertificate extends X509ExtendedKeyManager {
    private record Served(int number, TlsIdentity identity, TlsIdentity before) {}

    private volatile Served served;

    CurrentCertificate(TlsIdentity first) {
        served = new Served(0, first, first);
    }

    TlsIdentity get() {
        return served.identity();
    }

    /** From now on. */
    void set(TlsIdentity next) {
        served = new Served(served.number() + 1, next, served.identity());
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        Served now = served;
        String alias = now.identity().keys().chooseEngineServerAlias(keyType, issuers, engine);
        return alias == null ? null : now.number() + ":" + alias;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return of(alias).keys().getCertificateChain(name(alias));
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return of(alias).keys().getPrivateKey(name(alias));
    }

    private TlsIdentity of(String alias) {
        Served now = served;
        return alias.startsWith(now.number() + ":") ? now.identity() : now.before();
    }

    private static String name(String alias) {
        return alias.substring(alias.indexOf(':') + 1);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        String alias = chooseEngineServerAlias(keyType, issuers, null);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return null;
    }
}
