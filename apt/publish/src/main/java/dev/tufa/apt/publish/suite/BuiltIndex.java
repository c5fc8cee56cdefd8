package dev.tufa.apt.publish.suite;

import dev.tufa.apt.archive.digest.Digests;
import dev.tufa.apt.archive.index.Compression;
import dev.tufa.apt.archive.index.ListedFile;
import dev.tufa.apt.publish.pool.Sha256;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * An index in all its forms.
 *
 * @param files what {@code Release} says of each form, by its path
 * @param contents their bytes, in the same order
 * @param pieces what it is made of
 */
record BuiltIndex(List<ListedFile> files, List<byte[]> contents, PieceTable pieces) {
    /** The forms beside the plain one, in the order in which tables of pieces have them. */
    static final List<Compression> COMPRESSED = List.of(Compression.GZIP, Compression.XZ);

    BuiltIndex {
        files = List.copyOf(files);
        contents = List.copyOf(contents);
    }

    /**
     * Builds an index; pieces that an older one has as well are taken from there.
     *
     * @param path of the plain form
     */
    static BuiltIndex build(String path, List<byte[]> pieces, Old old) {
        Map<String, List<byte[]>> known = old.byDigest();
        List<String> digests = pieces.stream().map(Sha256::hex).toList();
        List<List<byte[]>> compressed = IntStream.range(0, pieces.size())
                .parallel()
                .mapToObj(i -> {
                    List<byte[]> found = known.get(digests.get(i));
                    return found != null ? found : compress(pieces.get(i));
                })
                .toList();
        List<PieceTable.Row> rows = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            rows.add(new PieceTable.Row(
                    digests.get(i),
                    compressed.get(i).stream().map(bytes -> bytes.length).toList()));
        }
        List<ListedFile> files = new ArrayList<>();
        List<byte[]> contents = new ArrayList<>();
        add(path, joined(pieces), files, contents);
        for (int form = 0; form < COMPRESSED.size(); form++) {
            int number = form;
            byte[] joined = pieces.isEmpty()
                    ? COMPRESSED.get(form).compress(new byte[0])
                    : COMPRESSED
                            .get(form)
                            .join(compressed.stream()
                                    .map(forms -> forms.get(number))
                                    .toList());
            add(path + COMPRESSED.get(form).extension(), joined, files, contents);
        }
        return new BuiltIndex(files, contents, new PieceTable(rows));
    }

    private static List<byte[]> compress(byte[] piece) {
        return COMPRESSED.stream().map(form -> form.compress(piece)).toList();
    }

    private static void add(String path, byte[] bytes, List<ListedFile> files, List<byte[]> contents) {
        files.add(new ListedFile(path, bytes.length, Digests.ofSha256(Sha256.hex(bytes))));
        contents.add(bytes);
    }

    private static byte[] joined(List<byte[]> parts) {
        byte[] joined = new byte[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }

    /**
     * What is there of an older index.
     *
     * @param pieces that it was made of
     * @param compressed its compressed forms, whole and right, in the order of {@link #COMPRESSED}
     */
    record Old(PieceTable pieces, List<byte[]> compressed) {
        static final Old NONE = new Old(PieceTable.EMPTY, List.of());

        Old {
            compressed = List.copyOf(compressed);
        }

        private Map<String, List<byte[]>> byDigest() {
            boolean areAll =
                    pieces.rows().stream().allMatch(row -> row.lengths().size() == COMPRESSED.size());
            if (pieces.rows().isEmpty() || !areAll || compressed.size() != COMPRESSED.size()) {
                return Map.of();
            }
            List<List<byte[]>> parts = new ArrayList<>();
            for (int form = 0; form < COMPRESSED.size(); form++) {
                int number = form;
                List<Integer> lengths = pieces.rows().stream()
                        .map(row -> row.lengths().get(number))
                        .toList();
                parts.add(COMPRESSED.get(form).split(compressed.get(form), lengths));
                if (parts.get(form).size() != lengths.size()) {
                    return Map.of();
                }
            }
            Map<String, List<byte[]>> known = new HashMap<>();
            for (int i = 0; i < pieces.rows().size(); i++) {
                int row = i;
                known.put(
                        pieces.rows().get(i).sha256(),
                        parts.stream().map(form -> form.get(row)).toList());
            }
            return known;
        }
    }
}
