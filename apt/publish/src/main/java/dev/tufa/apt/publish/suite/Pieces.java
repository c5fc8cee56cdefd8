package dev.tufa.apt.publish.suite;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * An index in pieces that are compressed apart from each other. Where a piece begins is decided by the name that an entry has and by
 * nothing else: equal indexes have equal pieces however they came about, and a change touches the piece that it is in.
 */
final class Pieces {
    /** Entries of one name stay together; one name in so many begins a piece. */
    private final int mean;

    private final List<byte[]> pieces = new ArrayList<>();
    private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
    private long last = -1;

    Pieces(int mean) {
        this.mean = mean;
    }

    /**
     * Goes on to an entry, whose bytes the caller writes to what this returns.
     *
     * @param sum CRC-32 of its name. Two names with the same sum one behind the other stay together, which harms nobody
     */
    ByteArrayOutputStream next(long sum) {
        if (sum != last) {
            if (sum % mean == 0) {
                end();
            }
            last = sum;
        }
        return piece;
    }

    List<byte[]> finish() {
        end();
        return pieces;
    }

    private void end() {
        if (piece.size() > 0) {
            pieces.add(piece.toByteArray());
            piece.reset();
        }
    }
}
