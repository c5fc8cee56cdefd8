package dev.tufa.tuf.client.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The hosts that no proxy is for, as a variable lists them. */
final class NoProxy {
    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:]*:[0-9a-f:.]*");
    private static final Pattern BITS = Pattern.compile("[0-9]{1,3}");

    private NoProxy() {}

    /** Whether a list has a host, which is in lower case. */
    static boolean has(String list, String host, int port) {
        for (String entry : list.toLowerCase(Locale.ROOT).split("[,\\s]+", -1)) {
            if (entry.indexOf('/') >= 0 ? isInBlock(entry, withoutBrackets(host)) : isBelow(entry, host, port)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBelow(String entry, String host, int port) {
        int colon = colonBeforePort(entry);
        String name = (colon < 0 ? entry : entry.substring(0, colon)).replaceFirst("^\\*?\\.", "");
        boolean samePort = colon < 0 || entry.substring(colon + 1).equals(String.valueOf(port));
        boolean sameHost = name.equals("*")
                || (!name.isEmpty() && ("." + withoutBrackets(host)).endsWith("." + withoutBrackets(name)));
        return samePort && sameHost;
    }

    private static int colonBeforePort(String entry) {
        int last = entry.lastIndexOf(':');
        boolean isAddress = entry.indexOf(':') != last && !entry.contains("]:"); // of IPv6, and no port after it
        return isAddress ? -1 : last;
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** Whether a host is an address that begins as a block does: {@code 10.0.0.0/8}. Nothing is looked up. */
    private static boolean isInBlock(String block, String host) {
        int slash = block.indexOf('/');
        String bits = block.substring(slash + 1);
        Optional<byte[]> first = address(withoutBrackets(block.substring(0, slash)));
        Optional<byte[]> address = address(host);
        if (first.isEmpty() || address.isEmpty() || !BITS.matcher(bits).matches()) {
            return false;
        }
        int count = Integer.parseInt(bits);
        return first.get().length == address.get().length
                && count <= 8 * first.get().length
                && beginAlike(first.get(), address.get(), count);
    }

    private static boolean beginAlike(byte[] one, byte[] other, int bits) {
        for (int i = 0; i < bits; i++) {
            int mask = 0x80 >> (i % 8);
            if ((one[i / 8] & mask) != (other[i / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static Optional<byte[]> address(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text).getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty(); // only looks like one
        }
    }
}
