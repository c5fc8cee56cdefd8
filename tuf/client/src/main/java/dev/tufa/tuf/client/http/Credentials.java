package dev.tufa.tuf.client.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Names and passwords for servers and proxies, sent by HTTP's Basic scheme. Each is for one machine: it goes to no other one,
 * whatever redirects say, and over https only, unless the machine is written as {@code http://…}; that holds for 127.0.0.1 as
 * well. The first entry that fits counts.
 *
 * <p>They are read from text as in netrc files and in apt's auth.conf:
 *
 * <pre>
 * # comments
 * machine example.org/team login build password secret
 * machine http://proxy.example.org:3128
 *   login "with spaces" password "and \"quotes\""
 * </pre>
 *
 * <p>{@code machine [SCHEME://]HOST[:PORT][/PATH]}: without a port for all of them, with a path for that folder alone. A
 * value that begins with a quotation mark goes on to the next one, as for curl; a backslash there as well. {@code
 * account} is read and not used. {@code default}, which would send a password to everybody, and {@code macdef} are refused.
 */
public final class Credentials {
    private static final int MOST_BYTES = 1 << 20;
    private static final Credentials NONE = new Credentials(List.of());

    private final List<Entry> entries;

    Credentials(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** None at all. */
    public static Credentials none() {
        return NONE;
    }

    /**
     * Reads a file that only its owner can read: one that its group or others can is refused, where the file system knows of
     * modes. Whoever keeps it safe by other means, as in a container, passes its text to {@link #parse}.
     *
     * @throws IOException if it cannot be read, or is not what was expected; no message shows a password
     */
    public static Credentials read(Path file) throws IOException {
        requireSecret(file);
        try {
            return parse(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(file))).toString());
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": expected UTF-8, got something else", e);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static void requireSecret(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        int mode = 0;
        for (char letter : PosixFilePermissions.toString(view.readAttributes().permissions())
                .toCharArray()) {
            mode = mode << 1 | (letter == '-' ? 0 : 1);
        }
        if ((mode & 077) != 0) {
            throw new IOException(
                    "%s: expected a file for its owner alone (mode 600), got mode %o; chmod 600 changes that"
                            .formatted(file, mode));
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("%s: expected at most %d bytes, got more".formatted(file, MOST_BYTES));
            }
            return bytes;
        }
    }

    /**
     * Reads text.
     *
     * @throws IllegalArgumentException if it is not what was expected, by its line; no message shows a password
     */
    public static Credentials parse(String text) {
        return new Credentials(new NetrcParser(text).entries());
    }

    /**
     * These, and another one after them.
     *
     * @param machine {@code [SCHEME://]HOST[:PORT][/PATH]}
     */
    public Credentials with(String machine, String login, String password) {
        List<Entry> more = new ArrayList<>(entries);
        more.add(new Entry(Machine.parse(machine), new Login(login, password)));
        return new Credentials(more);
    }

    /** What is for a URL. */
    Optional<Login> of(URI uri) {
        return entries.stream()
                .filter(entry -> entry.machine().covers(uri))
                .map(Entry::login)
                .findFirst();
    }

    /** Why a server may have asked for credentials. */
    String hint(URI uri) {
        if (of(uri).isPresent()) {
            return "the credentials for " + uri.getRawAuthority() + " were not accepted";
        }
        return entries.stream().anyMatch(entry -> entry.machine().isAt(uri))
                ? "the credentials for " + uri.getRawAuthority() + " are not for " + uri.getScheme()
                : "no credentials for " + uri.getRawAuthority();
    }

    /** The machines. */
    @Override
    public String toString() {
        return "credentials for " + entries.stream().map(Entry::machine).toList();
    }

    /** A password and what it is for. */
    record Entry(Machine machine, Login login) {}
}
