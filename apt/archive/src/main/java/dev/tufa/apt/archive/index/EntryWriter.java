package dev.tufa.apt.archive.index;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Iterator;
import java.util.function.Function;

/** Writes entries as stanzas, each with an empty line behind it, and sees to it that they are in order. */
final class EntryWriter {
    private EntryWriter() {}

    static <E> void write(Iterator<E> entries, Comparator<E> order, Function<E, String> text, OutputStream out)
            throws IOException {
        if (!entries.hasNext()) {
            return;
        }
        E last = entries.next();
        write(last, text, out);
        while (entries.hasNext()) {
            E next = entries.next();
            int compared = order.compare(last, next);
            if (compared >= 0) {
                throw new IllegalArgumentException("expected %s, got\n%s\nand then\n%s"
                        .formatted(
                                compared == 0 ? "each entry once" : "entries in order",
                                text.apply(last),
                                text.apply(next)));
            }
            write(next, text, out);
            last = next;
        }
    }

    private static <E> void write(E entry, Function<E, String> text, OutputStream out) throws IOException {
        out.write((text.apply(entry) + '\n').getBytes(StandardCharsets.UTF_8));
    }
}
