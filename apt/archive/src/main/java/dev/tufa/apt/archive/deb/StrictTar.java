package dev.tufa.apt.archive.deb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a tar archive, each of whose headers is checked before the library reads it. The library follows long names and
 * extensions by calling itself, so that a chain of them would overflow the stack; and it takes a slash away from long names that begin
 * with one.
 */
final class StrictTar extends TarArchiveInputStream {
    private final Decompressed archive;
    private final int longest;
    /** The types of headers before the next entry that bring its name or its link. */
    private final Set<Character> longTexts = new HashSet<>();

    private boolean ended;
    private char type;
    private long size;
    private @Nullable String longName;

    StrictTar(Decompressed archive, int longest) {
        super(archive, TarHeader.BYTES, TarHeader.BYTES, ISO_8859_1.name());
        this.archive = archive;
        this.longest = longest;
    }

    /** The next entry; empty at the end, after which there is nothing but zeros. */
    Optional<StrictTarEntry> next() throws IOException {
        longTexts.clear();
        longName = null;
        TarArchiveEntry entry;
        try {
            entry = getNextEntry();
        } catch (IOException e) {
            throw refusal(e);
        }
        if (entry != null) {
            String name = longName == null ? entry.getName() : longName;
            return Optional.of(new StrictTarEntry(archive.name(), longest, entry, type, name));
        }
        if (!longTexts.isEmpty()) {
            throw new Refused(DebRefusal.TRUNCATED, archive.name(), "an entry after a long name", "the end");
        }
        requireZeros();
        return Optional.empty();
    }

    /** The bytes of the entry that has come last. */
    byte[] content(int size) throws IOException {
        try {
            return readNBytes(size);
        } catch (IOException e) {
            throw refusal(e);
        }
    }

    @Override
    protected byte @Nullable [] readRecord() throws IOException {
        long before = getBytesRead();
        byte[] record = super.readRecord();
        if (record == null) {
            if (getBytesRead() > before) {
                throw new Refused(
                        DebRefusal.TRUNCATED,
                        archive.name(),
                        "headers of " + TarHeader.BYTES + " bytes",
                        getBytesRead() - before);
            }
            return null;
        }
        if (ended && !isEOFRecord(record)) {
            throw trailing();
        }
        if (isEOFRecord(record)) {
            ended = true;
            return record;
        }
        TarHeader header = new TarHeader(archive.name(), record);
        header.check(longest);
        type = header.type();
        size = header.size();
        if (header.isLongText() && !longTexts.add(type)) {
            throw new Refused(
                    DebRefusal.TAR_HEADER, archive.name(), "one long name and one long link before an entry", "more");
        }
        return record;
    }

    /** GNU tar takes the last byte for the zero that it puts there, whatever it is; dpkg goes on to the next zero. */
    @Override
    protected byte @Nullable [] getLongNameData() throws IOException {
        boolean isName = type == 'L';
        long expected = size - 1;
        byte[] data = super.getLongNameData();
        if (data == null) {
            return null;
        }
        if (data.length != expected) {
            throw new Refused(
                    DebRefusal.TAR_HEADER, archive.name(), "a long name with one zero after it", "none or more");
        }
        if (isName) {
            longName = new String(data, ISO_8859_1);
        }
        return data;
    }

    private void requireZeros() throws IOException {
        byte[] rest = new byte[1 << 13];
        for (int count = archive.read(rest, 0, rest.length); count >= 0; count = archive.read(rest, 0, rest.length)) {
            for (int i = 0; i < count; i++) {
                if (rest[i] != 0) {
                    throw trailing();
                }
            }
        }
    }

    private Refused refusal(IOException e) {
        return e instanceof Refused refused
                ? refused
                : new Refused(DebRefusal.TAR_HEADER, archive.name(), "a tar archive", e);
    }

    private Refused trailing() {
        return new Refused(
                DebRefusal.TRAILING_DATA, archive.name(), "nothing but zeros after the last entry", "something else");
    }
}
