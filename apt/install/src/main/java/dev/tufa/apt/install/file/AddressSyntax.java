package dev.tufa.apt.install.file;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one way to write an address (§5.4): programs that read addresses more freely disagree about where the host ends.
 *
 * @param refusal of an address that is written in another way
 * @param field that has it
 * @param schemes that it may have
 */
record AddressSyntax(Refusal refusal, String field, Set<String> schemes) {
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";
    private static final String LAST_LABEL = "[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?";
    private static final String NUMBER = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern HOST =
            Pattern.compile("(?:%s\\.)*%s|%s(?:\\.%3$s){3}|\\[[0-9A-Fa-f:.]+]".formatted(LABEL, LAST_LABEL, NUMBER));
    private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");

    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._~+@:%=/-]*");

    /** A percent sign that does not encode a byte, or a control character. */
    private static final Pattern WRONG_CODE = Pattern.compile("%(?!(?:[2-689A-Fa-f][0-9A-Fa-f]|7[0-9A-Ea-e]))");

    private static final Pattern DOT = Pattern.compile("%2[Ee]");
    private static final Pattern SYNTAX =
            Pattern.compile("(?<scheme>[^:/?#]*)://(?<host>\\[[^]/]*]|[^:/]*)(?<port>:[^/]*)?(?<path>/.*)?");
    private static final int LONGEST = 1024;

    /** RFC 1035 §2.3.4. */
    private static final int LONGEST_HOST = 253;

    URI read(String text) throws AptFileException {
        if (text.length() > LONGEST) {
            throw refused("an address of at most %d characters".formatted(LONGEST), text.substring(0, 60) + "…", null);
        }
        Matcher parts = SYNTAX.matcher(text);
        if (!parts.matches() || !schemes.contains(parts.group("scheme"))) {
            throw refused("an address with " + schemesInWords(), text, null);
        }
        if (text.contains("?") || text.contains("#")) {
            throw refused("no ? and no # in an address", text, null);
        }
        if (text.substring(0, parts.end("host")).contains("@") || contains(parts.group("port"), "@")) {
            throw refused("no name and password in an address that everybody reads", text, null);
        }
        String host = parts.group("host");
        if (host.length() > LONGEST_HOST || !HOST.matcher(host).matches()) {
            throw refused("the name of a host in ASCII", text, null);
        }
        if (parts.group("port") != null && !isPort(parts.group("port").substring(1))) {
            throw refused("a port from 1 to 65535", text, null);
        }
        String path = parts.group("path") == null ? "" : parts.group("path");
        if (!PATH.matcher(path).matches()
                || WRONG_CODE.matcher(path).find()
                || (DOT.matcher(path).replaceAll(".") + "/").contains("/../")) {
            throw refused("a plain path", text, null);
        }
        try {
            return new URI(text).parseServerAuthority();
        } catch (URISyntaxException e) { // a wrong IPv6 address
            throw refused("the name of a host in ASCII", text, e);
        }
    }

    private static boolean isPort(String digits) {
        return PORT.matcher(digits).matches() && Integer.parseInt(digits) <= 65_535;
    }

    private static boolean contains(@Nullable String text, String part) {
        return text != null && text.contains(part);
    }

    private String schemesInWords() {
        return String.join(
                " or ", schemes.stream().sorted().map(scheme -> scheme + "://").toList());
    }

    private AptFileException refused(String expected, String text, @Nullable Exception cause) {
        String message = "%s: expected %s, got \"%s\"".formatted(field, expected, text);
        return cause == null ? new AptFileException(refusal, message) : new AptFileException(refusal, message, cause);
    }
}
