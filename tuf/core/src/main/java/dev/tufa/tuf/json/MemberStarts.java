package dev.tufa.tuf.json;

import java.util.Arrays;

/** Where the members of the objects that are being read start in canonical bytes, those of the outermost object first. */
final class MemberStarts {
    private int[] starts = new int[64];
    private int size;

    int size() {
        return size;
    }

    int get(int index) {
        return starts[index];
    }

    int last() {
        return starts[size - 1];
    }

    void add(int start) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size * 2);
        }
        starts[size++] = start;
    }

    /** A copy of those from an index on. */
    int[] from(int index) {
        return Arrays.copyOfRange(starts, index, size);
    }

    void forgetFrom(int index) {
        size = index;
    }
}
