package dev.tufa.apt.archive.deb;

import java.io.IOException;
import java.io.InputStream;

/**
 * A member of the ar archive decompressed, up to a limit. Whatever a decompressor finds wrong is a refusal, and so are bytes that it
 * leaves over.
 */
final class Decompressed extends InputStream {
    private final ArMember member;
    private final long most;
    private final Intake intake;
    private final InputStream decoder;
    private long length;

    Decompressed(ArMember member, TarCompression compression, long most, DebLimits limits) throws Refused {
        this.member = member;
        this.most = most;
        this.intake = new Intake(member, limits.silentInput());
        try {
            this.decoder = compression.open(intake, limits.decoderMemory());
        } catch (IOException e) {
            throw broken(e);
        }
    }

    String name() {
        return member.name();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int count) throws IOException {
        int read;
        try {
            read = decoder.read(to, offset, count);
        } catch (IOException e) {
            throw broken(e);
        }
        if (read < 0) {
            if (member.left() > 0) {
                throw new Refused(
                        DebRefusal.TRAILING_DATA, name(), "nothing after compressed data", member.left() + " bytes");
            }
            return read;
        }
        if (read > 0) {
            intake.gaveSomething();
        }
        length += read;
        if (length > most) {
            throw new Refused(DebRefusal.TOO_LARGE, name(), "at most " + most + " bytes decompressed", "more");
        }
        return read;
    }

    private Refused broken(IOException e) {
        return e instanceof Refused refused
                ? refused
                : new Refused(DebRefusal.COMPRESSED_DATA, name(), "what can be decompressed", e);
    }

    @Override
    public void close() throws IOException {
        decoder.close();
    }

    /** What goes into the decompressor. */
    private static final class Intake extends InputStream {
        private final ArMember member;
        private final int most;
        private int silent;

        private Intake(ArMember member, int most) {
            this.member = member;
            this.most = most;
        }

        private void gaveSomething() {
            silent = 0;
        }

        @Override
        public int read() throws IOException {
            requireOutput();
            silent++;
            return member.read();
        }

        @Override
        public int read(byte[] to, int offset, int count) throws IOException {
            requireOutput();
            int read = member.read(to, offset, count);
            silent += Math.max(read, 0);
            return read;
        }

        private void requireOutput() throws Refused {
            if (silent > most) {
                throw new Refused(
                        DebRefusal.TOO_LARGE,
                        member.name(),
                        "something from " + most + " bytes of compressed data",
                        "nothing");
            }
        }
    }
}
