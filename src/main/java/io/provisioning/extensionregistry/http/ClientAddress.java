package io.provisioning.extensionregistry.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who a client is as far as its address tells. */
public final class ClientAddress {
    /** What one user of IPv6 is given, in bytes: the rest is for the devices of the same user. */
    private static final int NETWORK_OF_ONE_USER = 8;

    private static final int VERSION_6 = 16;
    private static final Pattern WITH_PORT = Pattern.compile("\\[([^]]*)](?::\\d+)?|([0-9.]+):\\d+");
    private static final Pattern VERSION_4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");

    private ClientAddress() {}

    /**
     * The address of the client: the last one in {@code X-Forwarded-For} that no trusted proxy has, or that of the
     * connection.
     *
     * @param trusted addresses and networks of proxies whose word counts
     * @return an address, or the first half of one of IPv6; empty if it is not known
     */
    public static String of(RoutingContext context, List<String> trusted) {
        return of(context.request(), trusted);
    }

    /** As {@link #of(RoutingContext, List)}. */
    static String of(HttpServerRequest request, List<String> trusted) {
        SocketAddress remote = request.remoteAddress();
        return of(
                remote == null || remote.hostAddress() == null ? "" : remote.hostAddress(),
                trusted.isEmpty() ? List.of() : request.headers().getAll("X-Forwarded-For"),
                trusted);
    }

    /**
     * As {@link #of(RoutingContext, List)}.
     *
     * @param remote the address of the connection; empty if it is not known
     * @param forwarded the values of {@code X-Forwarded-For}, in order
     */
    static String of(String remote, List<String> forwarded, List<String> trusted) {
        String address = inFull(remote, forwarded, trusted);
        byte[] bytes = bytes(address);
        return bytes.length == VERSION_6
                ? Arrays.toString(Arrays.copyOf(bytes, NETWORK_OF_ONE_USER))
                : address.substring(0, Math.min(address.length(), 64));
    }

    /** As {@link #of(String, List, List)}, all of it; what a trusted proxy says need not be an address. */
    static String inFull(String remote, List<String> forwarded, List<String> trusted) {
        if (trusted.isEmpty() || forwarded.isEmpty()) {
            return remote;
        }
        String address = remote;
        String[] hops = String.join(",", forwarded).split(",");
        for (int i = hops.length - 1; i >= 0 && isIn(address, trusted); i--) {
            address = hops[i].isBlank() ? address : withoutPort(hops[i].strip());
        }
        return address;
    }

    /** Some proxies add the port, which is another one for each connection. */
    private static String withoutPort(String hop) {
        Matcher matcher = WITH_PORT.matcher(hop);
        return matcher.matches() ? matcher.group(matcher.group(1) == null ? 2 : 1) : hop;
    }

    private static boolean isIn(String address, List<String> networks) {
        byte[] bytes = bytes(address);
        return bytes.length > 0 && networks.stream().anyMatch(network -> isIn(bytes, network));
    }

    private static boolean isIn(byte[] address, String network) {
        int slash = network.indexOf('/');
        byte[] base = bytes(slash < 0 ? network : network.substring(0, slash));
        int bits = slash < 0 ? 8 * base.length : Integer.parseInt(network.substring(slash + 1));
        if (base.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((base[bit / 8] & mask) != (address[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** Empty if it is no address; no name is looked up. */
    private static byte[] bytes(String address) {
        try {
            return VERSION_4.matcher(address).matches() || address.matches("[0-9A-Fa-f.]*:[0-9A-Fa-f:.%a-z]*")
                    ? InetAddress.getByName(address).getAddress()
                    : new byte[0];
        } catch (UnknownHostException e) {
            return new byte[0];
        }
    }
}
