package io.provisioning.extensionregistry.config;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses as they are written in settings. */
final class Network {
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

    private Network() {}

    /** Whether a text is an IP address, or one with a prefix length. No name is looked up. */
    static boolean isOne(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        String prefix = slash < 0 ? "0" : text.substring(slash + 1);
        if (!prefix.matches("[0-9]{1,3}")) {
            return false;
        }
        if (address.matches(BYTE + "(\\." + BYTE + "){3}")) {
            return Integer.parseInt(prefix) <= 32;
        }
        return isVersion6(address) && Integer.parseInt(prefix) <= 128;
    }

    private static boolean isVersion6(String address) {
        if (!address.matches("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
            return false;
        }
        try {
            InetAddress.getByName("[" + address + "]");
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
