package dev.tufa.apt.archive.deb;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Packages that nobody should publish, for the tests of others who take packages in. */
public final class HostileDebs {
    private HostileDebs() {}

    /** Each by its kind and what is wrong with it; those that are only too much for a reader with small limits are among them. */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        put(all, "ar", ArAttacks.rows());
        put(all, "compression", CompressionAttacks.rows());
        put(all, "tar", TarAttacks.rows());
        put(all, "path", PathAttacks.rows());
        put(all, "control", ControlAttacks.rows());
        return all;
    }

    private static void put(Map<String, byte[]> all, String kind, Stream<Arguments> rows) {
        int[] number = {0};
        rows.forEach(row -> all.put("%s %d %s".formatted(kind, number[0]++, row.get()[0]), (byte[]) row.get()[2]));
    }
}
