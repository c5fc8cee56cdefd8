package dev.tufa.apt.archive.deb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/** An entry of a tar archive, with a path that stays where it is unpacked. */
final class StrictTarEntry {
    private static final String ROOT = ".";
    private static final int PERMISSIONS = 07777;

    private final String archive;
    private final int longest;
    private final TarArchiveEntry entry;
    private final DebPath.Kind kind;
    private final String path;

    StrictTarEntry(String archive, int longest, TarArchiveEntry entry, char type, String name) throws Refused {
        this.archive = archive;
        this.longest = longest;
        this.entry = entry;
        this.kind = DebPath.Kind.of(type);
        this.path = path(name);
    }

    /** Without {@code ./} before it and a slash after it; a dot for the folder that everything is in. */
    String path() {
        return path;
    }

    DebPath.Kind kind() {
        return kind;
    }

    long size() {
        return entry.getSize();
    }

    int mode() {
        return entry.getMode() & PERMISSIONS;
    }

    DebPath toPath() throws Refused {
        return new DebPath(
                path,
                kind,
                mode(),
                owner(entry.getUserName(), entry.getLongUserId()),
                owner(entry.getGroupName(), entry.getLongGroupId()),
                size(),
                link());
    }

    private static String owner(String name, long id) {
        return name.isEmpty() ? Long.toString(id) : name;
    }

    private Optional<String> link() throws Refused {
        return switch (kind) {
            case HARD_LINK -> Optional.of(path(entry.getLinkName()));
            case SYMBOLIC_LINK -> {
                String target = text(entry.getLinkName());
                if (target.isEmpty()) {
                    throw refused("something that a link points to", target);
                }
                yield Optional.of(target);
            }
            default -> Optional.empty();
        };
    }

    /** Debian Policy §10.10 wants file names in UTF-8. */
    private String text(String bytes) throws Refused {
        String text;
        try {
            text = UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused("UTF-8", bytes);
        }
        if (bytes.length() > longest) {
            throw new Refused(DebRefusal.TOO_LARGE, archive, "paths of at most " + longest + " bytes", bytes.length());
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw refused("no control characters in a path", text);
        }
        return text;
    }

    private String path(String bytes) throws Refused {
        String name = text(bytes);
        boolean slash = name.endsWith("/");
        if (slash && kind != DebPath.Kind.DIRECTORY) {
            throw refused("no slash after what is no directory", name);
        }
        String path = slash ? name.substring(0, name.length() - 1) : name;
        if (path.equals(ROOT)) {
            return path;
        }
        String inner = path.startsWith("./") ? path.substring(2) : path;
        List<String> parts = Arrays.asList(inner.split("/", -1));
        if (parts.contains("") || parts.contains(".") || parts.contains("..")) {
            throw refused("a path below where it is unpacked", name);
        }
        return inner;
    }

    private Refused refused(String expected, String got) {
        return new Refused(DebRefusal.PATH, archive, expected, '"' + got + '"');
    }
}
