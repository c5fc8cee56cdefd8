package dev.tufa.apt.archive.index;

import dev.tufa.apt.archive.deb822.Deb822Limits;
import dev.tufa.apt.archive.deb822.Deb822Reader;
import dev.tufa.apt.archive.deb822.Deb822Reader.Comments;
import dev.tufa.apt.archive.deb822.Stanza;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads the entries of an index one after the other, however many there are, in the order in which they stand.
 *
 * @param <E> what an entry is
 */
public final class IndexReader<E> implements Closeable {
    private final String file;
    private final Deb822Reader stanzas;
    private final EntryReader<E> entries;

    IndexReader(String file, InputStream in, EntryReader<E> entries) {
        this.file = file;
        this.stanzas = new Deb822Reader(file, in, Comments.REFUSED, Deb822Limits.DEFAULT);
        this.entries = entries;
    }

    /**
     * The next entry; empty at the end.
     *
     * @throws IndexException if it is none that apt could use
     */
    public Optional<E> next() throws IOException {
        Optional<Stanza> stanza = stanzas.next();
        if (stanza.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(entries.read(stanza.get()));
        } catch (IndexException e) {
            throw e.in(file);
        }
    }

    @Override
    public void close() throws IOException {
        stanzas.close();
    }

    /** Makes an entry of a stanza. */
    interface EntryReader<E> {
        E read(Stanza stanza) throws IndexException;
    }
}
