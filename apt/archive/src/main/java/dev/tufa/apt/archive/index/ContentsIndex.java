package dev.tufa.apt.archive.index;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code Contents}: which packages have a file of a path. It is collected in memory, paths as bytes one behind the other: half a
 * million of them need some 60 MB.
 */
public final class ContentsIndex {
    /** Where the packages begin on a line, as apt-ftparchive writes it. */
    private static final int COLUMN = 60;

    private static final int TAB = 8;
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private final List<String> packages = new ArrayList<>();
    private final Map<String, Integer> packageNumbers = new HashMap<>();
    private byte[] paths = new byte[1 << 16];
    private int[] ends = new int[1 << 10];
    private int[] owners = new int[1 << 10];
    private int count;

    /** An index without a path. */
    public ContentsIndex() {}

    /**
     * Takes in a path as it stands in the archive of a package. Folders, which end in a slash, are not listed.
     *
     * @param path with {@code ./} or {@code /} before it or without
     * @param owner the package, after its section and a slash if it has one: {@code utils/acme}, {@code contrib/utils/acme}
     * @throws IllegalArgumentException if there is a line end or another control character in the path: the line would say
     *     something else
     */
    public void add(String path, String owner) {
        add(path.getBytes(StandardCharsets.UTF_8), owner);
    }

    /** The same for a path that need not be UTF-8. */
    public void add(byte[] path, String owner) {
        for (byte b : path) {
            if ((b >= 0 && b < ' ') || b == 0x7f) {
                throw new IllegalArgumentException("%s: expected a path without control characters, got \"%s\""
                        .formatted(owner, new String(path, StandardCharsets.UTF_8)));
            }
        }
        if (!ArchivePath.isInside(owner) || owner.indexOf(',') >= 0) {
            throw new IllegalArgumentException("expected the name of a package, got \"%s\"".formatted(owner));
        }
        int from = start(path);
        if (from == path.length || path[path.length - 1] == '/') {
            return;
        }
        append(path, from, packageNumbers.computeIfAbsent(owner, name -> {
            packages.add(name);
            return packages.size() - 1;
        }));
    }

    /** Writes a line for each path: by the bytes of the paths, and the packages of one by their names. */
    public void write(OutputStream out) throws IOException {
        Integer[] order = new Integer[count];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, this::compare);
        BufferedOutputStream lines = new BufferedOutputStream(out, 1 << 16);
        for (int i = 0; i < count; i++) {
            int entry = order[i];
            boolean isSamePath = i > 0 && comparePaths(order[i - 1], entry) == 0;
            if (isSamePath && owners[order[i - 1]] == owners[entry]) {
                continue;
            }
            if (isSamePath) {
                lines.write(',');
            } else {
                if (i > 0) {
                    lines.write('\n');
                }
                lines.write(paths, begin(entry), ends[entry] - begin(entry));
                pad(ends[entry] - begin(entry), lines);
            }
            lines.write(packages.get(owners[entry]).getBytes(StandardCharsets.UTF_8));
        }
        if (count > 0) {
            lines.write('\n');
        }
        lines.flush();
    }

    /**
     * Reads an index that is not compressed.
     *
     * @param file what messages call it
     * @param in closed with the reader
     */
    public static ContentsReader read(String file, InputStream in) {
        return new ContentsReader(file, in);
    }

    private void append(byte[] path, int from, int owner) {
        int begin = count == 0 ? 0 : ends[count - 1];
        int length = path.length - from;
        if (length > LARGEST - begin) {
            throw new IllegalStateException(
                    "Contents: expected paths of at most %d bytes, got more".formatted(LARGEST));
        }
        if (begin + length > paths.length) {
            paths = Arrays.copyOf(paths, larger(paths.length, begin + length));
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, larger(count, count + 1));
            owners = Arrays.copyOf(owners, ends.length);
        }
        System.arraycopy(path, from, paths, begin, length);
        ends[count] = begin + length;
        owners[count] = owner;
        count++;
    }

    private static int larger(int size, int atLeast) {
        return (int) Math.min(LARGEST, Math.max(size + (size >> 1L), (long) atLeast));
    }

    private static int start(byte[] path) {
        int from = path.length >= 2 && path[0] == '.' && path[1] == '/' ? 2 : 0;
        while (from < path.length && path[from] == '/') {
            from++;
        }
        return from;
    }

    private int compare(int a, int b) {
        int compared = comparePaths(a, b);
        return compared != 0 ? compared : packages.get(owners[a]).compareTo(packages.get(owners[b]));
    }

    private int comparePaths(int a, int b) {
        return Arrays.compareUnsigned(paths, begin(a), ends[a], paths, begin(b), ends[b]);
    }

    private int begin(int entry) {
        return entry == 0 ? 0 : ends[entry - 1];
    }

    /** With tabs as far as they go, and at least one blank. */
    private static void pad(int length, OutputStream out) throws IOException {
        int at = length;
        int column = Math.max(COLUMN, length + 1);
        for (int next = (at / TAB + 1) * TAB; next < column; next += TAB) {
            out.write('\t');
            at = next;
        }
        for (; at < column; at++) {
            out.write(' ');
        }
    }
}
