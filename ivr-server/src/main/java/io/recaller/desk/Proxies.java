package io.recaller.desk;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The proxies in front of us. What they say of who is behind them ({@code X-Forwarded-For}) counts;
 * anybody else's word on it does not.
 */
public record Proxies(List<Network> networks) {
    /** Of an IPv6 address: what one household or office has to itself. */
    private static final int PREFIX = 64;

    public Proxies {
        networks = List.copyOf(networks);
    }

    public static Proxies none() {
        return new Proxies(List.of());
    }

    /**
     * Proxies by their addresses or networks, such as {@code 10.0.0.5} or {@code 10.0.0.0/8}.
     *
     * @throws IllegalArgumentException when one is neither
     */
    public static Proxies of(List<String> addresses) {
        return new Proxies(addresses.stream().map(Network::parse).toList());
    }

    /**
     * Who asks: the peer, or whom the named proxies say they ask for; the last word of a chain that
     * is not a named proxy's own counts. An IPv6 client is its network.
     *
     * @param peer the address of the other end of the connection
     * @param forwarded the values of {@code X-Forwarded-For}, as they came
     */
    String clientOf(String peer, List<String> forwarded) {
        var chain = new ArrayList<String>();
        for (var value : forwarded) {
            Arrays.stream(value.split(",", -1)).map(String::strip).forEach(chain::add);
        }
        var client = peer;
        while (!chain.isEmpty() && isProxy(client)) {
            var next = chain.removeLast();
            if (!isAddress(next)) {
                break;
            }
            client = next;
        }
        return client.contains(":") ? network(client) : client;
    }

    private boolean isProxy(String address) {
        return isAddress(address)
                && networks.stream().anyMatch(network -> network.contains(bytes(address)));
    }

    private static boolean isAddress(String text) {
        try {
            var _ = bytes(text);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static String network(String address) {
        var bytes = bytes(address);
        return bytes.length == 4 ? address : new Network(bytes, PREFIX).toString();
    }

    /** Never asks a name server. */
    private static byte[] bytes(String literal) {
        return InetAddress.ofLiteral(literal).getAddress();
    }

    /**
     * All addresses that begin like this one.
     *
     * @param bits how many bits of it count
     */
    public record Network(byte[] address, int bits) {
        static Network parse(String text) {
            var parts = text.split("/", 2);
            var address = bytes(parts[0].strip());
            var bits = parts.length == 1 ? address.length * 8 : Integer.parseInt(parts[1].strip());
            if (bits < 0 || bits > address.length * 8) {
                throw new IllegalArgumentException("a network has no such prefix: " + text);
            }
            return new Network(address, bits);
        }

        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                var mask = 0x80 >> bit % 8;
                if ((other[bit / 8] & mask) != (address[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }

        /** The same for every address of the network. */
        @Override
        public String toString() {
            var prefix = new StringBuilder();
            for (int i = 0; i < bits / 8; i++) {
                prefix.append("%02x".formatted(address[i]));
            }
            return prefix + "/" + bits;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Network that
                    && bits == that.bits
                    && Arrays.equals(address, that.address);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(address) + bits;
        }
    }
}
