package dev.tufa.tuf.repository.signing.agent;

import dev.tufa.tuf.repository.signing.source.KeyUnreachableException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The socket of an ssh-agent: one question, one answer. */
final class AgentSocket {
    /** Longest answer; stops something else behind the socket from filling the memory. */
    private static final int MOST_BYTES = 256 * 1024;

    private final Path path;
    private final Duration patience;

    AgentSocket(Path path, Duration patience) {
        this.path = path;
        this.patience = patience;
    }

    /** The answer, which has to be of a type; its fields after the type. */
    AgentMessage ask(AgentMessage.Writer question, int expectedType) throws IOException {
        CountDownLatch answered = new CountDownLatch(1);
        try (SocketChannel channel = connect()) {
            closeWhenLate(channel, answered);
            DataOutputStream out = new DataOutputStream(Channels.newOutputStream(channel));
            byte[] bytes = question.toBytes();
            out.writeInt(bytes.length);
            out.write(bytes);
            out.flush();
            DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
            int length = in.readInt();
            if (length < 1 || length > MOST_BYTES) {
                throw new IOException(
                        "ssh-agent: expected an answer of 1 to %d bytes, got %d".formatted(MOST_BYTES, length));
            }
            int type = in.read();
            byte[] fields = new byte[length - 1];
            in.readFully(fields);
            if (type != expectedType) {
                throw new IOException(
                        "ssh-agent: expected an answer of type %d, got %d: it refuses".formatted(expectedType, type));
            }
            return new AgentMessage(fields);
        } catch (ClosedChannelException e) {
            throw new IOException(
                    "ssh-agent: expected an answer within %d seconds, got none".formatted(patience.toSeconds()), e);
        } finally {
            answered.countDown();
        }
    }

    private SocketChannel connect() throws KeyUnreachableException {
        try {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(UnixDomainSocketAddress.of(path));
                return channel;
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new KeyUnreachableException(
                    "ssh-agent: expected it to listen at %s, got %s".formatted(path, e.getMessage()), e);
        }
    }

    /** A blocking channel has no time-out of its own. */
    private void closeWhenLate(SocketChannel channel, CountDownLatch answered) {
        Thread watch = new Thread(
                () -> {
                    try {
                        if (!answered.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                            channel.close();
                        }
                    } catch (InterruptedException | IOException e) {
                        // nobody waits any more
                    }
                },
                "ssh-agent-patience");
        watch.setDaemon(true);
        watch.start();
    }
}
