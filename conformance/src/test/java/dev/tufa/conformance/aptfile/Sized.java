package dev.tufa.conformance.aptfile;

import static dev.tufa.conformance.aptfile.MadeAptFile.KEY;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Texts and blocks of a given size, for limits and what is one above. */
final class Sized {
    static final int LARGEST = 256 << 10;
    static final int LONGEST_LINE = 8 << 10;
    static final String ARCHIVE = "Archive: https://apt.example.org stable main\n";

    private Sized() {}

    /** A file of a length in bytes, by empty lines behind the key. */
    static MadeAptFile file(int length) {
        return MadeAptFile.anAptFile().file(whole -> whole + "\n".repeat(length - whole.length()));
    }

    /** A stanza with a line of a length in bytes. */
    static String lineOf(int length) {
        return ARCHIVE + "X-Long: " + "x".repeat(length - "X-Long: ".length()) + "\n";
    }

    /** So many fields behind Format. */
    static String fields(int count) {
        return ARCHIVE
                + IntStream.range(1, count)
                        .mapToObj("X-Field-%d: x\n"::formatted)
                        .collect(Collectors.joining());
    }

    static String stanzas(int count) {
        return (ARCHIVE + "\n").repeat(count);
    }

    static String archives(int count) {
        return "Archive:\n"
                + IntStream.range(0, count)
                        .mapToObj(" https://apt%d.example.org stable main\n"::formatted)
                        .collect(Collectors.joining());
    }

    /** A field with so many names. */
    static String named(String field, String separator, int count) {
        return ARCHIVE + field + ": " + String.join(separator, names(count)) + "\n";
    }

    static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj("name%d"::formatted).toList();
    }

    static List<byte[]> signatures(int count, byte[] signed) {
        List<byte[]> packets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            packets.add(Statement.ofText(KEY).at(MadeAptFile.AT.plusSeconds(i)).over(signed));
        }
        return packets;
    }

    /** A key with user ids that it did not sign. */
    static KeyBlock keyOfPackets(int count) {
        KeyBlock block = KeyBlock.of(KEY);
        for (int packets = 3; packets < count; packets++) {
            block.add(OpenPgpBytes.userId("Anybody " + packets));
        }
        return block;
    }
}
