package dev.tufa.apt.archive.deb;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of one member of the ar archive, no more and no fewer. */
final class ArMember extends InputStream {
    private final DebSource source;
    private final ArHeader header;
    private long left;

    ArMember(DebSource source, ArHeader header) {
        this.source = source;
        this.header = header;
        this.left = header.length();
    }

    String name() {
        return header.name();
    }

    long left() {
        return left;
    }

    /** Passes over what is left, and over the byte that makes lengths even; the last member may be without it, as with dpkg. */
    void finish() throws IOException {
        left -= source.skip(left);
        if (left > 0) {
            throw truncated();
        }
        source.skip(header.length() % 2);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int most) throws IOException {
        if (left == 0) {
            return -1;
        }
        int count = source.read(to, offset, (int) Math.min(most, left));
        if (count < 0) {
            throw truncated();
        }
        left -= count;
        return count;
    }

    private Refused truncated() {
        return new Refused(DebRefusal.TRUNCATED, name(), header.length() + " bytes", header.length() - left);
    }
}
