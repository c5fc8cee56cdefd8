package dev.tufa.apt.archive.index;

import dev.tufa.apt.archive.digest.DigestAlgorithm;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * An index on its way into all forms in which it is published, while each of them is counted and digested. The plain form is always
 * digested, and a {@code Release} file names it, whether it is published or not: apt checks what it has unpacked.
 *
 * <p>Slow compression has a thread of its own. Closing this without {@link #finish} stops it and leaves the outputs as they are then;
 * they themselves are closed by whoever opened them.
 */
public final class IndexOutput extends OutputStream {
    private static final int BLOCK = 1 << 16;

    private final String path;
    private final List<Form> forms = new ArrayList<>();
    private final byte[] block = new byte[BLOCK];
    private int length;
    private boolean finished;

    private IndexOutput(String path) {
        this.path = ArchivePath.requireInside("path", path);
    }

    /**
     * Begins an index.
     *
     * @param path of its plain form, relative to the folder of the {@code Release} file: {@code main/binary-amd64/Packages}
     * @param outputs where each form goes
     * @param algorithms of the digests, beside SHA-256
     */
    public static IndexOutput open(
            String path, Map<Compression, ? extends OutputStream> outputs, Collection<DigestAlgorithm> algorithms)
            throws IOException {
        Map<Compression, OutputStream> all = new EnumMap<>(Compression.class);
        all.put(Compression.NONE, OutputStream.nullOutputStream());
        all.putAll(outputs);
        IndexOutput index = new IndexOutput(path);
        try {
            for (Map.Entry<Compression, OutputStream> output : all.entrySet()) {
                index.forms.add(Form.of(output.getKey(), new DigestingOutput(output.getValue(), algorithms)));
            }
        } catch (IOException e) {
            index.close();
            throw e;
        }
        return index;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        int from = offset;
        int end = offset + count;
        while (from < end) {
            int taken = Math.min(end - from, BLOCK - length);
            System.arraycopy(bytes, from, block, length, taken);
            length += taken;
            from += taken;
            if (length == BLOCK) {
                pass();
            }
        }
    }

    /**
     * Ends all forms. Nothing can be written afterwards.
     *
     * @return the forms as files, the plain one first
     */
    public List<ListedFile> finish() throws IOException {
        if (finished) {
            throw new IllegalStateException(path + ": expected one end, got two");
        }
        pass();
        finished = true;
        for (Form form : forms) {
            form.out.close();
        }
        return forms.stream().map(form -> form.file(path)).toList();
    }

    /** Stops what still runs; nothing after {@link #finish}. */
    @Override
    public void close() {
        finished = true;
        forms.forEach(Form::abandon);
    }

    private void pass() throws IOException {
        if (finished) {
            throw new IllegalStateException(path + ": expected nothing after its end");
        }
        byte[] full = Arrays.copyOf(block, length);
        length = 0;
        for (Form form : forms) {
            form.out.write(full);
        }
    }

    private record Form(Compression compression, OutputStream out, DigestingOutput digested) {
        static Form of(Compression compression, DigestingOutput digested) throws IOException {
            OutputStream compressed = compression.compressed(digested);
            return new Form(
                    compression,
                    compression == Compression.XZ ? BackgroundOutput.start(compressed) : compressed,
                    digested);
        }

        void abandon() {
            if (out instanceof BackgroundOutput background) {
                background.abandon();
            }
        }

        ListedFile file(String path) {
            return digested.toFile(path + compression.extension());
        }
    }
}
