package dev.tufa.apt.archive.deb;

import dev.tufa.apt.archive.deb822.Deb822Exception;
import dev.tufa.apt.archive.deb822.Deb822Reader;
import dev.tufa.apt.archive.deb822.Deb822Reader.Comments;
import dev.tufa.apt.archive.deb822.Stanza;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What control.tar has: plain files beside each other, of which only {@code control} is read.
 *
 * @param control the control file
 * @param members all files, in their order
 */
record ControlArchive(Stanza control, List<ControlMember> members) {
    static final String BASE = "control.tar";

    private static final String CONTROL = "control";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+_-]*");
    private static final int LONGEST_NAME = 100;

    static ControlArchive read(ArMember member, DebLimits limits) throws IOException {
        TarCompression compression = TarCompression.of(member.name(), BASE, TarCompression.OF_CONTROL);
        if (member.left() > limits.controlLength()) {
            throw new Refused(
                    DebRefusal.TOO_LARGE, member.name(), "at most " + limits.controlLength() + " bytes", member.left());
        }
        try (Decompressed archive = new Decompressed(member, compression, limits.controlLength(), limits);
                StrictTar tar = new StrictTar(archive, limits.pathLength())) {
            return read(member.name(), tar, limits);
        }
    }

    private static ControlArchive read(String archive, StrictTar tar, DebLimits limits) throws IOException {
        Map<String, ControlMember> members = new LinkedHashMap<>();
        Optional<Stanza> control = Optional.empty();
        int count = 0;
        for (Optional<StrictTarEntry> next = tar.next(); next.isPresent(); next = tar.next()) {
            StrictTarEntry entry = next.get();
            if (++count > limits.controlEntries()) {
                throw new Refused(
                        DebRefusal.TOO_MANY, archive, "at most " + limits.controlEntries() + " entries", "more");
            }
            if (entry.kind() == DebPath.Kind.DIRECTORY && entry.path().equals(".")) {
                continue;
            }
            requirePlain(archive, entry);
            ControlMember member = new ControlMember(entry.path(), entry.mode(), entry.size());
            if (members.put(member.name(), member) != null) {
                throw new Refused(DebRefusal.PATH_TWICE, archive, "one file " + member.name(), "two");
            }
            if (member.name().equals(CONTROL)) {
                control = Optional.of(stanza(tar, member.size(), limits));
            }
        }
        return new ControlArchive(
                control.orElseThrow(
                        () -> new Refused(DebRefusal.CONTROL_MISSING, archive, "a file named control", "none")),
                List.copyOf(members.values()));
    }

    private static void requirePlain(String archive, StrictTarEntry entry) throws Refused {
        if (entry.kind() != DebPath.Kind.FILE
                || entry.path().length() > LONGEST_NAME
                || !NAME.matcher(entry.path()).matches()) {
            throw new Refused(
                    DebRefusal.CONTROL_ENTRY,
                    archive,
                    "plain files with plain names",
                    "%s \"%s\"".formatted(entry.kind(), entry.path()));
        }
    }

    private static Stanza stanza(StrictTar tar, long size, DebLimits limits) throws IOException {
        int most = limits.control().stanzaLength();
        if (size > most) {
            throw new Refused(DebRefusal.TOO_LARGE, CONTROL, "at most " + most + " bytes", size);
        }
        List<Stanza> stanzas = new ArrayList<>();
        try {
            stanzas.addAll(Deb822Reader.readAll(CONTROL, tar.content((int) size), Comments.REFUSED, limits.control()));
        } catch (Deb822Exception e) {
            throw new Refused(DebRefusal.CONTROL_SYNTAX, "control.tar", e);
        }
        if (stanzas.size() != 1) {
            throw new Refused(DebRefusal.CONTROL_SYNTAX, CONTROL, "one stanza", stanzas.size());
        }
        return stanzas.get(0);
    }
}
