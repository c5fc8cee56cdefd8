package dev.tufa.apt.install.file;

import dev.tufa.apt.archive.deb822.Deb822Exception;
import dev.tufa.apt.archive.deb822.Deb822Reader;
import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The text that was signed, read as stanzas (§5). */
final class AptText {
    private static final String FORMAT = "Format";

    private AptText() {}

    /** The stanzas of a text, in their order; at least one. */
    static List<AptStanza> read(byte[] text, FormatVersion version) throws AptFileException {
        List<Stanza> stanzas;
        try {
            stanzas = Deb822Reader.readAll("signed text", text, Deb822Reader.Comments.REFUSED, AptFileLimits.TEXT);
        } catch (Deb822Exception e) {
            throw new AptFileException(Refusal.SYNTAX, e);
        }
        if (stanzas.isEmpty()) {
            throw new AptFileException(Refusal.NO_STANZA, "signed text: expected a stanza, got none");
        }
        if (stanzas.size() > AptFileLimits.STANZAS) {
            throw new AptFileException(
                    Refusal.TOO_MANY,
                    "signed text: expected at most %d stanzas, got %d"
                            .formatted(AptFileLimits.STANZAS, stanzas.size()));
        }
        for (Stanza stanza : stanzas) {
            requireReadable(stanza);
        }
        requireFormat(stanzas, version);
        List<AptStanza> read = new ArrayList<>();
        for (Stanza stanza : stanzas) {
            try {
                read.add(AptStanza.read(stanza, version));
            } catch (AptFileException e) {
                throw stanzas.size() == 1 ? e : e.inStanza(read.size() + 1);
            }
        }
        return List.copyOf(read);
    }

    /** §5.1: with characters that turn the direction of text, a person would read something else than what is there. */
    private static void requireReadable(Stanza stanza) throws AptFileException {
        for (Field field : stanza.fields()) {
            if (field.value().chars().anyMatch(AptText::isHidden)) {
                throw new AptFileException(
                        Refusal.SYNTAX,
                        "signed text: %s: expected text without characters that change its direction, got one"
                                .formatted(field.name()));
            }
        }
    }

    private static boolean isHidden(int c) {
        return c == 0x061c
                || c == 0x200e
                || c == 0x200f
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0xfeff;
    }

    /** §5.2: the first line of the file is not signed. */
    private static void requireFormat(List<Stanza> stanzas, FormatVersion version) throws AptFileException {
        if (version.isSigned() && stanzas.get(0).find(FORMAT).isEmpty()) {
            throw new AptFileException(
                    Refusal.FORMAT, "Format: expected %d in the first stanza, got none".formatted(version.number()));
        }
        for (Stanza stanza : stanzas) {
            Optional<String> format = stanza.find(FORMAT).map(Field::value);
            if (format.isPresent() && !format.get().equals(Integer.toString(version.number()))) {
                throw new AptFileException(
                        Refusal.FORMAT,
                        "Format: expected %d as in the first line, got \"%s\""
                                .formatted(version.number(), format.get()));
            }
        }
    }
}
