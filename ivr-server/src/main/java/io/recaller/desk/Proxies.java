package io.recaller.desk;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The proxies in front of us. What they say of who is behind them ({@code X-Forwarded-For}) counts;
 * anybody else's word on it does not.
 */
public record Proxies(List<Network> networks) {
    /** Of an IPv6 address: what one household or office has to itself. */
    private static final int PREFIX = 64;

    /** An address in brackets, with a port or without; or one of IPv4 with a port. */
    private static final Pattern WITH_PORT =
            Pattern.compile("\\[([0-9A-Fa-f:.]+)](?::\\d+)?|([0-9.]+):\\d+");

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
    public String clientOf(String peer, List<String> forwarded) {
        var chain = new ArrayList<String>();
        for (var value : forwarded) {
            Arrays.stream(value.split(",", -1)).map(String::strip).forEach(chain::add);
        }
        var client = peer;
        while (!chain.isEmpty() && isProxy(client)) {
            var next = withoutPort(chain.removeLast());
            if (!isAddress(next)) {
                break;
            }
            client = next;
        }
        return isAddress(client) ? network(client) : client;
    }

    /** Some proxies say the port too: {@code 203.0.113.7:51324}, {@code [2001:db8::1]:443}. */
    private static String withoutPort(String said) {
        var found = WITH_PORT.matcher(said);
        return found.matches() ? found.group(found.group(1) == null ? 2 : 1) : said;
    }

    private boolean isProxy(String address) {
        return isAddress(address)
                && networks.stream()
                        .anyMatch(network -> network.contains(InetAddress.ofLiteral(address)));
    }

    private static boolean isAddress(String text) {
        try {
            var _ = InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static String network(String address) {
        var literal = InetAddress.ofLiteral(address);
        return literal instanceof Inet6Address
                ? new Network(literal, PREFIX).toString()
                : literal.getHostAddress();
    }

    /**
     * All addresses that begin like this one.
     *
     * @param bits how many bits of it count
     */
    public record Network(InetAddress address, int bits) {
        static Network parse(String text) {
            var parts = text.split("/", 2);
            var address = InetAddress.ofLiteral(parts[0].strip());
            var longest = address.getAddress().length * 8;
            var bits = parts.length == 1 ? longest : Integer.parseInt(parts[1].strip());
            if (bits < 0 || bits > longest) {
                throw new IllegalArgumentException("a network has no such prefix: " + text);
            }
            return new Network(address, bits);
        }

        boolean contains(InetAddress other) {
            var ours = address.getAddress();
            var theirs = other.getAddress();
            if (theirs.length != ours.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                var mask = 0x80 >> bit % 8;
                if ((theirs[bit / 8] & mask) != (ours[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }

        /** The same for every address of the network. */
        @Override
        public String toString() {
            var prefix = new StringBuilder();
            var bytes = address.getAddress();
            for (int i = 0; i < bits / 8; i++) {
                prefix.append("%02x".formatted(bytes[i]));
            }
            return prefix + "/" + bits;
        }
    }
}
