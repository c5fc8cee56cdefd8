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

    /** A key of a length in bytes, by a picture that it did not sign. */
    static KeyBlock keyOfBytes(int length) {
        KeyBlock block = KeyBlock.of(KEY);
        int header = OpenPgpBytes.packet(OpenPgpBytes.USER_ATTRIBUTE, new byte[0]).length;
        return block.add(
                OpenPgpBytes.packet(OpenPgpBytes.USER_ATTRIBUTE, new byte[length - block.packets().length - header]));
    }

    /** A right signature, and before it ten by another key with notes, which have a length in bytes together. */
    static List<byte[]> signaturesOfBytes(int length, byte[] signed) {
        byte[] own = Statement.ofText(KEY).over(signed);
        int each = (length - own.length) / 10;
        List<byte[]> packets = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            int size = i < 9 ? each : length - own.length - 9 * each;
            int rest = size - noted(9000, signed).length;
            packets.add(noted(9000 + rest, signed));
        }
        packets.add(own);
        return packets;
    }

    private static byte[] noted(int length, byte[] signed) {
        return Statement.ofText(KeyCases.OTHER)
                .says(hashed -> hashed.addNotationData(false, true, "note@example.org", "x".repeat(length)))
                .over(signed);
    }

    /** An address of a length in characters. */
    static String address(int length) {
        String start = "https://apt.example.org/";
        return start + "a".repeat(length - start.length());
    }

    /** A host of a length in characters. */
    static String host(int length) {
        return "a.".repeat(length / 2 - 1) + "a".repeat(length - 2 * (length / 2 - 1));
    }
}
