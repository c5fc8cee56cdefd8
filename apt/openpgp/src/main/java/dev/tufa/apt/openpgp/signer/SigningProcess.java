package dev.tufa.apt.openpgp.signer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One run of a program: bytes in, bytes out, within a time. There is no shell between. */
final class SigningProcess {
    /** Most bytes that are read of an answer; stops one that never ends. */
    static final int MOST_BYTES = 4 << 20;

    private static final int MOST_COMPLAINT = 500;

    /** One thread for each stream: a program that reads slowly must not keep its answer from being read. */
    private static final Executor STREAMS = task -> {
        Thread thread = new Thread(task, "signer");
        thread.setDaemon(true);
        thread.start();
    };

    private final List<String> words;
    private final Duration patience;

    SigningProcess(List<String> words, Duration patience) {
        this.words = List.copyOf(words);
        this.patience = patience;
    }

    byte[] run(byte[] input) throws IOException {
        Process process = new ProcessBuilder(words).start();
        CompletableFuture<byte[]> answer = CompletableFuture.supplyAsync(() -> read(process.getInputStream()), STREAMS);
        CompletableFuture<byte[]> complaint =
                CompletableFuture.supplyAsync(() -> read(process.getErrorStream()), STREAMS);
        CompletableFuture<Void> written = CompletableFuture.runAsync(() -> write(process, input), STREAMS);
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            if (!process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw slow();
            }
            if (process.exitValue() != 0) {
                throw new IOException("%s: expected exit code 0, got %d: %s"
                        .formatted(words.get(0), process.exitValue(), shown(complaint.get(1, TimeUnit.SECONDS))));
            }
            byte[] output = answer.get(left(deadline), TimeUnit.NANOSECONDS);
            if (output.length == 0 || output.length > MOST_BYTES) {
                throw new IOException("%s: expected an answer of at most %d bytes, got %s"
                        .formatted(words.get(0), MOST_BYTES, output.length == 0 ? "nothing" : "more"));
            }
            written.get(left(deadline), TimeUnit.NANOSECONDS);
            return output;
        } catch (TimeoutException e) {
            throw slow();
        } catch (ExecutionException e) {
            throw new IOException("%s: expected an answer, got %s".formatted(words.get(0), e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("%s: expected an answer, got an interruption".formatted(words.get(0)), e);
        } finally {
            process.destroyForcibly();
        }
    }

    private IOException slow() {
        return new IOException(
                "%s: expected an answer within %d seconds, got none".formatted(words.get(0), patience.toSeconds()));
    }

    private static long left(long deadline) {
        return Math.max(deadline - System.nanoTime(), 1);
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

    private static String shown(byte[] complaint) {
        String text = new String(complaint, StandardCharsets.UTF_8)
                .strip()
                .replace('\n', ' ')
                .replaceAll("[\\p{Cntrl}\\p{Cf}]", "\uFFFD");
        return text.isEmpty() ? "no message" : text.substring(0, Math.min(text.length(), MOST_COMPLAINT));
    }
}
