package dev.tufa.tuf.repository.signing.format;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;

/** Reads the elements of a DER encoding one after the other: as much of it as keys need. */
public final class DerReader {
    /** INTEGER. */
    public static final int INTEGER = 0x02;
    /** BIT STRING. */
    public static final int BIT_STRING = 0x03;
    /** OCTET STRING. */
    public static final int OCTET_STRING = 0x04;
    /** OBJECT IDENTIFIER. */
    public static final int OBJECT_IDENTIFIER = 0x06;
    /** SEQUENCE. */
    public static final int SEQUENCE = 0x30;
    /** The element [0] that wraps another one. */
    public static final int CONTEXT_0 = 0xA0;
    /** The element [1] that wraps another one. */
    public static final int CONTEXT_1 = 0xA1;

    private static final int LONG_FORM = 0x80;
    private static final int MOST_LENGTH_BYTES = 3;

    private final byte[] bytes;
    private final int end;
    private int position;

    private DerReader(byte[] bytes, int position, int end) {
        this.bytes = bytes;
        this.position = position;
        this.end = end;
    }

    /** Reads bytes, which are not copied. */
    public static DerReader of(byte[] bytes) {
        return new DerReader(bytes, 0, bytes.length);
    }

    /** Whether the next element has a tag. */
    public boolean isNext(int tag) {
        return position < end && (bytes[position] & 0xFF) == tag;
    }

    /** Whether there are no more elements. */
    public boolean isAtEnd() {
        return position >= end;
    }

    /** The elements within the next element, which must have a tag. */
    public DerReader enter(int tag) throws IOException {
        int length = header(tag);
        DerReader inner = new DerReader(bytes, position, position + length);
        position += length;
        return inner;
    }

    /** The content of the next element, a copy. */
    public byte[] content(int tag) throws IOException {
        int length = header(tag);
        byte[] content = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return content;
    }

    /** The next element, an INTEGER. */
    public BigInteger integer() throws IOException {
        byte[] content = content(INTEGER);
        if (content.length == 0) {
            throw new IOException("DER: expected an integer, got no bytes");
        }
        BigInteger number = new BigInteger(content);
        Arrays.fill(content, (byte) 0);
        return number;
    }

    /** The bytes of the next element, a BIT STRING of whole bytes. */
    public byte[] bits() throws IOException {
        byte[] content = content(BIT_STRING);
        if (content.length == 0 || content[0] != 0) {
            throw new IOException("DER: expected a bit string of whole bytes, got another");
        }
        return Arrays.copyOfRange(content, 1, content.length);
    }

    private int header(int tag) throws IOException {
        if (!isNext(tag)) {
            throw new IOException("DER: expected an element with tag %#x, got %s"
                    .formatted(tag, isAtEnd() ? "nothing" : "%#x".formatted(bytes[position] & 0xFF)));
        }
        position++;
        int length = next();
        if (length >= LONG_FORM) {
            int count = length - LONG_FORM;
            if (count < 1 || count > MOST_LENGTH_BYTES) {
                throw new IOException("DER: expected a length of 1 to 3 bytes, got " + count);
            }
            length = 0;
            for (int i = 0; i < count; i++) {
                length = length << Byte.SIZE | next();
            }
        }
        if (length > end - position) {
            throw new IOException("DER: expected at most %d bytes, got %d".formatted(end - position, length));
        }
        return length;
    }

    private int next() throws IOException {
        if (isAtEnd()) {
            throw new IOException("DER: expected a length, got nothing");
        }
        return bytes[position++] & 0xFF;
    }
}
