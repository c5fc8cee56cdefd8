package dev.tufa.tuf.repository.signing.program;

import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.signing.format.PublicKeyForms;
import dev.tufa.tuf.repository.signing.source.KeyUnreachableException;
import dev.tufa.tuf.repository.signing.source.RawSigner;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program that has a key: called with {@code public} it prints the public key; called with {@code sign} it reads the bytes to
 * sign and prints the signature, raw or in hex. There is no shell between.
 */
public final class SigningProgram implements RawSigner {
    /** Most bytes that are read of an answer, or of what a program complains about; stops one that never ends. */
    private static final int MOST_BYTES = 64 * 1024;

    private static final int MOST_COMPLAINT = 500;

    private final List<String> command;
    private final Duration patience;

    /**
     * A program.
     *
     * @param command with its first arguments; the sub-command is put behind
     * @param patience how long one call may take
     */
    public SigningProgram(List<String> command, Duration patience) {
        this.command = List.copyOf(command);
        this.patience = patience;
    }

    /**
     * The public key, as the program says.
     *
     * @param scheme what to sign by, for keys that leave a choice
     */
    public Key publicKey(Optional<SignatureScheme> scheme) throws IOException {
        return PublicKeyForms.read(name() + " public", run("public", new byte[0]), scheme);
    }

    @Override
    public byte[] sign(byte[] message) throws IOException {
        byte[] answer = run("sign", message);
        if (answer.length == 0) {
            throw new IOException(name() + " sign: expected a signature, got nothing");
        }
        String text = new String(answer, StandardCharsets.ISO_8859_1).strip();
        return text.matches("([0-9a-fA-F]{2})+") ? HexFormat.of().parseHex(text) : answer;
    }

    private byte[] run(String subCommand, byte[] input) throws IOException {
        List<String> words = new ArrayList<>(command);
        words.add(subCommand);
        Process process = start(words);
        CompletableFuture<byte[]> answer = CompletableFuture.supplyAsync(() -> read(process.getInputStream()), READERS);
        CompletableFuture<byte[]> complaint =
                CompletableFuture.supplyAsync(() -> read(process.getErrorStream()), READERS);
        CompletableFuture<Void> written = CompletableFuture.runAsync(() -> write(process, input), READERS);
        try {
            long deadline = System.nanoTime() + patience.toNanos();
            boolean ended = process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (!ended) {
                throw slow(subCommand);
            }
            byte[] output = answer.get(left(deadline), TimeUnit.NANOSECONDS);
            if (output.length > MOST_BYTES) {
                throw new IOException("%s %s: expected an answer of at most %d bytes, got more"
                        .formatted(name(), subCommand, MOST_BYTES));
            }
            if (process.exitValue() != 0) {
                String said = new String(complaint.get(left(deadline), TimeUnit.NANOSECONDS), StandardCharsets.UTF_8);
                throw new IOException("%s %s: expected exit code 0, got %d: %s"
                        .formatted(name(), subCommand, process.exitValue(), shown(said)));
            }
            written.get(left(deadline), TimeUnit.NANOSECONDS);
            return output;
        } catch (TimeoutException e) {
            throw slow(subCommand);
        } catch (ExecutionException e) {
            throw new IOException("%s %s: expected an answer, got %s".formatted(name(), subCommand, e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("%s %s: expected an answer, got an interruption".formatted(name(), subCommand), e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** One thread for each stream: a program that reads slowly must not keep another from being read. */
    private static final java.util.concurrent.Executor READERS = task -> {
        Thread thread = new Thread(task, "signing-program");
        thread.setDaemon(true);
        thread.start();
    };

    private Process start(List<String> words) throws KeyUnreachableException {
        try {
            return new ProcessBuilder(words).start();
        } catch (IOException e) {
            throw new KeyUnreachableException(
                    "%s: expected a program that can be started, got %s".formatted(name(), e.getMessage()), e);
        }
    }

    private static long left(long deadline) {
        return Math.max(deadline - System.nanoTime(), 1);
    }

    private IOException slow(String subCommand) {
        return new IOException("%s %s: expected an answer within %d seconds, got none"
                .formatted(name(), subCommand, patience.toSeconds()));
    }

    private static byte[] read(InputStream in) {
        try (in) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            return bytes;
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /** A program that knows the answer without reading its input may close it. */
    private static void write(Process process, byte[] input) {
        try (OutputStream out = process.getOutputStream()) {
            out.write(input);
        } catch (IOException e) {
            // it will show in the signature, which is verified
        }
    }

    private static String shown(String complaint) {
        String text = Printable.of(complaint.strip().replace('\n', ' '));
        return text.isEmpty() ? "no message" : text.substring(0, Math.min(text.length(), MOST_COMPLAINT));
    }

    private String name() {
        return Printable.of("exec:" + command.get(0));
    }
}
