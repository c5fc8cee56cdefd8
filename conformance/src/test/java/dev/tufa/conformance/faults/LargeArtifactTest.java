package dev.tufa.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.testkit.Fault;
import dev.tufa.testkit.ManualClock;
import dev.tufa.testkit.MemoryMetadataStore;
import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.TargetStore;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.metadata.Hashes;
import dev.tufa.tuf.metadata.TargetFile;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** An artifact of more bytes than an int can count goes through a process that has room for a fraction of it. */
class LargeArtifactTest {
    private static final long LENGTH = (1L << 31) + 12_345;

    @Test
    void isPassedOnInPieces() throws Exception {
        ChildJvm child = ChildJvm.start(List.of("-Xmx32m"), Download.class);

        assertThat(child.finish()).isEqualTo("took " + LENGTH + " bytes");
    }

    static final class Download {
        private Download() {}

        public static void main(String[] arguments) throws Exception {
            RepositorySimulator repository = new RepositorySimulator();
            String hash = HexFormat.of().formatHex(digestOfZeros());
            repository.targets().add(TargetFile.of("large", LENGTH, Hashes.ofSha256(hash)), new byte[0]);
            repository.publish();
            repository.serve(
                    "targets/" + hash + ".large",
                    Fault.answering(
                            (uri, published) -> new Fetcher.Response(new Zeros(LENGTH), OptionalLong.of(LENGTH))));
            CountingStore store = new CountingStore();
            Updater updater = Updater.of(RepositorySimulator.METADATA)
                    .fetcher(repository)
                    .metadataStore(MemoryMetadataStore.trusting(repository.file("metadata/1.root.json")))
                    .targetStore(store)
                    .clock(new ManualClock())
                    .build();

            updater.download(updater.find("large").orElseThrow().target());

            System.out.print("took " + store.committed + " bytes");
        }

        private static byte[] digestOfZeros() {
            MessageDigest digest = HashFunction.SHA256.newDigest();
            byte[] chunk = new byte[1 << 20];
            for (long left = LENGTH; left > 0; left -= chunk.length) {
                digest.update(chunk, 0, (int) Math.min(left, chunk.length));
            }
            return digest.digest();
        }
    }

    /** So many zeros. */
    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long count) {
            left = count;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(left, length);
            left -= count;
            return count;
        }
    }

    /** Counts bytes and forgets them. */
    private static final class CountingStore implements TargetStore {
        private long committed;

        @Override
        public Path locate(String targetPath) {
            return Path.of("nowhere");
        }

        @Override
        public Optional<InputStream> read(String targetPath) {
            return Optional.empty();
        }

        @Override
        public Incoming create(String targetPath) {
            return new Incoming() {
                private long count;

                @Override
                public OutputStream stream() {
                    return new OutputStream() {
                        @Override
                        public void write(int b) {
                            count++;
                        }

                        @Override
                        public void write(byte[] bytes, int offset, int length) {
                            count += length;
                        }
                    };
                }

                @Override
                public void restart() {
                    count = 0;
                }

                @Override
                public void commit() {
                    committed = count;
                }

                @Override
                public void close() {
                    // nothing is kept
                }
            };
        }
    }
}
