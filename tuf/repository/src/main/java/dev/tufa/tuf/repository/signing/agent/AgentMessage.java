package dev.tufa.tuf.repository.signing.agent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What an ssh-agent sends, field by field (RFC 4251 §5). */
final class AgentMessage {
    private final ByteBuffer buffer;

    AgentMessage(byte[] bytes) {
        this.buffer = ByteBuffer.wrap(bytes);
    }

    int number() throws IOException {
        try {
            return buffer.getInt();
        } catch (BufferUnderflowException e) {
            throw new IOException("ssh-agent: expected a number, got the end of its message", e);
        }
    }

    byte[] bytes() throws IOException {
        int length = number();
        if (length < 0 || length > buffer.remaining()) {
            throw new IOException("ssh-agent: expected at most %d bytes, got %s"
                    .formatted(buffer.remaining(), Integer.toUnsignedString(length)));
        }
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    String text() throws IOException {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** A message to an ssh-agent. */
    static final class Writer {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Writer(int type) {
            out.write(type);
        }

        void number(int number) {
            out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
        }

        void bytes(byte[] bytes) {
            number(bytes.length);
            out.writeBytes(bytes);
        }

        byte[] toBytes() {
            return out.toByteArray();
        }
    }
}
