package dev.tufa.apt.publish.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which pieces an index was made of, in order.
 *
 * @param rows one for each piece
 */
record PieceTable(List<Row> rows) {
    static final PieceTable EMPTY = new PieceTable(List.of());

    private static final Pattern BLANK = Pattern.compile(" ");

    PieceTable {
        rows = List.copyOf(rows);
    }

    static PieceTable read(String file, byte[] text) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : new String(text, StandardCharsets.US_ASCII).split("\n", -1)) {
            if (line.isEmpty()) {
                continue;
            }
            String[] words = BLANK.split(line, -1);
            try {
                List<Integer> lengths = new ArrayList<>();
                for (int i = 1; i < words.length; i++) {
                    lengths.add(Integer.parseInt(words[i]));
                }
                rows.add(new Row(words[0], lengths));
            } catch (NumberFormatException e) {
                throw new IOException("%s: expected a digest and lengths, got \"%s\"".formatted(file, line), e);
            }
        }
        return new PieceTable(rows);
    }

    byte[] text() {
        StringBuilder text = new StringBuilder();
        for (Row row : rows) {
            text.append(row.sha256);
            row.lengths.forEach(length -> text.append(' ').append(length));
            text.append('\n');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * A piece.
     *
     * @param sha256 of its plain bytes
     * @param lengths of its compressed forms, in the order of the forms of the index
     */
    record Row(String sha256, List<Integer> lengths) {
        Row {
            lengths = List.copyOf(lengths);
        }
    }
}
