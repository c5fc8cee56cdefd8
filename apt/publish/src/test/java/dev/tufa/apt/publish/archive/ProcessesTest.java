package dev.tufa.apt.publish.archive;

import static dev.tufa.apt.publish.Debs.deb;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.publish.MemoryFolder;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import dev.tufa.apt.publish.conf.SuiteConf;
import dev.tufa.tuf.client.TargetNaming;
import dev.tufa.tuf.repository.storage.CrashingDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("several processes with one archive")
class ProcessesTest {
    private static final String RELEASE = "dists/stable/InRelease";

    @TempDir(factory = MemoryFolder.class)
    Path temporary;

    private int folders;

    private Vendor vendor(TufScope scope) throws Exception {
        Vendor vendor = Vendor.init(
                temporary.resolve("archive-" + folders++),
                Vendor.conf(scope, SuiteConf.of("stable", List.of("amd64"))),
                CrashingDisk.counting());
        vendor.add(deb("first", "1"));
        vendor.publish();
        return vendor;
    }

    private static void requirePublished(Vendor vendor, String... packages) throws Exception {
        Vendor now = Vendor.open(vendor.folder, vendor.now);
        assertThat(now.client().requireAll().get("stable")).containsExactlyInAnyOrder(packages);
        if (now.archive.conf().tuf() != TufScope.NONE) {
            assertThat(now.tufClient().download(RELEASE, TargetNaming.HASH_PREFIX))
                    .isEqualTo(Files.readAllBytes(now.published(RELEASE)));
        }
    }

    /** Points in the life of another process, spread over all that it does. */
    private static List<Integer> points(int calls) {
        return List.of(calls / 5, calls / 2, calls * 4 / 5, calls - 3);
    }

    @ParameterizedTest
    @EnumSource(
            value = TufScope.class,
            names = {"NONE", "PACKAGES"})
    void oneThatIsKilledKeepsNobodyWaiting(TufScope scope) throws Exception {
        for (int call : points(VendorProgram.calls(vendor(scope), "other"))) {
            Vendor vendor = vendor(scope);
            try (VendorProgram other = VendorProgram.stopping(vendor.folder, "other", call)) {
                assertThat(other.word()).isEqualTo(VendorProgram.STOPPED);
                assertThat(Vendor.open(vendor.folder, vendor.now).client().require("stable"))
                        .isIn(Set.of("first 1 amd64"), Set.of("first 1 amd64", "other 1 amd64"));
                other.kill();
            }
            vendor.add(deb("other", "1"), deb("mine", "1"));
            vendor.publish();
            requirePublished(vendor, "first 1 amd64", "mine 1 amd64", "other 1 amd64");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TufScope.class,
            names = {"NONE", "PACKAGES"})
    void eachWaitsForTheOther(TufScope scope) throws Exception {
        Vendor vendor = vendor(scope);
        int calls = VendorProgram.calls(vendor(scope), "other");
        try (VendorProgram other = VendorProgram.stopping(vendor.folder, "other", calls * 4 / 5)) {
            assertThat(other.word()).isEqualTo(VendorProgram.STOPPED);
            try (VendorProgram third = VendorProgram.start(vendor.folder, "third")) {
                assertThat(third.endsWithin(1500)).isFalse();
                other.goOn();
                assertThat(other.word()).isEqualTo(VendorProgram.DONE);
                assertThat(third.word()).isEqualTo(VendorProgram.DONE);
            }
        }
        requirePublished(vendor, "first 1 amd64", "other 1 amd64", "third 1 amd64");
    }

    @Test
    void threadsOfOneProcessWaitAsWell() throws Exception {
        Vendor vendor = vendor(TufScope.RELEASE);
        List<Thread> threads = List.of(adding(vendor, "aa"), adding(vendor, "bb"), adding(vendor, "cc"));
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        vendor.publish();
        requirePublished(vendor, "aa 1 amd64", "bb 1 amd64", "cc 1 amd64", "first 1 amd64");
    }

    private static Thread adding(Vendor vendor, String name) {
        return new Thread(() -> {
            try {
                Vendor.open(vendor.folder, vendor.now).add(deb(name, "1"));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Tag("soak")
    @Test
    void whoHasWaitedForLongSaysSo() throws Exception {
        Vendor vendor = vendor(TufScope.NONE);
        int calls = VendorProgram.calls(vendor(TufScope.NONE), "other");
        try (VendorProgram other = VendorProgram.stopping(vendor.folder, "other", calls / 2)) {
            assertThat(other.word()).isEqualTo(VendorProgram.STOPPED);
            assertThatThrownBy(() -> vendor.add(deb("mine", "1")))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessage(
                            "archive: expected nobody else to be changing it, got somebody for longer than 30 seconds");
        }
    }
}
